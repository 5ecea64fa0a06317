/**
 * A person's arrangement of the stage: layers folded to their headers, and a unit's maps sorted and filtered by
 * strength. Pure. A layer and its activation are arranged as one, so that a feature map stays beside its activation
 * map.
 */
import type { StageLayer } from './layers';

/** `mean` and `max` of |value| over a map, strongest first. */
export const sortings = ['channel', 'mean', 'max'] as const;
export type Sorting = (typeof sortings)[number];

/** Which maps are kept: all, those that are not zero everywhere, or this many of the strongest. */
export const keepings = ['all', 'live', '8', '16', '32', '64'] as const;
export type Keeping = (typeof keepings)[number];

/** The sorting and filtering wanted for one unit. */
export interface Wish {
  readonly sort: Sorting;
  readonly keep: Keeping;
}

export interface Arrangement {
  /** Ids of layers folded to their headers. */
  readonly folded: ReadonlySet<string>;
  readonly wishes: ReadonlyMap<number, Wish>;
  /** Channels shown, in order, by unit; an absent unit shows all in their own order. */
  readonly channels: ReadonlyMap<number, readonly number[]>;
}

export const plainWish: Wish = { sort: 'channel', keep: 'all' };
export const unarranged: Arrangement = { folded: new Set(), wishes: new Map(), channels: new Map() };

/** All channels in their own order, by count: a stage of a thousand layers has few different counts. */
const inOrder = new Map<number, readonly number[]>();

function allChannels(planes: number): readonly number[] {
  const known = inOrder.get(planes);
  if (known) return known;
  const made = Array.from({ length: planes }, (_, channel) => channel);
  inOrder.set(planes, made);
  return made;
}

/** A layer's shown channels, in order. */
export function channelsShown({ id, unit, planes }: StageLayer, { folded, channels }: Arrangement): readonly number[] {
  if (folded.has(id)) return [];
  return channels.get(unit) ?? allChannels(planes);
}

/** Folds layers to their headers, or unfolds them. */
export function foldLayers(arrangement: Arrangement, ids: readonly string[], fold: boolean): Arrangement {
  const folded = new Set(arrangement.folded);
  for (const id of ids) {
    if (fold) folded.add(id);
    else folded.delete(id);
  }
  return { ...arrangement, folded };
}
