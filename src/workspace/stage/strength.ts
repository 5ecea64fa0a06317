/** The strength of each map of a layer, and the order and choice of maps that follow from it. Pure. */
import { type Arrangement, plainWish, type Sorting, type Wish } from './arrangement';
import { isVisible, type MapView, type StageLayer, type StageUnit } from './layers';

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

/** The layer by which a unit's maps are measured: the last one shown, so the activation maps if they are. */
export const measuredLayer = ({ layers }: StageUnit, view: MapView): StageLayer | undefined =>
  layers.findLast((layer) => isVisible(layer, view)) ?? layers.at(-1);

/** Whether there is anything to sort: more than one map. Red, green and blue stay as they are. */
export const canArrange = ({ layers: [layer] }: StageUnit): boolean =>
  layer?.form === 'maps' && layer.colour === 'signed' && layer.planes > 1;

/** Sets the wish for some units; those back to the default are shown plainly at once. */
export function wishFor(arrangement: Arrangement, units: readonly number[], wish: Wish): Arrangement {
  const wishes = new Map(arrangement.wishes);
  const channels = new Map(arrangement.channels);
  for (const unit of units) {
    if (wish.sort === plainWish.sort && wish.keep === plainWish.keep) {
      wishes.delete(unit);
      channels.delete(unit);
    } else {
      wishes.set(unit, wish);
    }
  }
  return { ...arrangement, wishes, channels };
}

/** Stores the channels found for some units; the same object if nothing changed. */
export function withChannels(arrangement: Arrangement, found: ReadonlyMap<number, readonly number[]>): Arrangement {
  const changed = [...found].filter(([unit, channels]) => {
    const known = arrangement.channels.get(unit);
    return known?.length !== channels.length || channels.some((channel, i) => channel !== known[i]);
  });
  if (changed.length === 0) return arrangement;
  return { ...arrangement, channels: new Map([...arrangement.channels, ...changed]) };
}

/** What to read to find the channels of every unit with a wish. */
export const measured = (units: readonly StageUnit[], { wishes }: Arrangement, view: MapView): readonly Measured[] =>
  [...wishes].flatMap(([unit, wish]) => {
    const layer = units[unit] && measuredLayer(units[unit], view);
    return layer ? [{ unit, wish, layer }] : [];
  });

export interface Measured {
  readonly unit: number;
  readonly wish: Wish;
  readonly layer: StageLayer;
}

/** The channels of those units, from their layers' values in the same order. */
export const channelsOf = (
  wanted: readonly Measured[],
  values: readonly Float32Array[],
): ReadonlyMap<number, readonly number[]> =>
  new Map(
    wanted.map(({ unit, wish, layer }, i) => {
      const strength = strengths(values[i] ?? new Float32Array(), layer.planes, measureOf(wish));
      return [unit, channelsFor(wish, strength)];
    }),
  );
