/**
 * Memories of programs that are gone, for those to come. Browsers reserve some 10 GiB of addresses for every WebAssembly
 * memory and release them only when its last view is collected, so that a page which makes a program per edit of a
 * network would be refused the hundredth.
 */
import { newMemory } from './module';

const PAGE = 65536;
/** Enough for a program and its successor; more would only hold memory that is not used. */
const MOST_KEPT = 2;

const kept: WebAssembly.Memory[] = [];

/**
 * A zeroed memory of at least `bytes` (a multiple of 64 KiB). Throws EngineError('memory') when the machine refuses.
 */
export function takeMemory(bytes: number, shared: boolean): WebAssembly.Memory {
  const found = shared
    ? -1
    : kept.findIndex(({ buffer }) => buffer.byteLength <= 4 * bytes || buffer.byteLength <= 2 ** 20);
  const [memory] = found < 0 ? [] : kept.splice(found, 1);
  if (!memory) return newMemory(bytes / PAGE, shared);
  const missing = bytes - memory.buffer.byteLength;
  try {
    if (missing > 0) memory.grow(missing / PAGE);
  } catch {
    return newMemory(bytes / PAGE, shared);
  }
  new Uint8Array(memory.buffer).fill(0);
  return memory;
}

/**
 * Takes back the memory of a program that has been disposed of. Shared memories are not kept: a thread that is still
 * ending could meet its successor's commands there.
 */
export function giveMemory(memory: WebAssembly.Memory): void {
  if (memory.buffer instanceof ArrayBuffer && kept.length < MOST_KEPT) kept.push(memory);
}
