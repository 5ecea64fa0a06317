/**
 * Reuses the memories of disposed programs (shared ones are kept with their team: team.ts). Browsers reserve some 10
 * GiB of address space for every WebAssembly memory and release it only when its last view is collected, so a page that
 * makes a program per edit of a network would be refused the hundredth.
 */
import { newMemory } from './module';

const PAGE = 65536;
/** Enough for a program and its successor; more would only hold unused memory. */
const MOST_KEPT = 2;
/** 256 MiB: a larger memory is of more use to others, and clearing it would take as long as getting a new one. */
export const LARGEST_KEPT = 2 ** 28;

const kept: WebAssembly.Memory[] = [];

/**
 * A zeroed memory of at least `bytes` (a multiple of 64 KiB). Throws EngineError('memory') when the machine refuses.
 */
export function takeMemory(bytes: number): WebAssembly.Memory {
  const found = kept.findIndex(({ buffer }) => buffer.byteLength <= 4 * bytes || buffer.byteLength <= 2 ** 20);
  const [memory] = found < 0 ? [] : kept.splice(found, 1);
  if (!memory) return newMemory(bytes / PAGE, false);
  const missing = bytes - memory.buffer.byteLength;
  try {
    if (missing > 0) memory.grow(missing / PAGE);
  } catch {
    return newMemory(bytes / PAGE, false);
  }
  new Uint8Array(memory.buffer).fill(0);
  return memory;
}

/** Takes back the memory of a disposed program. */
export function giveMemory(memory: WebAssembly.Memory): void {
  if (kept.length < MOST_KEPT && memory.buffer.byteLength <= LARGEST_KEPT) kept.push(memory);
}
