/** What the engine session is made of and given, and what it asks and tells. */

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

/** A network's input, and a note of what it shows, handed back with the report of its run. */
export interface EngineInput<T> {
  readonly values: Float32Array;
  readonly shown: T;
}

/** A model with its weights, and as the page knows it. */
export interface Loaded {
  readonly stored: StoredModel;
  readonly network: Network;
}

/** What the engine asks and tells. */
export interface EngineEvents<T> {
  /** Prepares the input as it stands now; at most once a display frame or new program. Null: there is nothing to run on. */
  prepare(): EngineInput<T> | null;
  /** Whether an answer to what was given is still to come. */
  busy?(isBusy: boolean): void;
  reported(report: RunReport, counters: Readonly<Counters>, shown: T): void;
  /** A program stands ready on this backend; null: there is none for now. */
  computing(opened: { readonly program: Program; readonly refused: readonly Refusal[] } | null): void;
  /** A backend gave up; another one is tried. */
  failed(name: BackendName, code: FailureCode, detail: string): void;
  /** No backend is left. */
  stopped(error: unknown): void;
}
