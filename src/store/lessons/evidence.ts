/**
 * What a lesson's live view shows, read from the real tensors and settings; tasks and predictions are checked against
 * it. Each view publishes its own kind of evidence whenever it changes.
 */
import type { Weights } from '../../backend/types';
import type { Network } from '../../workspace/network';
import type { Moment } from '../../workspace/training/kept';
import type { CureName } from './cures';

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

/** The run that a lesson shows, to go on with. */
export interface Run {
  /** Pictures a step. */
  readonly batch: number;
  /** Trains to the end; all moments. Empty if the run does not come there. */
  reachEnd(): Promise<readonly Moment[]>;
  /** The network at a moment; null if the run has failed. */
  weights(moment: number): Promise<Weights | null>;
}

interface Kinds {
  readonly pixels: {
    /** Null while there is no input. */
    readonly input: Planes | null;
    readonly cell: Cell;
    /** How the network that reads it normalises its first channel; null while there is no network. */
    readonly normal: { readonly mean: number; readonly deviation: number } | null;
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
    /** The cells that the window has visited in this step (see trailKey). */
    readonly trail: ReadonlySet<number>;
  };
  readonly filter: {
    readonly network: Network;
    readonly input: Planes | null;
    /** The selected filter of the first layer. */
    readonly filter: number;
    /** Whether each channel's kernel is on. */
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
    /** Largest value of each map in the layer. */
    readonly peaks: readonly number[];
    readonly trail: ReadonlySet<number>;
    readonly isEmpty: boolean;
  };
  readonly answer: {
    readonly network: Network;
    readonly answer: readonly number[] | null;
    readonly logits: Float32Array | null;
    /** Somebody drew in it: it is not just what was drawn for the learner. */
    readonly isOwn: boolean;
  };
  readonly training: {
    readonly run: Run;
    /** What has been trained, and which of it is shown. */
    readonly moments: readonly Moment[];
    readonly at: number;
    /** What was said to the drawing at each moment: probabilities. */
    readonly answers: readonly (readonly number[])[];
  };
  readonly overfitting: {
    /** Of the network at work. */
    readonly parameters: number;
    /** Pictures a step. */
    readonly batch: number;
    /** What has been trained of the run at work, which of it is shown, and whether that is all there will be. */
    readonly moments: readonly Moment[];
    readonly at: number;
    readonly isWhole: boolean;
    /** The runs that have come to their end. */
    readonly ends: ReadonlyMap<CureName, readonly Moment[]>;
    /** The moments of a whole run, which is trained if it has not been; empty if it does not come to its end. */
    train(cure: CureName): Promise<readonly Moment[]>;
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
    /** Probabilities for the original drawing and for the altered one. */
    readonly original: readonly number[] | null;
    readonly answer: readonly number[] | null;
  };
}

export type ViewName = keyof Kinds;
export type Evidence = { readonly [V in ViewName]: Kinds[V] & { readonly view: V } }[ViewName];
export type EvidenceOf<V extends ViewName> = Extract<Evidence, { readonly view: V }>;

export const isOf = <V extends ViewName>(view: V, evidence: Evidence): evidence is EvidenceOf<V> =>
  evidence.view === view;

/** Index of the largest value; -1 if there is none. */
export const placeOfLargest = (values: ArrayLike<number>): number => {
  let best = -1;
  for (let i = 0; i < values.length; i++) if (best < 0 || (values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
};

export const valueAt = ({ values, columns }: Planes, [row, column]: Cell): number =>
  values[row * columns + column] ?? Number.NaN;

/** Where a colour scale ends that shows all of the values; `least` at the least. */
export const extentOf = ({ values }: Pick<Planes, 'values'>, least = 1): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), least);
