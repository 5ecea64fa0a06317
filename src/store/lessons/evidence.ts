/**
 * What the live view of a lesson shows, read from the real tensors and settings: that is what tasks and predictions are
 * checked against. Each view publishes its own kind whenever what it shows has changed.
 */
import type { Network } from '../../workspace/network';

/** Planes of rows x columns values, back to back. */
export interface Planes {
  readonly values: Float32Array;
  readonly planes: number;
  readonly rows: number;
  readonly columns: number;
}

export type Cell = readonly [row: number, column: number];

/** A square kernel, its weights row by row. */
export interface SquareKernel {
  readonly side: number;
  readonly weights: readonly number[];
}

/** A moment of the training run of `digits`. */
export interface Moment {
  readonly step: number;
  /** Share of the test pictures that were recognised, and their mean negative log-likelihood. */
  readonly accuracy: number;
  readonly loss: number;
}

interface Kinds {
  readonly pixels: {
    /** Null while there is nothing to see. */
    readonly input: Planes | null;
    readonly cell: Cell;
  };
  readonly convolution: {
    readonly input: Planes | null;
    readonly kernel: SquareKernel;
    readonly stride: number;
    readonly padding: number;
    readonly bias: number;
    /** Before and after ReLU; null until computed. */
    readonly feature: Planes | null;
    readonly active: Planes | null;
    readonly cell: Cell;
    /** Places at which the window has stood in this step. */
    readonly visited: number;
  };
  readonly filter: {
    readonly network: Network;
    readonly input: Planes | null;
    /** Which filter of the first layer is looked at. */
    readonly filter: number;
    /** Which channels' kernels are on. */
    readonly on: readonly boolean[];
  };
  readonly pooling: {
    readonly input: Planes | null;
    readonly window: number;
    readonly noise: number;
    readonly isGlobal: boolean;
    readonly pooled: { readonly max: Planes; readonly average: Planes; readonly min: Planes } | null;
    readonly cell: Cell;
  };
  readonly layers: {
    readonly network: Network;
    readonly layer: string;
    readonly channel: number;
    /** Largest value of each map of the layer. */
    readonly peaks: readonly number[];
    readonly visited: number;
    readonly isEmpty: boolean;
  };
  readonly answer: {
    readonly network: Network;
    readonly answer: readonly number[] | null;
    readonly logits: Float32Array | null;
  };
  readonly moments: {
    readonly moments: readonly Moment[];
    readonly at: number;
  };
  readonly past: {
    readonly parameters: number;
    readonly at: number;
  };
  readonly limits: {
    readonly network: Network;
    readonly weights: ReadonlyMap<string, Float32Array>;
    readonly input: Planes | null;
    readonly turn: number;
    readonly noise: number;
    readonly contrast: number;
    readonly frame: boolean;
    /** The probabilities of the drawing as it is, and of what was made of it. */
    readonly original: readonly number[] | null;
    readonly answer: readonly number[] | null;
  };
}

export type ViewName = keyof Kinds;
export type Evidence = { readonly [V in ViewName]: Kinds[V] & { readonly view: V } }[ViewName];
export type EvidenceOf<V extends ViewName> = Extract<Evidence, { readonly view: V }>;

export const isOf = <V extends ViewName>(view: V, evidence: Evidence): evidence is EvidenceOf<V> =>
  evidence.view === view;

/** Place of the largest of some numbers; -1 for none. */
export const placeOfLargest = (values: ArrayLike<number>): number => {
  let best = -1;
  for (let i = 0; i < values.length; i++) if (best < 0 || (values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
};

export const valueAt = ({ values, columns }: Planes, [row, column]: Cell): number =>
  values[row * columns + column] ?? Number.NaN;
