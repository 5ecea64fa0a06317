/** Small planes in lines, each with a bar below it. Pure: sizes in CSS pixels. */
import type { Box } from './picture';

const GAP = 6;
export const BAR = 4;

export interface StripLayout {
  readonly columns: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** The plane at a point, or the nearest in its line. */
  at(x: number, y: number): number;
}

/** A few planes fill a line; many are as small as can still be told apart. */
export function stripLayout(count: number, width: number): StripLayout {
  const filling = Math.max(24, Math.min(72, (width + GAP) / count - GAP));
  const side = count <= 4 ? filling : count <= 16 ? 44 : 34;
  const columns = Math.max(1, Math.floor((width + GAP + 0.01) / (side + GAP)));
  const [across, down] = [side + GAP, side + GAP + BAR];
  return {
    columns,
    height: Math.ceil(count / columns) * down - GAP,
    boxes: Array.from({ length: count }, (_, i) => ({
      x: (i % columns) * across,
      y: Math.floor(i / columns) * down,
      width: side,
      height: side,
    })),
    at: (x, y) => Math.floor(y / down) * columns + Math.min(columns - 1, Math.floor(x / across)),
  };
}
