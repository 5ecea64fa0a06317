/**
 * Memories of programs that are gone, for those to come (shared ones are kept with their team: team.ts). Browsers reserve
 * some 10 GiB of addresses for every WebAssembly memory and release them only when its last view is collected, so that a
 * page which makes a program per edit of a network would be refused the hundredth.
 */
import { newMemory } from './module';

const PAGE = 65536;
/** Enough for a program and its successor; more would only hold memory that is not used. */
const MOST_KEPT = 2;
/** 256 MiB: a larger memory is worth more to others, and would have to be cleared as long as a new one takes to come. */
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

/** Takes back the memory of a program that has been disposed of. */
export function giveMemory(memory: WebAssembly.Memory): void {
  if (kept.length < MOST_KEPT && memory.buffer.byteLength <= LARGEST_KEPT) kept.push(memory);
}
