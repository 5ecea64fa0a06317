/** Two pointers on an element, as they pinch: the points that they are at, their middle and their distance. */

export type Place = readonly [x: number, y: number];
export type Pair = readonly [Place, Place];

/** The first two of the pointers that are down, or null. */
export function pairOf(pointers: ReadonlyMap<number, Place>): Pair | null {
  const [a, b] = [...pointers.values()];
  return a && b ? [a, b] : null;
}

export const middleOf = ([a, b]: Pair): Place => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** `width` and `height` are what a unit of the points' is on the screen. */
export const distanceOf = ([a, b]: Pair, width = 1, height = 1): number =>
  Math.hypot((a[0] - b[0]) * width, (a[1] - b[1]) * height);
