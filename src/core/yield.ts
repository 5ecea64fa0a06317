/** Long work on the page's thread in short slices: between them the page draws and listens. */

/** Milliseconds of work between two pauses; with the longest piece of work in between, well below a missed frame or two. */
const SLICE = 8;

/** A pause to be awaited between pieces of work: nothing most of the time, a turn of the event loop when it is due. */
export function yieldEvery(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
}

/** Floats that are copied between two looks at the clock: a megabyte that was never touched takes about a millisecond. */
export const PIECE = 1 << 18;

/** Copies all values to the start of `into`, however many there are; `rest` is a yieldEvery. */
export async function copyInPieces(values: Float32Array, into: Float32Array, rest: () => Promise<void>): Promise<void> {
  for (let from = 0; from < values.length; from += PIECE) {
    into.set(values.subarray(from, from + PIECE), from);
    await rest();
  }
}

/** The next turn of the event loop: at once, where browsers hold timers that follow each other back to 4 ms. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
