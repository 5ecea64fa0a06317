/** Positions an overlay on a picture, whatever the picture's size on the screen. */
import type { CSSProperties } from 'react';

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** In fractions of the picture, or in units of which it has the given number across and down. */
export const placed = ({ left, top, width, height }: Place, across = 1, down = 1): CSSProperties => ({
  left: `${(100 * left) / across}%`,
  top: `${(100 * top) / down}%`,
  width: `${(100 * width) / across}%`,
  height: `${(100 * height) / down}%`,
});
