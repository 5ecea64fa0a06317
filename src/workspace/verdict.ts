/** The verdict on the probabilities: how far they single out one class, and whether that may be called sure. Pure. */
import type { ModelRecord } from './catalogue/records';
import type { InputKind } from './choices';

export type Verdict =
  /** There is no answer. */
  | { readonly kind: 'none' }
  | { readonly kind: 'sure' | 'likely'; readonly first: number; readonly probability: number }
  /** `isFlat`: no class stands out, as a network answers that has learned what is none of its classes. */
  | { readonly kind: 'unsure'; readonly first: number; readonly probability: number; readonly isFlat: boolean }
  /** The two likeliest are too close to call. */
  | { readonly kind: 'close'; readonly first: number; readonly second: number; readonly probability: number };

/** An answer is sure only above this share. */
const SURE = 0.9;
/** Below this share the network is unsure. */
const LIKELY = 0.5;
/** No class stands out if the likeliest has less than this share, and less than twice an equal share. */
const FLAT_SHARE = 0.25;
/** Two classes are close if the second has at least this share, and this part of the first's. */
const CLOSE_SHARE = 0.25;
const CLOSE_RATIO = 0.6;

/** The classes, likeliest first; NaN counts as nothing. */
export const likeliest = (probabilities: readonly number[]): readonly number[] =>
  probabilities
    .map((probability, index) => ({ probability, index }))
    .filter(({ probability }) => !Number.isNaN(probability))
    .sort((a, b) => b.probability - a.probability)
    .map(({ index }) => index);

/**
 * Whether the input can be expected to show one of the network's classes: it is of a kind that the network was made
 * for, and its classes are all that such an input may show. A network cannot tell: its probabilities add up to 1 over
 * the classes it has, whatever it is shown.
 */
export const isMadeFor = ({ takes, classes }: Pick<ModelRecord, 'takes' | 'classes'>, kind: InputKind): boolean =>
  classes === 'all' && takes.includes(kind);

/** The verdict on the probabilities, if there are any; `isFit` is `isMadeFor` of the network and its input. */
export function verdictOf(probabilities: readonly number[] | null, isFit: boolean): Verdict {
  const order = likeliest(probabilities ?? []);
  const [first, second] = order;
  const probability = probabilities?.[first ?? -1];
  if (first === undefined || probability === undefined) return { kind: 'none' };
  const next = probabilities?.[second ?? -1] ?? 0;
  if (second !== undefined && next >= CLOSE_SHARE && next >= CLOSE_RATIO * probability) {
    return { kind: 'close', first, second, probability };
  }
  if (probability < LIKELY) {
    return { kind: 'unsure', first, probability, isFlat: probability < Math.min(FLAT_SHARE, 2 / order.length) };
  }
  return { kind: isFit && probability > SURE ? 'sure' : 'likely', first, probability };
}
