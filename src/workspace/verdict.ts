/** The verdict on the probabilities: one class, two close ones, or none that is sure. Pure. */

export type Verdict =
  | { readonly kind: 'sure' | 'unsure'; readonly first: number; readonly probability: number }
  | { readonly kind: 'close'; readonly first: number; readonly second: number; readonly probability: number };

/** Below this share the network is unsure. */
const SURE = 0.5;
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

/** Null if there are no probabilities, or none that is a number. */
export function verdictOf(probabilities: readonly number[]): Verdict | null {
  const [first, second] = likeliest(probabilities);
  const probability = probabilities[first ?? -1];
  if (first === undefined || probability === undefined) return null;
  const next = probabilities[second ?? -1] ?? 0;
  if (second !== undefined && next >= CLOSE_SHARE && next >= CLOSE_RATIO * probability) {
    return { kind: 'close', first, second, probability };
  }
  return { kind: probability < SURE ? 'unsure' : 'sure', first, probability };
}
