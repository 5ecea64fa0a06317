/**
 * What may be varied in a picture each time it is learned from, as switches: a set has some on from the start, and a
 * recipe may have others. `shift` to `cutout` each stand for a part of the augmentation.
 */
import type { Augmentation, DigitAugmentation, PictureAugmentation } from '../../train/data/augment';
import { isChoice } from '../choices';
import type { SetFacts } from './sets';

export const variations = [
  'shift',
  'rotate',
  'scale',
  'slant',
  'bend',
  'stroke',
  'flip',
  'crop',
  'brightness',
  'contrast',
  'colour',
  'noise',
  'cutout',
] as const;
export type Variation = (typeof variations)[number];

/**
 * As a recipe names them: `usual`, those of the set; `none`; or names joined by dots, in order. One text, so that equal
 * choices are equal.
 */
export type Varied = string;

/** How strong each is where a set does not say; its first field tells whether a set has it on. */
const digit: { readonly [V in Variation]?: Partial<DigitAugmentation> } = {
  shift: { translation: 2, recentre: 0 },
  rotate: { rotation: 10 },
  scale: { scale: [0.85, 1.15], stretch: 0.1 },
  slant: { slant: 0.2 },
  bend: { elastic: 0.6 },
  stroke: { thickness: [-1, 0.6], thicknessChance: 0.5 },
  flip: { flip: 0.5 },
  crop: { crop: 3 },
  contrast: { contrast: [0.6, 1] },
  noise: { noise: 0.08 },
  cutout: { erase: 0.5, eraseSide: 0.4 },
};

const picture: { readonly [V in Variation]?: Partial<PictureAugmentation> } = {
  shift: { translation: 2 },
  rotate: { rotation: 12 },
  scale: { scale: [0.85, 1.2], stretch: 0.1 },
  slant: { slant: 0.15 },
  flip: { flip: 0.5 },
  crop: { crop: 3, padding: 'reflect' },
  brightness: { brightness: 0.15 },
  contrast: { contrast: 0.3 },
  colour: { saturation: 0.4 },
  noise: { noise: 0.06 },
  cutout: { erase: 0.5, eraseSide: 0.4 },
};

type Facts = Pick<SetFacts, 'augmentation' | 'shape'>;

const strengths = ({ augmentation: { kind } }: Facts): { readonly [V in Variation]?: object } =>
  kind === 'digit' ? digit : picture;

/** Those that a set's pictures can have. */
export const availableFor = (facts: Facts): readonly Variation[] =>
  variations.filter((each) => each in strengths(facts) && (each !== 'colour' || facts.shape[0] === 3));

/** Those that are on from the start. */
export const usualFor = (facts: Facts): readonly Variation[] =>
  availableFor(facts).filter((each) => (Object.keys(strengths(facts)[each] ?? {})[0] ?? '') in facts.augmentation);

/** What is on. */
export function variationsOf(varied: Varied, facts: Facts): readonly Variation[] {
  if (varied === 'usual') return usualFor(facts);
  const named = varied.split('.');
  return availableFor(facts).filter((each) => named.includes(each));
}

export function variedBy(chosen: readonly Variation[], facts: Facts): Varied {
  const text = variations.filter((each) => chosen.includes(each)).join('.');
  return text === usualFor(facts).join('.') ? 'usual' : text || 'none';
}

/** From an address: nonsense is what is usual. `false` was once all that it could say. */
export function readVaried(text: string | null): Varied {
  if (text === 'false') return 'none';
  const names = (text ?? '').split('.').filter((name) => isChoice(variations, name));
  return names.length > 0 ? variations.filter((each) => names.includes(each)).join('.') : 'usual';
}

export const writeVaried = (varied: Varied): string | null =>
  varied === 'usual' ? null : varied === 'none' ? 'false' : varied;

function picked<T extends object>(from: T, names: readonly (keyof T)[]): Partial<T> {
  const some: Partial<T> = {};
  for (const name of names) if (name in from) some[name] = from[name];
  return some;
}

/** A part as the set has it, else at its usual strength. */
function partsOf<T extends object>(
  table: { readonly [V in Variation]?: Partial<T> },
  own: Partial<T>,
  on: readonly Variation[],
): Partial<T> {
  const all: Partial<T> = {};
  for (const each of on) {
    const part: Partial<T> = table[each] ?? {};
    const names = Object.keys(part) as (keyof T)[];
    const [first] = names;
    Object.assign(all, first !== undefined && first in own ? picked(own as T, names) : part);
  }
  return all;
}

/** The augmentation that a recipe asks for; null where nothing is varied. */
export function augmentationOf(varied: Varied, facts: Facts): Augmentation | null {
  const on = variationsOf(varied, facts);
  if (on.length === 0) return null;
  const { augmentation } = facts;
  return augmentation.kind === 'digit'
    ? { kind: 'digit', ...partsOf<DigitAugmentation>(digit, augmentation, on) }
    : { kind: 'picture', ...partsOf<PictureAugmentation>(picture, augmentation, on) };
}
