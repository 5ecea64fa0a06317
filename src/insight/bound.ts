/**
 * How far a float32 kernel may be from the float64 result of the same equation.
 *
 * A sum of K terms: 2 K 2^-24 times the sum of their sizes, whatever the order (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2nd ed., section 4.2, with room for a fused or an unfused product). Taking the largest, moving
 * and clipping are exact. What passes through exp, a division or a square root: 2^-19, relative to the largest size met.
 */
import type { LayerType } from '../layers';
import type { Explanation } from '../layers/explain';

export const UNIT = 2 ** -24;
export const FUNCTION = 2 ** -19;
/** Results below float32's smallest normal number may be flushed to zero. */
export const TINY = 1e-37;

const sizes = (values: readonly number[]): number => values.reduce((sum, value) => sum + Math.abs(value), 0);

const ofSum = (count: number, size: number): number => 2 * count * UNIT * size + TINY;

/** Functions that only choose among numbers that are there. */
const choosing: ReadonlySet<LayerType> = new Set(['relu', 'clip']);

/** Largest |kernel - result| that float32 allows a layer of this type; 0 where every bit must agree. */
export function boundOf(explanation: Explanation, type: LayerType): number {
  switch (explanation.kind) {
    case 'weighted': {
      const { parts, bias } = explanation;
      const products = parts.flat();
      const size = products.reduce((sum, { value, weight }) => sum + Math.abs(value * weight), Math.abs(bias ?? 0));
      return ofSum(products.length + 1, size);
    }
    case 'window': {
      if (explanation.reduce !== 'average') return 0;
      const { terms, divisor } = explanation;
      return ofSum(terms.length + 1, sizes(terms.map(({ value }) => value)) / Math.max(1, divisor));
    }
    case 'combined': {
      const { terms, operation, result } = explanation;
      const size = operation === 'add' ? sizes(terms.map(({ value }) => value)) : Math.abs(result);
      return ofSum(terms.length, size);
    }
    case 'normalised': {
      const { term, scale, shift, mean, variance, epsilon } = explanation;
      const slope = Math.abs(scale) / Math.sqrt(variance + epsilon);
      return FUNCTION * (slope * (Math.abs(term.value) + Math.abs(mean)) + Math.abs(shift)) + TINY;
    }
    case 'function':
      if (choosing.has(type)) return 0;
      return FUNCTION * Math.max(1, Math.abs(explanation.result), Math.abs(explanation.term.value));
    case 'softmax':
      return FUNCTION * (1 + Math.abs(explanation.result));
    case 'moved':
      return 0;
  }
}
