/** The engine session's dependencies, and the events it raises. */

import type { BackendChoice, Opened, Refusal } from '../backend';
import type { Backend, BackendName, Counters, Plan, Program, RunReport } from '../backend/types';
import type { StoredModel } from '../formats/model';
import type { sampleCalls } from '../graph/alone';
import type { FailureCode } from './messages';
import type { Network } from './network';

export interface EngineParts {
  open(choice: BackendChoice, failed: readonly Refusal[]): Promise<Opened>;
  /** What is wrong with a backend's kernels, or null. */
  check(backend: Backend, plan: Plan, samples: typeof sampleCalls): Promise<string | null>;
  /** Calls back before the next display frame. */
  schedule(frame: () => void): void;
  canvas(): HTMLCanvasElement;
}

/** A network's input, with a note on what it shows that is passed back when its run reports. */
export interface EngineInput<T> {
  readonly values: Float32Array;
  readonly shown: T;
}

/** A model with its weights, and as the page knows it. */
export interface Loaded {
  readonly stored: StoredModel;
  readonly network: Network;
}

/** The engine's callbacks. */
export interface EngineEvents<T> {
  /** Prepares the current input; at most once per display frame or new program. Null: there is nothing to run on. */
  prepare(): EngineInput<T> | null;
  /** Whether the result for the latest input is still pending. */
  busy?(isBusy: boolean): void;
  reported(report: RunReport, counters: Readonly<Counters>, shown: T): void;
  /** A program is ready on this backend; null: none for now. */
  computing(opened: { readonly program: Program; readonly refused: readonly Refusal[] } | null): void;
  /** A backend failed; the next one is tried. */
  failed(name: BackendName, code: FailureCode, detail: string): void;
  /** No backend is left. */
  stopped(error: unknown): void;
}
