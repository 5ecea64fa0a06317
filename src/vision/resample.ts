/**
 * Resampling along one axis as a table of taps, so that a picture is resampled in one step for any crop, scale and
 * sub-pixel shift: one table for rows, another for columns.
 *
 * Shrinking averages exactly the source interval that each output pixel covers (anti-aliased, mass preserving).
 * Enlarging interpolates at the pixel's centre. At a scale of one, bilinear interpolation and averaging agree, so the
 * result changes smoothly as a drawing grows.
 */

/**
 * How to enlarge: a tent over two pixels, or the Catmull-Rom cubic over four (sharper, may overshoot). `nearest` takes
 * the pixel at the centre even when shrinking, to show what averaging is worth.
 */
export type Enlarging = 'bilinear' | 'catmull-rom' | 'nearest';

/** What lies outside the source: zero, or the nearest edge pixel. */
export type Outside = 'zero' | 'edge';

/** Where an output axis lies on its source: output edge u reads source edge start + u x step, in source pixels. */
export interface AxisMap {
  readonly start: number;
  readonly step: number;
}

/** For every output index, the first source index and where its weights are (`at[i]` up to `at[i + 1]`). */
export interface Taps {
  readonly first: Int32Array;
  readonly at: Int32Array;
  readonly weights: Float32Array;
}

/**
 * The taps of one axis, from `source` pixels to `size` output pixels. An output's weights sum to one, less whatever
 * falls outside where `outside` is zero; an output entirely outside then has no taps.
 */
export function taps(source: number, size: number, map: AxisMap, enlarging: Enlarging, outside: Outside): Taps {
  const first = new Int32Array(size);
  const at = new Int32Array(size + 1);
  const weights: number[] = [];
  for (let i = 0; i < size; i++) {
    const left = map.start + i * map.step;
    const centre = left + map.step / 2 - 0.5;
    let low: number;
    let high: number;
    let weight: (index: number) => number;
    if (enlarging === 'nearest') {
      low = Math.floor(centre + 0.5);
      high = low;
      weight = () => 1;
    } else if (map.step >= 1) {
      low = Math.floor(left);
      high = Math.ceil(left + map.step) - 1;
      weight = (index) => (Math.min(index + 1, left + map.step) - Math.max(index, left)) / map.step;
    } else {
      const reach = enlarging === 'bilinear' ? 1 : 2;
      low = Math.floor(centre) - reach + 1;
      high = Math.floor(centre) + reach;
      weight = enlarging === 'bilinear' ? (index) => 1 - Math.abs(index - centre) : (index) => cubic(index - centre);
    }
    const begin = Math.min(source - 1, Math.max(0, low));
    const end = Math.min(source - 1, Math.max(0, high));
    first[i] = begin;
    at[i] = weights.length;
    for (let index = begin; index <= end; index++) weights.push(0);
    for (let index = low; index <= high; index++) {
      if (outside === 'zero' && (index < 0 || index >= source)) continue;
      const slot = weights.length - 1 - end + Math.min(end, Math.max(begin, index));
      weights[slot] = (weights[slot] as number) + weight(index);
    }
    at[i + 1] = weights.length;
  }
  return { first, at, weights: Float32Array.from(weights) };
}

/** The Catmull-Rom kernel: the cubic of Keys 1981 with a = -1/2. */
function cubic(distance: number): number {
  const t = Math.abs(distance);
  if (t >= 2) return 0;
  return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : ((-0.5 * t + 2.5) * t - 4) * t + 2;
}

/**
 * Resamples one plane (height x width, row by row) into `into` from `at`: columns first, then rows. Visits only the
 * source rows some output reads. `scratch` must hold height x output-width floats.
 */
export function resamplePlane(
  source: Float32Array,
  width: number,
  columns: Taps,
  rows: Taps,
  scratch: Float32Array,
  into: Float32Array,
  at: number,
): void {
  const across = columns.first.length;
  const down = rows.first.length;
  const [top, bottom] = span(rows);
  for (let y = top; y < bottom; y++) {
    for (let x = 0; x < across; x++) {
      const end = columns.at[x + 1] as number;
      let p = y * width + (columns.first[x] as number);
      let sum = 0;
      for (let k = columns.at[x] as number; k < end; k++, p++) {
        sum += (columns.weights[k] as number) * (source[p] as number);
      }
      scratch[y * across + x] = sum;
    }
  }
  for (let y = 0; y < down; y++) {
    const begin = rows.at[y] as number;
    const end = rows.at[y + 1] as number;
    for (let x = 0; x < across; x++) {
      let p = (rows.first[y] as number) * across + x;
      let sum = 0;
      for (let k = begin; k < end; k++, p += across) sum += (rows.weights[k] as number) * (scratch[p] as number);
      into[at + y * across + x] = sum;
    }
  }
}

/** The range of source indices a table reads, `end` exclusive. */
export function span(table: Taps): [begin: number, end: number] {
  let begin = Number.POSITIVE_INFINITY;
  let end = 0;
  for (let i = 0; i < table.first.length; i++) {
    const first = table.first[i] as number;
    const count = (table.at[i + 1] as number) - (table.at[i] as number);
    if (count === 0) continue;
    begin = Math.min(begin, first);
    end = Math.max(end, first + count);
  }
  return [Math.min(begin, end), end];
}
