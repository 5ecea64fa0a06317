/** What the page measures, as plain data. */
import type { Case } from './cases';
import type { Calls } from './page/counters';

/** What a frame may be asked for: the last layer, every map in the contestant's own way, every map in kept arrays. */
export type Mode = 'answer' | 'all' | 'kept';
export const modes: readonly Mode[] = ['answer', 'all', 'kept'];

export interface Measured {
  readonly contestant: string;
  readonly detail: string;
  /** Largest error over all maps, as a share of the largest value of its map. */
  readonly error: number;
  /** Milliseconds a frame. */
  readonly samples: { readonly [M in Mode]: readonly number[] };
  /** What one frame asked of WebGPU; nothing on the CPU. */
  readonly calls: { readonly [M in Mode]?: Calls };
}

export interface Failed {
  readonly contestant: string;
  readonly failure: string;
}

export interface RowResult {
  readonly id: string;
  readonly title: string;
  /** Milliseconds of frames that compute nothing on the graphics device; none where none was asked for. */
  readonly floor: readonly number[];
  readonly results: readonly (Measured | Failed)[];
}

export interface FirstAnswer {
  readonly contestant: string;
  readonly title: string;
  /** Milliseconds from navigation, a fresh context each. */
  readonly samples: readonly number[];
  /** Bytes asked for, packed, without the model's own. */
  readonly payload: number;
}

/** A cell dragged on the page "Kernels". */
export interface Drag {
  readonly backend: 'wasm' | 'webgpu';
  /** Milliseconds from one shown frame to the next. */
  readonly samples: readonly number[];
}

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** Milliseconds a contestant, mode and round. */
  readonly budget: number;
}

/** One row to measure. */
export interface Asked {
  readonly row: Case;
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

/** What the bench page puts on its window. */
export interface BenchPage {
  adapter(): Promise<string>;
  /** `asked`: the JSON text of an Asked. */
  row(asked: string): Promise<RowResult>;
}
