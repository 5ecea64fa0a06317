/** Messages between a program in the page and its worker. All addresses are in the worker's memory. */
import type { DrawnMap } from '../paint/layout';
import type { CommandList } from './layout';
import type { Place } from './prepared';

export interface StartMessage {
  readonly kind: 'start';
  readonly compiled: WebAssembly.Module;
  /** Kernels in table order. */
  readonly names: readonly string[];
  /** The memory shared by page and worker, or the commands at the start of one that the worker makes for itself. */
  readonly memory: WebAssembly.Memory | { readonly pages: number; readonly commands: ArrayBuffer };
  readonly control: number;
  readonly threads: number;
  readonly scratch: number;
  readonly scratchStep: number;
}

/** `into`: arrays to reuse for the requested values, if any. */
export interface RunMessage {
  readonly kind: 'run';
  readonly id: number;
  readonly lists: readonly CommandList[];
  readonly wanted: readonly Place[];
  readonly into: readonly (Float32Array<ArrayBuffer> | null)[];
  /** Whether to find the ranges of what is shown. */
  readonly ranges: boolean;
}

/** What is painted from now on: runs with `ranges` scan these maps. `tensor` and `minus` are addresses. */
export interface ShowMessage {
  readonly kind: 'show';
  readonly maps: readonly DrawnMap[];
}

export interface WriteMessage {
  readonly kind: 'write';
  readonly address: number;
  readonly values: Float32Array;
}

export type ToWorker = StartMessage | RunMessage | ShowMessage | WriteMessage;

/**
 * The answer to `start` (id 0) or to a run: the requested values, the kernels' milliseconds, and the ranges of what is
 * shown, as from scanMaps; or the error.
 */
export type FromWorker =
  | {
      readonly id: number;
      readonly milliseconds: number;
      readonly values: readonly Float32Array<ArrayBuffer>[];
      readonly ranges: Float32Array<ArrayBuffer>;
    }
  | { readonly id: number; readonly error: string; readonly code: 'memory' | 'device' };
