/** The numbers of the colour scale: the largest |value| of what shares a range, from the ranges of the last run. */
import type { Range } from '../../backend/types';
import type { TensorId } from '../../kernels/kernel';
import type { StageLayer, StageUnit } from './layers';

type Ranges = ReadonlyMap<TensorId, Range>;

/** Largest |value| over the layers that are drawn in signed colours; null when none of them has been run. */
export function extentOf(layers: readonly StageLayer[], ranges: Ranges): number | null {
  let most: number | null = null;
  for (const { tensor, colour } of layers) {
    const range = colour === 'signed' ? ranges.get(tensor) : undefined;
    if (range) most = Math.max(most ?? 0, -range.min, range.max);
  }
  return most;
}

/** Whether any of the maps last painted holds NaN or an infinity. */
export function anyBroken(ranges: Ranges): boolean {
  for (const { broken } of ranges.values()) if (broken) return true;
  return false;
}

/** The layer that the legend speaks of: the pointed-at one's unit, else the first that is drawn in signed colours. */
export function legendUnit(units: readonly StageUnit[], pointed: string | null): StageUnit | null {
  const signed = units.filter(({ layers }) => layers.some(({ colour }) => colour === 'signed'));
  return signed.find(({ layers }) => layers.some(({ id }) => id === pointed)) ?? signed[0] ?? null;
}
