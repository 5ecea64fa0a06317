/** A set's pictures class by class, some at a time, for people to look at. */
import { type ImageSet, imageBytes, labelCounts } from '../../train/data/imageSet';
import type { SetFacts } from './sets';
import { splitOf } from './split';

export interface Looked {
  /** How many pictures each class has. */
  readonly counts: readonly number[];
  /** Bytes each. */
  readonly pictures: readonly Uint8Array[];
  /** Whether each is kept back for testing. */
  readonly held: readonly boolean[];
}

export type Looker = (label: number, first: number, count: number) => Looked;

export function lookerAt(set: ImageSet, { labels, isMixed }: SetFacts): Looker {
  const counts = labelCounts(set, labels.length);
  const held = new Set(splitOf(set, labels.length, isMixed).held);
  const length = imageBytes(set);
  const places = labels.map((): number[] => []);
  for (const [place, label] of set.labels.entries()) places[label]?.push(place);
  return (label, first, count) => {
    const some = places[label]?.slice(first, first + count) ?? [];
    return {
      counts,
      pictures: some.map((place) => set.images.slice(place * length, (place + 1) * length)),
      held: some.map((place) => held.has(place)),
    };
  };
}
