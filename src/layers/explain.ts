/**
 * One output value of a layer as one equation over what the layer read: the terms, how they are put together, and the
 * result in float64 from the same float32 inputs and weights. Data only: the page puts it into words and pictures.
 */

/** One value that the equation reads. */
export interface Term {
  /** Which of the layer's inputs. */
  readonly input: number;
  /** Flat index within a sample of that input; null where the window lies in the padding. */
  readonly index: number | null;
  /** What is read there: 0 in zero padding. */
  readonly value: number;
}

/** A term of a convolution or dense layer. */
export interface Product extends Term {
  /** Flat index within the layer's weight tensor. */
  readonly weightIndex: number;
  readonly weight: number;
}

export type Explanation =
  /** bias + sum of the products; one part for each input channel, in the filter's order. */
  | {
      readonly kind: 'weighted';
      readonly parts: readonly (readonly Product[])[];
      readonly bias: number | null;
      readonly result: number;
    }
  /** The largest, smallest or mean of a window. `divisor`: by what the sum of a mean is divided. */
  | {
      readonly kind: 'window';
      readonly reduce: 'max' | 'average' | 'min';
      readonly terms: readonly Term[];
      readonly divisor: number;
      readonly result: number;
    }
  /** f(x). */
  | {
      readonly kind: 'function';
      readonly alpha: number;
      readonly beta: number;
      readonly term: Term;
      readonly result: number;
    }
  /** scale (x - mean) / sqrt(variance + epsilon) + shift. */
  | {
      readonly kind: 'normalised';
      readonly term: Term;
      readonly scale: number;
      readonly shift: number;
      readonly mean: number;
      readonly variance: number;
      readonly epsilon: number;
      readonly result: number;
    }
  /** Sum or product of one value of each input. */
  | {
      readonly kind: 'combined';
      readonly operation: 'add' | 'multiply';
      readonly terms: readonly Term[];
      readonly result: number;
    }
  /** The value of another place, unchanged; or a constant, where a padding layer pads. */
  | { readonly kind: 'moved'; readonly term: Term; readonly result: number }
  /** exp(x) / sum of exp over the terms, `own` of them being x; or its logarithm. */
  | {
      readonly kind: 'softmax';
      readonly log: boolean;
      readonly terms: readonly Term[];
      readonly own: number;
      readonly result: number;
    };

/** What a layer sees of one value to explain. Shapes include the batch, indices are within its first sample. */
export interface ExplainContext<A> {
  readonly attributes: A;
  readonly inShapes: readonly (readonly number[])[];
  readonly outShape: readonly number[];
  /** Flat index of the output value within its sample. */
  readonly index: number;
  /** A value of an input, by its flat index. */
  value(input: number, index: number): number;
  /** A value of a weight tensor, by its flat index. */
  weight(name: string, index: number): number;
}

/** A term that is there to be read. */
export function termAt<A>(context: Pick<ExplainContext<A>, 'value'>, input: number, index: number): Term {
  return { input, index, value: context.value(input, index) };
}

/** bias + the sum of all products, in float64, part by part. */
export function weightedSum(parts: readonly (readonly Product[])[], bias: number | null): Explanation {
  const sums = parts.map((part) => part.reduce((sum, { value, weight }) => sum + value * weight, 0));
  return { kind: 'weighted', parts, bias, result: sums.reduce((sum, part) => sum + part, bias ?? 0) };
}

/** The largest, smallest or mean of terms; NaN wins, an empty window gives what the pooling kernels give. */
export function reduced(reduce: 'max' | 'average' | 'min', terms: readonly Term[], divisor: number): Explanation {
  const values = terms.filter(({ index }) => index !== null).map(({ value }) => value);
  const mean = divisor === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / divisor;
  const result = reduce === 'max' ? Math.max(...values) : reduce === 'min' ? Math.min(...values) : mean;
  return { kind: 'window', reduce, terms, divisor, result };
}
