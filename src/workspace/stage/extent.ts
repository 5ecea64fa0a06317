/** The colour scale's numbers: the largest |value| of what shares a range, from the ranges of the last run. */
import type { Range } from '../../backend/types';
import type { TensorId } from '../../kernels/kernel';
import type { StageLayer, StageUnit } from './layers';
import type { StageLayout } from './layout';

type Ranges = ReadonlyMap<TensorId, Range>;

/** Largest |value| over the layers drawn in signed colours; null if none of them has run. */
export function extentOf(layers: readonly StageLayer[], ranges: Ranges): number | null {
  let most: number | null = null;
  for (const { tensor, colour } of layers) {
    const range = colour === 'signed' ? ranges.get(tensor) : undefined;
    if (range) most = Math.max(most ?? 0, -range.min, range.max);
  }
  return most;
}

/** Whether any map last painted contains NaN or an infinity. */
export function anyBroken(ranges: Ranges): boolean {
  for (const { broken } of ranges.values()) if (broken) return true;
  return false;
}

/** The layer the legend describes: the unit under the pointer, or the first drawn in signed colours. */
export function legendUnit(units: readonly StageUnit[], pointed: string | null): StageUnit | null {
  const signed = units.filter(({ layers }) => layers.some(({ colour }) => colour === 'signed'));
  return signed.find(({ layers }) => layers.some(({ id }) => id === pointed)) ?? signed[0] ?? null;
}

/** One map, or a whole strip. */
export interface OneMap {
  readonly layer: StageLayer;
  readonly plane: number;
}

/** The map whose own range the legend describes: the one under the pointer, or the first drawn in signed colours. */
export function mapOfLegend({ lanes }: StageLayout, pointed: string | null, channel: number): OneMap | null {
  const signed = lanes.filter(({ layer, count }) => layer.colour === 'signed' && count > 0);
  const own = signed.find(({ layer }) => layer.id === pointed);
  if (own) return { layer: own.layer, plane: channel };
  const [first] = signed;
  return first ? { layer: first.layer, plane: first.tiles[0]?.plane ?? 0 } : null;
}

/** Largest finite |value| of one map of a layer's values. */
export function largestOf(values: Float32Array, { layer, plane }: OneMap): number {
  const size = layer.rows * layer.columns;
  let most = 0;
  for (const value of values.subarray(plane * size, (plane + 1) * size)) {
    if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  }
  return most;
}
