/** The page's measurements, as plain data. */
import type { Case } from './cases';
import type { Course } from './nets';
import type { Calls } from './page/counters';

/** What a frame reads: the last layer, every map in the contestant's fastest way, every map into kept arrays. */
export type Mode = 'answer' | 'all' | 'kept';
export const modes: readonly Mode[] = ['answer', 'all', 'kept'];

export interface Measured {
  readonly contestant: string;
  readonly detail: string;
  /** Largest error over all maps, relative to the largest value of its map. */
  readonly error: number;
  /** Milliseconds per frame. */
  readonly samples: { readonly [M in Mode]: readonly number[] };
  /** One frame's WebGPU calls; absent on the CPU. */
  readonly calls: { readonly [M in Mode]?: Calls };
}

export interface Failed {
  readonly contestant: string;
  readonly failure: string;
}

export interface RowResult {
  readonly id: string;
  readonly title: string;
  /** Milliseconds of empty frames on the graphics device; empty if not requested. */
  readonly floor: readonly number[];
  readonly results: readonly (Measured | Failed)[];
}

/** A contestant's training steps on a course. */
export interface Trained {
  readonly contestant: string;
  readonly detail: string;
  /** Largest difference of a loss from the twins', relative to it. */
  readonly error: number;
  /** Milliseconds per step. */
  readonly steps: readonly number[];
  /** WebGPU calls, per step; absent where there are none. */
  readonly calls?: Calls;
}

export interface TrainingRow {
  readonly id: string;
  readonly title: string;
  /** The first losses, from the twins. */
  readonly truth: readonly number[];
  readonly results: readonly (Trained | Failed)[];
}

export interface FirstAnswer {
  readonly contestant: string;
  readonly title: string;
  /** Milliseconds from navigation, each in a fresh context. */
  readonly samples: readonly number[];
  /** Compressed bytes requested, without the model's. */
  readonly payload: number;
}

/** A drag of a cell on the page "Kernels". */
export interface Drag {
  readonly backend: 'wasm' | 'webgpu';
  /** Milliseconds from one shown frame to the next. */
  readonly samples: readonly number[];
}

/** A run of digits, by the engine alone and on the page "Train". */
export interface Learning {
  /** Pictures a second of the engine alone. */
  readonly alone: number;
  /** The same of its steps on the page. */
  readonly rate: number;
  /** Of the whole run on the page, with all moments that are kept and judged. */
  readonly seconds: number;
  /** The share of new pictures that are right at its end. */
  readonly accuracy: number;
  /** Milliseconds from one frame to the next. */
  readonly frames: readonly number[];
  /** Milliseconds of the page's tasks above 50. */
  readonly long: readonly number[];
}

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** Milliseconds per contestant, mode and round. */
  readonly budget: number;
}

/** One row to measure. */
export interface Asked {
  readonly row: Case;
  /** Ids. */
  readonly contestants: readonly string[];
  readonly effort: Effort;
}

/** One course to train. */
export interface AskedSteps {
  readonly course: Course;
  /** Ids. */
  readonly contestants: readonly string[];
  readonly effort: Effort;
}

export interface Machine {
  readonly date: string;
  readonly browser: string;
  readonly processor: string;
  readonly cores: number;
  readonly adapter: string;
}

/** What the bench page exposes on its window. */
export interface BenchPage {
  adapter(): Promise<string>;
  /** `asked`: the JSON text of an Asked. */
  row(asked: string): Promise<RowResult>;
  /** `asked`: the JSON text of an AskedSteps. */
  training(asked: string): Promise<TrainingRow>;
}
