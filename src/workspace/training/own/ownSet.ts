/**
 * A set of one's own: classes with names and pictures, drawn, photographed or opened from files. A value: each change
 * gives another, which shares what stays, so that every change can be undone.
 */
import type { ImageSet } from '../../../train/data/imageSet';
import { drawing, drawn, type OwnId, type SetFacts } from '../sets';

/** `drawings`: light ink on black, 28 x 28; `pictures`: red, green and blue, 32 x 32. */
export const ownForms = ['drawings', 'pictures'] as const;
export type OwnForm = (typeof ownForms)[number];

export interface OwnClass {
  /** Stays with the class whatever it is called. */
  readonly key: number;
  readonly name: string;
  /** Bytes 0..255 each, channels x height x width. */
  readonly examples: readonly Uint8Array[];
}

export interface OwnSet {
  readonly id: OwnId;
  readonly name: string;
  readonly form: OwnForm;
  readonly classes: readonly OwnClass[];
}

/** Bars, tables and answers stay legible to about here. */
export const MOST_CLASSES = 64;
/** What a page holds, saves and trains on without trouble. */
export const MOST_EXAMPLES = 20_000;
export const LONGEST_NAME = 60;

export const shapes = { drawings: [1, 28, 28], pictures: [3, 32, 32] } as const satisfies {
  readonly [F in OwnForm]: SetFacts['shape'];
};

export const bytesOf = (form: OwnForm): number => shapes[form].reduce<number>((product, side) => product * side, 1);

/** Fewer pictures than this are soon learned. */
const FEW = 2000;

const facts = {
  drawings: {
    preprocessing: drawing(0.1307, 0.3081),
    augmentation: { ...drawn, translation: 1.5, thicknessChance: 0.3 },
  },
  pictures: {
    preprocessing: { kind: 'picture', size: [32, 32], mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] },
    augmentation: {
      kind: 'picture',
      translation: 2,
      rotation: 8,
      scale: [0.9, 1.15],
      brightness: 0.1,
      contrast: 0.2,
      padding: 'reflect',
    },
  },
} as const satisfies { readonly [F in OwnForm]: Pick<SetFacts, 'preprocessing' | 'augmentation'> };

/** Classes that can be learned: those with a picture. */
export const learnable = ({ classes }: OwnSet): readonly OwnClass[] =>
  classes.filter(({ examples }) => examples.length > 0);

export const countOf = ({ classes }: OwnSet): number => classes.reduce((sum, { examples }) => sum + examples.length, 0);

export function factsOf(set: OwnSet): SetFacts {
  return {
    ...facts[set.form],
    id: set.id,
    labels: learnable(set).map(({ name }) => name),
    shape: shapes[set.form],
    sample: null,
    seconds: countOf(set) < FEW ? 10 : 30,
    isMixed: false,
  };
}

/** All its pictures in one piece of memory, class by class, to be handed over. */
export function packed(set: OwnSet): ImageSet {
  const [channels, height, width] = shapes[set.form];
  const length = bytesOf(set.form);
  const count = countOf(set);
  const images = new Uint8Array(count * length);
  const labels = new Uint8Array(count);
  let at = 0;
  for (const [label, { examples }] of learnable(set).entries()) {
    for (const bytes of examples) {
      images.set(bytes, at * length);
      labels[at] = label;
      at += 1;
    }
  }
  return { count, channels, height, width, images, labels };
}

/** A name as it can stand: no two classes are called alike, and none has no name. */
export function freeName(name: string, taken: readonly string[]): string {
  const short = name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME) || '?';
  if (!taken.includes(short)) return short;
  let number = 2;
  while (taken.includes(`${short} ${number}`)) number += 1;
  return `${short} ${number}`;
}

const names = (set: OwnSet, but: number | null = null): readonly string[] =>
  set.classes.filter(({ key }) => key !== but).map(({ name }) => name);

/** A further class, without pictures; the set itself if it has as many as it can. */
export function withClass(set: OwnSet, name: string): OwnSet {
  if (set.classes.length >= MOST_CLASSES) return set;
  const key = 1 + Math.max(0, ...set.classes.map((each) => each.key));
  return { ...set, classes: [...set.classes, { key, name: freeName(name, names(set)), examples: [] }] };
}

const changedClass = (set: OwnSet, key: number, change: (one: OwnClass) => OwnClass): OwnSet => ({
  ...set,
  classes: set.classes.map((each) => (each.key === key ? change(each) : each)),
});

export const renamed = (set: OwnSet, key: number, name: string): OwnSet =>
  changedClass(set, key, (one) => (name.trim() === '' ? one : { ...one, name: freeName(name, names(set, key)) }));

export const withoutClass = (set: OwnSet, key: number): OwnSet => ({
  ...set,
  classes: set.classes.filter((each) => each.key !== key),
});

/** Adds pictures to a class, as many as the set can still hold. */
export function withExamples(set: OwnSet, key: number, examples: readonly Uint8Array[]): OwnSet {
  const room = Math.max(0, MOST_EXAMPLES - countOf(set));
  return changedClass(set, key, (one) => ({ ...one, examples: [...one.examples, ...examples.slice(0, room)] }));
}

export const withoutExample = (set: OwnSet, key: number, place: number): OwnSet =>
  changedClass(set, key, (one) => ({ ...one, examples: one.examples.filter((_, i) => i !== place) }));

/** Bytes 0..255 of values 0..1. */
export const bytesFrom = (values: Float32Array): Uint8Array =>
  Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
