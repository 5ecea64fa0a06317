/**
 * A person's arrangement of the stage: layers folded to their headers, and a unit's maps sorted and filtered by
 * strength. Pure. A layer and its activation are arranged as one, so that a feature map stays beside its activation
 * map.
 */

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
  /** Channels shown, in order, by a block's first unit; an absent block shows all in their own order. */
  readonly channels: ReadonlyMap<number, readonly number[]>;
  /** The wishes that those channels follow: what has just been wished for is still being measured. */
  readonly met: ReadonlyMap<number, Wish>;
  /** All channels, strongest first, by a block's first unit: which ones stand for the rest where not all fit. */
  readonly strongest: ReadonlyMap<number, readonly number[]>;
  /** Blocks shown whole though not all of their maps fit, by their first unit. */
  readonly whole: ReadonlySet<number>;
}

export const plainWish: Wish = { sort: 'channel', keep: 'all' };
export const unarranged: Arrangement = {
  folded: new Set(),
  wishes: new Map(),
  channels: new Map(),
  met: new Map(),
  strongest: new Map(),
  whole: new Set(),
};

/**
 * A block's channels on the stage, in order, by its first unit: as arranged, and of those at most `most`, the strongest,
 * which keep their order. `count`: how many channels it has.
 */
export function channelsShown(unit: number, count: number, most: number, arrangement: Arrangement): readonly number[] {
  const { channels, strongest } = arrangement;
  const arranged = channels.get(unit);
  const ranked = strongest.get(unit);
  const all = arranged?.length ?? count;
  if (!ranked || all <= most)
    return (arranged ?? Array.from({ length: Math.min(count, most) }, (_, i) => i)).slice(0, most);
  // A large network has tens of thousands of channels, and every step of a zoom asks for those of all its blocks.
  if (!arranged)
    return ranked
      .filter((channel) => channel < count)
      .slice(0, most)
      .sort((a, b) => a - b);
  const wanted = new Set(arranged);
  const kept = new Set(ranked.filter((channel) => wanted.has(channel)).slice(0, most));
  return arranged.filter((channel) => kept.has(channel));
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
