/**
 * What can happen to a picture on its way to a network: rotation, changes of light, lost pixels, something drawn around
 * it. Planes are height x width values, 0 to 1, row by row; every function returns a new plane. Pure.
 */
import type { Random } from '../core/random';

export interface Plane {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

const map = (plane: Plane, value: (row: number, column: number) => number): Plane => {
  const { height, width } = plane;
  const values = new Float32Array(height * width);
  for (let i = 0; i < values.length; i++) values[i] = value(Math.floor(i / width), i % width);
  return { values, height, width };
};

const at = ({ values, height, width }: Plane, row: number, column: number): number =>
  row < 0 || row >= height || column < 0 || column >= width ? 0 : (values[row * width + column] as number);

/** Rotated clockwise about the centre; bilinear, with zeros beyond the edge. Multiples of 90 degrees are exact. */
export function turned(plane: Plane, degrees: number): Plane {
  const quarter = degrees % 90 === 0;
  const exact = (value: number): number => (quarter ? Math.round(value) : value);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [exact(Math.cos(angle)), exact(Math.sin(angle))];
  const [y0, x0] = [(plane.height - 1) / 2, (plane.width - 1) / 2];
  return map(plane, (row, column) => {
    const [y, x] = [row - y0, column - x0];
    const [fromY, fromX] = [y0 + cos * y - sin * x, x0 + sin * y + cos * x];
    const [top, left] = [Math.floor(fromY), Math.floor(fromX)];
    const [down, right] = [fromY - top, fromX - left];
    const upper = (1 - right) * at(plane, top, left) + right * at(plane, top, left + 1);
    const lower = (1 - right) * at(plane, top + 1, left) + right * at(plane, top + 1, left + 1);
    return (1 - down) * upper + down * lower;
  });
}

/** Shifted by whole pixels, filled with zeros. */
export const shifted = (plane: Plane, rows: number, columns: number): Plane =>
  map(plane, (row, column) => at(plane, row - rows, column - columns));

/** 1: unchanged; 0: uniform grey; -1: the negative. */
export const contrasted = (plane: Plane, contrast: number): Plane =>
  map(plane, (row, column) => 0.5 + contrast * (at(plane, row, column) - 0.5));

/** Turns a random share (0 to 1) of the pixels black or white, with equal chance. */
export const saltAndPepper = (plane: Plane, share: number, random: Random): Plane =>
  map(plane, (row, column) => {
    // Both are drawn for every pixel, so that a larger share hits the same pixels and more.
    const [struck, white] = [random.uniform() < share, random.uniform() < 0.5];
    return struck ? Number(white) : at(plane, row, column);
  });

/** A square frame of full ink, one pixel wide, `inset` pixels inside the edge: a form's box around a digit. */
export const framed = (plane: Plane, inset: number): Plane =>
  map(plane, (row, column) => {
    const depth = Math.min(row, column, plane.height - 1 - row, plane.width - 1 - column);
    return depth === inset ? 1 : at(plane, row, column);
  });
