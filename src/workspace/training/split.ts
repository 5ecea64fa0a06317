/**
 * Which pictures of a set are learned from, in what measure, and which are kept back for testing: "new" pictures, from
 * which nothing is ever learned.
 */
import { Random } from '../../core/random';
import type { ImageSet } from '../../train/data/imageSet';

/** One of so many is kept back. */
export const ONE_OF = 5;
/** A set of fewer pictures is gone through several times in an epoch, each class equally often. */
const SMALL = 640;

export interface Split {
  /** What an epoch goes through, by place in the set; a small set's places occur several times. */
  readonly epoch: readonly number[];
  /** Pictures learned from. */
  readonly learned: number;
  /** Kept back, by place in the set. */
  readonly held: readonly number[];
}

/**
 * Which of a class's pictures are kept back: of every five in a row one, drawn by the seed, so that a further picture
 * changes nothing for those before it. A class under five keeps none.
 */
export function heldBack(count: number, seed: number): readonly boolean[] {
  const held = new Array<boolean>(count).fill(false);
  for (let first = 0; first + ONE_OF <= count; first += ONE_OF) {
    held[first + new Random((seed + 1) * 7919 + first).below(ONE_OF)] = true;
  }
  return held;
}

const range = (first: number, end: number): readonly number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);

/** `isMixed`: classes lie mixed, and the last fifth is kept back; else a fifth of each class is. */
export function splitOf({ count, labels }: ImageSet, classes: number, isMixed: boolean): Split {
  if (isMixed) {
    const end = Math.round(count * (1 - 1 / ONE_OF));
    return { epoch: range(0, end), learned: end, held: range(end, count) };
  }
  const places = Array.from({ length: classes }, (): number[] => []);
  for (const [place, label] of labels.entries()) places[label]?.push(place);
  const held: number[] = [];
  const learned = places.map((all, label) => {
    const isHeld = heldBack(all.length, label);
    held.push(...all.filter((_, i) => isHeld[i]));
    return all.filter((_, i) => !isHeld[i]);
  });
  const total = learned.reduce((sum, all) => sum + all.length, 0);
  if (total === 0 || total >= SMALL) return { epoch: learned.flat(), learned: total, held };
  const present = learned.filter((all) => all.length > 0);
  const each = Math.ceil(SMALL / present.length);
  const epoch = present.flatMap((all) => range(0, each).map((i) => all[i % all.length] ?? 0));
  return { epoch, learned: total, held };
}

/** The same, but learning from some pictures only, drawn once and for all; 0: from all. */
export function some(split: Split, amount: number): Split {
  if (amount === 0 || amount >= split.epoch.length) return split;
  const epoch = [...new Random(0).shuffle(Int32Array.from(split.epoch))].slice(0, amount);
  return { ...split, epoch, learned: new Set(epoch).size };
}
