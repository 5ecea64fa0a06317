/** Ranges of drawn maps on the CPU: smallest and largest finite value, and whether anything else was met. */
import type { TensorId } from '../../kernels/kernel';
import type { Range } from '../types';
import type { DrawnMap, SceneLayout } from './layout';

/** Per map three numbers: min, max (0, 0 when nothing is finite), and 1 where it holds NaN or an infinity. */
export const RANGE_STRIDE = 3;

/** Writes the range of values[start, start + length) at into[at ...]. */
export function scanRange(values: Float32Array, start: number, length: number, into: Float32Array, at: number): void {
  let min = Infinity;
  let max = -Infinity;
  let broken = 0;
  for (let i = start; i < start + length; i++) {
    const value = values[i] as number;
    // Not zero for infinities (Infinity - Infinity) and for NaN.
    if (value - value === 0) {
      if (value < min) min = value;
      if (value > max) max = value;
    } else {
      broken = 1;
    }
  }
  into[at] = min > max ? 0 : min;
  into[at + 1] = min > max ? 0 : max;
  into[at + 2] = broken;
}

/** Ranges of all maps of a layout. */
export function scanMaps(
  maps: readonly DrawnMap[],
  view: (tensor: TensorId) => Float32Array,
  into: Float32Array,
): void {
  maps.forEach((map, k) => {
    scanRange(view(map.tensor), map.start, map.length, into, k * RANGE_STRIDE);
  });
}

/** Largest |value| of each share, then of each map: what colours are scaled by. */
export function extents(layout: SceneLayout, ranges: Float32Array): { shares: Float32Array; maps: Float32Array } {
  const own = (k: number): number =>
    Math.max(-(ranges[k * RANGE_STRIDE] as number), ranges[k * RANGE_STRIDE + 1] as number);
  return {
    maps: Float32Array.from(layout.maps, (_, k) => own(k)),
    shares: Float32Array.from(layout.shares, (members) => members.reduce((most, k) => Math.max(most, own(k)), 0)),
  };
}

/** Merges the ranges of a tensor's drawn planes. `stride` is the distance between maps in `ranges`. */
export function rangesByTensor(
  maps: readonly DrawnMap[],
  ranges: Float32Array,
  stride: number,
): ReadonlyMap<TensorId, Range> {
  const merged = new Map<TensorId, Range>();
  maps.forEach(({ tensor }, k) => {
    const [min, max] = [ranges[k * stride] as number, ranges[k * stride + 1] as number];
    const broken = ranges[k * stride + 2] !== 0;
    const before = merged.get(tensor);
    merged.set(
      tensor,
      before
        ? { min: Math.min(before.min, min), max: Math.max(before.max, max), broken: before.broken || broken }
        : { min, max, broken },
    );
  });
  return merged;
}
