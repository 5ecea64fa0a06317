/** Runs long work on the page's thread in short slices, so that the page can draw and respond in between. */

/** Milliseconds of work between pauses. Even with the longest single piece added, well under a frame or two. */
const SLICE = 8;

/** Returns a function to await between pieces of work: usually a no-op, a turn of the event loop when one is due. */
export function yieldEvery(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
}

/** Floats copied between looks at the clock: writing a megabyte of untouched memory takes about a millisecond. */
export const PIECE = 1 << 18;

/** Copies all values to the start of `into`, whatever their number; `rest` comes from yieldEvery. */
export async function copyInPieces(values: Float32Array, into: Float32Array, rest: () => Promise<void>): Promise<void> {
  for (let from = 0; from < values.length; from += PIECE) {
    into.set(values.subarray(from, from + PIECE), from);
    await rest();
  }
}

/** The next turn of the event loop, without the 4 ms minimum that browsers impose on chained timers. */
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
