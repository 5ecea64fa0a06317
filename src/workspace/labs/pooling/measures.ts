/** The numbers for a reading: how far the changed maps are from the clean ones, and how many pixels win. */
import { yieldEvery } from '../../../core/yield';
import { type Difference, differenceOf } from './difference';
import type { Reading, Standing } from './pooling';
import type { RowKind } from './spec';
import { countWinners } from './windows';

export interface Measures {
  readonly standing: Standing;
  readonly differences: ReadonlyMap<RowKind, Difference>;
  /** How many different pixels of the clean map win a window. */
  readonly winning: { readonly max: number; readonly min: number };
}

const none = new Float32Array();

/** The difference in one channel of two tensors of the same kind. */
export function differenceIn(
  { pooling }: Standing,
  channel: number,
  clean: Float32Array = none,
  changed: Float32Array = none,
): Difference {
  const count = clean.length / pooling.channels;
  return differenceOf(clean, changed, Math.min(channel, pooling.channels - 1) * count, count);
}

/** For one channel, or the last if there are fewer; in slices, because a map may have a million values. */
export async function measuresOf({ standing, clean, changed }: Reading, channel: number): Promise<Measures> {
  const { kinds, channels, geometry } = standing.pooling;
  const rest = yieldEvery();
  const differences = new Map<RowKind, Difference>();
  for (const kind of kinds) {
    differences.set(kind, differenceIn(standing, channel, clean.get(kind), changed.get(kind)));
    await rest();
  }
  const count = geometry.rows * geometry.columns;
  const from = Math.min(channel, channels - 1) * count;
  const plane = clean.get('map')?.subarray(from, from + count) ?? none;
  const winning = {
    max: await countWinners(plane, geometry, 'max'),
    min: await countWinners(plane, geometry, 'min'),
  };
  return { standing, differences, winning };
}
