/** Ranges of drawn maps on the CPU: smallest and largest finite value, and whether anything non-finite occurs. */
import type { TensorId } from '../../kernels/kernel';
import type { Range } from '../types';
import { type DrawnMap, placesAmong, type SceneLayout } from './layout';

/** Three numbers per map: min, max, and 1 if it holds NaN or an infinity, 2 if nothing else (then min = max = 0). */
export const RANGE_STRIDE = 3;

/** Ranges found elsewhere, and of which maps; `known` is 0 for each one missing. */
export interface Scanned {
  readonly maps: readonly DrawnMap[];
  readonly ranges: Float32Array;
  readonly known?: ArrayLike<number>;
}

/** Writes the range of values[start, start + length) at into[at ...]. */
export function scanRange(values: Float32Array, start: number, length: number, into: Float32Array, at: number): void {
  let min = Infinity;
  let max = -Infinity;
  let broken = 0;
  for (let i = start; i < start + length; i++) {
    const value = values[i] as number;
    // Non-zero for infinities (Infinity - Infinity) and NaN.
    if (value - value === 0) {
      if (value < min) min = value;
      if (value > max) max = value;
    } else {
      broken = 1;
    }
  }
  into[at] = min > max ? 0 : min;
  into[at + 1] = min > max ? 0 : max;
  into[at + 2] = min > max ? 2 : broken;
}

/** A map's values from `start` on: in place or, where it shows a difference, that difference in float32. */
export function mapValues(
  { tensor, minus, start, length }: DrawnMap,
  view: (tensor: TensorId) => Float32Array,
): { readonly values: Float32Array; readonly start: number } {
  const values = view(tensor);
  if (minus === null) return { values, start };
  const other = view(minus);
  const difference = new Float32Array(length);
  for (let i = 0; i < length; i++) difference[i] = (values[start + i] as number) - (other[start + i] as number);
  return { values: difference, start: 0 };
}

/** Ranges of all maps of a layout, or only of those not yet `known` (indexed like the maps). */
export function scanMaps(
  maps: readonly DrawnMap[],
  view: (tensor: TensorId) => Float32Array,
  into: Float32Array,
  known?: ArrayLike<number>,
): void {
  maps.forEach((map, k) => {
    if (known?.[k]) return;
    const { values, start } = mapValues(map, view);
    scanRange(values, start, map.length, into, k * RANGE_STRIDE);
  });
}

/** Takes ranges found for the same maps, and marks which are now known. */
export function takeRanges(maps: readonly DrawnMap[], found: Scanned, into: Float32Array, known: Uint8Array): void {
  placesAmong(maps, found.maps).forEach((place, k) => {
    if (place < 0 || found.known?.[place] === 0) return;
    known[k] = 1;
    into.set(found.ranges.subarray(place * RANGE_STRIDE, (place + 1) * RANGE_STRIDE), k * RANGE_STRIDE);
  });
}

/** Largest |value| of each share and each map, which scales the colours; and which shares hold non-finite values. */
export function extents(
  layout: Pick<SceneLayout, 'maps' | 'shares'>,
  ranges: Float32Array,
): { shares: Float32Array; maps: Float32Array; broken: readonly boolean[] } {
  const own = (k: number): number =>
    Math.max(-(ranges[k * RANGE_STRIDE] as number), ranges[k * RANGE_STRIDE + 1] as number);
  return {
    maps: Float32Array.from(layout.maps, (_, k) => own(k)),
    shares: Float32Array.from(layout.shares, (members) => members.reduce((most, k) => Math.max(most, own(k)), 0)),
    broken: layout.shares.map((members) => members.some((k) => ranges[k * RANGE_STRIDE + 2] !== 0)),
  };
}

/** Merges the ranges of a tensor's drawn planes. `stride` is the distance between maps in `ranges`. */
export function rangesByTensor(
  maps: readonly DrawnMap[],
  ranges: Float32Array,
  stride: number,
): ReadonlyMap<TensorId, Range> {
  const merged = new Map<TensorId, { -readonly [K in keyof Range]: Range[K] }>();
  maps.forEach(({ tensor }, k) => {
    const flag = ranges[k * stride + 2] as number;
    const min = flag === 2 ? Infinity : (ranges[k * stride] as number);
    const max = flag === 2 ? -Infinity : (ranges[k * stride + 1] as number);
    const broken = flag !== 0;
    const before = merged.get(tensor);
    if (!before) {
      merged.set(tensor, { min, max, broken });
      return;
    }
    before.min = Math.min(before.min, min);
    before.max = Math.max(before.max, max);
    before.broken ||= broken;
  });
  for (const range of merged.values()) if (range.min > range.max) range.min = range.max = 0;
  return merged;
}
