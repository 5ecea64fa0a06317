/**
 * One output value of a layer as an equation over the layer's inputs: the terms, how they combine, and the result in
 * float64 from the same float32 inputs and weights. Data only: the page turns it into words and pictures.
 */
import type { ActivationValues } from '../kernels/activation';
import { boundOfSum } from '../kernels/rounding';

/** One value the equation reads. */
export interface Term {
  /** Which input of the layer. */
  readonly input: number;
  /** Flat index within a sample of that input; null where the window lies in the padding. */
  readonly index: number | null;
  /** The value read: 0 in zero padding. */
  readonly value: number;
}

/** A term of a convolution or dense layer. */
export interface Product extends Term {
  /** Flat index within the layer's weight tensor. */
  readonly weightIndex: number;
  readonly weight: number;
}

type Equation =
  /** bias + sum of the products; one part per input channel, in the filter's order. */
  | {
      readonly kind: 'weighted';
      readonly parts: readonly (readonly Product[])[];
      readonly bias: number | null;
    }
  /** Maximum, minimum or mean of a window. `divisor` divides the sum of a mean. */
  | {
      readonly kind: 'window';
      readonly reduce: 'max' | 'average' | 'min';
      readonly terms: readonly Term[];
      readonly divisor: number;
    }
  /** f(x). */
  | ({
      readonly kind: 'function';
      readonly term: Term;
    } & ActivationValues)
  /** scale (x - mean) / sqrt(variance + epsilon) + shift. */
  | {
      readonly kind: 'normalised';
      readonly term: Term;
      readonly scale: number;
      readonly shift: number;
      readonly mean: number;
      readonly variance: number;
      readonly epsilon: number;
    }
  /** Sum or product of one value from each input. */
  | {
      readonly kind: 'combined';
      readonly operation: 'add' | 'multiply';
      readonly terms: readonly Term[];
    }
  /** A value moved unchanged, or the constant of a padding layer. */
  | { readonly kind: 'moved'; readonly term: Term }
  /** exp(x) / sum of exp over the terms, `own` being the index of x; or its logarithm. */
  | {
      readonly kind: 'softmax';
      readonly log: boolean;
      readonly terms: readonly Term[];
      readonly own: number;
    }
  /** Any other formula, in steps; each is over the terms and the results of earlier steps. */
  | {
      readonly kind: 'derived';
      readonly terms: readonly Term[];
      readonly lines: readonly Line[];
      readonly formula: string;
    };

/** One step of an equation: the computation, as mathematics, and its result. */
export interface Line {
  readonly formula: string;
  readonly value: number;
}

export type Explanation = Equation & {
  readonly result: number;
  /** Largest |kernel - result| that float32 arithmetic allows; 0 where every bit must agree. */
  readonly bound: number;
};

export type EquationKind = Explanation['kind'];
export type ExplanationOf<K extends EquationKind> = Extract<Explanation, { readonly kind: K }>;

/** What a layer needs to explain one value. Shapes include the batch; indices are within the first sample. */
export interface ExplainContext<A> {
  readonly attributes: A;
  readonly inShapes: readonly (readonly number[])[];
  readonly outShape: readonly number[];
  /** Flat index of the output value within its sample. */
  readonly index: number;
  /** An input's value at a flat index. */
  value(input: number, index: number): number;
  /** A weight tensor's value at a flat index. */
  weight(name: string, index: number): number;
}

/** A term that reads an actual value. */
export function termAt<A>(context: Pick<ExplainContext<A>, 'value'>, input: number, index: number): Term {
  return { input, index, value: context.value(input, index) };
}

/** bias + sum of all products, in float64, part by part. */
export function weightedSum(parts: readonly (readonly Product[])[], bias: number | null): ExplanationOf<'weighted'> {
  let [result, size, count] = [bias ?? 0, Math.abs(bias ?? 0), 1];
  for (const part of parts) {
    result += part.reduce((sum, { value, weight }) => sum + value * weight, 0);
    size += part.reduce((sum, { value, weight }) => sum + Math.abs(value * weight), 0);
    count += part.length;
  }
  return { kind: 'weighted', parts, bias, result, bound: boundOfSum(count, size) };
}

/** A value moved unchanged, or a constant. */
export const moved = (term: Term): ExplanationOf<'moved'> => ({ kind: 'moved', term, result: term.value, bound: 0 });

/** Sum of the terms' magnitudes. */
export const sizeOf = (terms: readonly Term[]): number => terms.reduce((sum, { value }) => sum + Math.abs(value), 0);

/** Maximum, minimum or mean of the terms. NaN wins; an empty window gives what the pooling kernels give. */
export function reduced(
  reduce: 'max' | 'average' | 'min',
  terms: readonly Term[],
  divisor: number,
): ExplanationOf<'window'> {
  const values = terms.filter(({ index }) => index !== null).map(({ value }) => value);
  const mean = divisor === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / divisor;
  const result = reduce === 'max' ? Math.max(...values) : reduce === 'min' ? Math.min(...values) : mean;
  const bound = reduce === 'average' ? boundOfSum(terms.length + 1, sizeOf(terms) / Math.max(1, divisor)) : 0;
  return { kind: 'window', reduce, terms, divisor, result, bound };
}
