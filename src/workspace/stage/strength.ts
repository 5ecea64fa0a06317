/** The strength of each map of a layer, and the order and choice of maps that follow from it. Pure. */
import { type Arrangement, plainWish, type Sorting, type Wish } from './arrangement';
import type { StageBlock } from './blocks';
import { isVisible, type MapView, type StageLayer } from './layers';
import type { LaneLayout } from './layout';
import { mapsOf } from './rule';
import type { Shares } from './shares';

/** Maps are measured by their mean unless sorted by something else. */
export const measureOf = ({ sort }: Wish): Exclude<Sorting, 'channel'> => (sort === 'channel' ? 'mean' : sort);

/**
 * Mean or largest |value| of each plane of a tensor. A plane with NaN or an infinity has strength Infinity: broken maps
 * come first and are never hidden.
 */
export function strengths(values: Float32Array, planes: number, measure: 'mean' | 'max'): readonly number[] {
  const size = values.length / planes;
  return Array.from({ length: planes }, (_, plane) => {
    let sum = 0;
    let most = 0;
    for (let i = plane * size; i < (plane + 1) * size; i++) {
      const value = Math.abs(values[i] ?? 0);
      sum += value;
      if (value > most) most = value;
    }
    if (!Number.isFinite(sum)) return Infinity;
    return measure === 'mean' ? sum / size : most;
  });
}

/** Channels to show, in order. Ties keep the channel order. */
export function channelsFor({ sort, keep }: Wish, strength: readonly number[]): readonly number[] {
  const channels = strength.map((_, channel) => channel);
  const ranked = [...channels].sort((a, b) => {
    const [first = 0, second = 0] = [strength[a], strength[b]];
    return first === second ? a - b : second - first;
  });
  const kept = ranked.filter((channel, rank) => {
    if (keep === 'all') return true;
    return keep === 'live' ? (strength[channel] ?? 0) > 0 : rank < Number(keep);
  });
  return sort === 'channel' ? kept.sort((a, b) => a - b) : kept;
}

/**
 * The layer by which a block's maps are measured: of its first unit the last one shown, so the activation maps if they
 * are.
 */
export function measuredLayer({ layers: [first, ...others] }: StageBlock, view: MapView): StageLayer | undefined {
  const own = [first, ...others].filter((layer) => layer !== undefined && layer.unit === first?.unit);
  return own.findLast((layer) => layer && isVisible(layer, view)) ?? first;
}

/** Whether there is anything to sort: more than one map. Red, green and blue stay as they are. */
export const canArrange = ({ form, layers: [layer] }: StageBlock): boolean =>
  form === 'maps' && layer !== undefined && layer.planes > 1;

/** What stands for a block in an arrangement: its first unit. */
export const keyOf = ({ units: [first = 0] }: StageBlock): number => first;

/** Sets the wish for some blocks, by their keys; those back to the default are shown plainly at once. */
export function wishFor(arrangement: Arrangement, keys: readonly number[], wish: Wish): Arrangement {
  const wishes = new Map(arrangement.wishes);
  const channels = new Map(arrangement.channels);
  const met = new Map(arrangement.met);
  for (const unit of keys) {
    if (wish.sort === plainWish.sort && wish.keep === plainWish.keep) {
      wishes.delete(unit);
      channels.delete(unit);
      met.delete(unit);
    } else {
      wishes.set(unit, wish);
    }
  }
  return { ...arrangement, wishes, channels, met };
}

/** The blocks of which not all maps are shown, by their keys. */
export function foldedBlocks(blocks: readonly StageBlock[], { lanes }: LaneLayout): ReadonlySet<number> {
  const short = new Set(lanes.flatMap(({ layer, count }) => (count < mapsOf(layer) ? [layer.unit] : [])));
  return new Set(blocks.filter(({ units }) => units.some((unit) => short.has(unit))).map(keyOf));
}

/** A block to be measured: its key, and the layer by which. */
export interface Measured {
  readonly unit: number;
  readonly wish: Wish;
  readonly layer: StageLayer;
}

/** What to read to find the channels of every block with a wish, and of those of which `folds` hides some. */
export const measured = (
  blocks: readonly StageBlock[],
  { wishes }: Arrangement,
  view: MapView,
  folds: ReadonlySet<number>,
): readonly Measured[] =>
  blocks.filter(canArrange).flatMap((block) => {
    const unit = keyOf(block);
    const layer = measuredLayer(block, view);
    return layer && (wishes.has(unit) || folds.has(unit)) ? [{ unit, wish: wishes.get(unit) ?? plainWish, layer }] : [];
  });

const same = (one: readonly number[] | undefined, other: readonly number[]): boolean =>
  one?.length === other.length && other.every((channel, i) => channel === one[i]);

/**
 * The arrangement with the channels of those blocks, from the strength of their maps; the same object if nothing changed.
 * Which maps stand for the rest follows from their shares of the lead, where those are known.
 */
export function arrangedBy(
  arrangement: Arrangement,
  wanted: readonly Measured[],
  all: readonly (readonly number[])[],
  shares: Pick<Shares, 'maps'> | null = null,
): Arrangement {
  const channels = new Map(arrangement.channels);
  const met = new Map(arrangement.met);
  const strongest = new Map(arrangement.strongest);
  let isChanged = false;
  for (const [i, { unit, wish, layer }] of wanted.entries()) {
    const strength = all[i] ?? [];
    const found = arrangement.wishes.has(unit) ? channelsFor(wish, strength) : null;
    const share = shares?.maps.get(layer.id);
    const ranked = channelsFor({ sort: 'mean', keep: 'all' }, share ? [...share].map(Math.abs) : strength);
    if (found && !same(channels.get(unit), found)) {
      channels.set(unit, found);
      isChanged = true;
    }
    if (found && met.get(unit) !== wish) {
      met.set(unit, wish);
      isChanged = true;
    }
    if (!same(strongest.get(unit), ranked)) {
      strongest.set(unit, ranked);
      isChanged = true;
    }
  }
  return isChanged ? { ...arrangement, channels, met, strongest } : arrangement;
}
