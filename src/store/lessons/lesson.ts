/**
 * The structure of a lesson: steps over one live view. A step shows something, sets a task, or asks for a prediction.
 * Completion and right answers are never written down: they come from what the view shows and from the engine.
 */
import type { Evidence, EvidenceOf, ViewName } from './evidence';
import { isOf } from './evidence';
import type { ModelRuns } from './modelRuns';
import type { Part, Settings } from './settings';

interface Common {
  readonly id: string;
  /** View settings applied when the step is entered. */
  readonly set?: Partial<Settings>;
  readonly lit?: readonly Part[];
  /** The window starts at the kernel's strongest response, once there is one. */
  readonly seeks?: true;
}

export interface Look extends Common {
  readonly kind: 'look';
}

export interface Task extends Common {
  readonly kind: 'do';
  /** `begun`: what the view first showed in this step. */
  done(evidence: Evidence, begun: Evidence): boolean;
}

export interface Found {
  readonly right: string;
  /** Numbers for the explanation, by name. */
  readonly values?: { readonly [name: string]: string };
}

export interface Prediction extends Common {
  readonly kind: 'predict';
  readonly choices: readonly string[];
  readonly hidden?: readonly Part[];
  /** View settings applied after the answer. */
  readonly reveal?: Partial<Settings>;
  /** Null while the view lacks what it needs. */
  answer(evidence: Evidence, runs: ModelRuns): Promise<Found | null>;
}

export type Step = Look | Task | Prediction;

export interface Lesson {
  readonly id: string;
  readonly view: ViewName;
  readonly steps: readonly Step[];
}

/** Widens a check of one kind of evidence to all kinds; other kinds fail. */
export const when =
  <V extends ViewName>(view: V, test: (evidence: EvidenceOf<V>, begun: EvidenceOf<V>) => boolean) =>
  (evidence: Evidence, begun: Evidence): boolean =>
    isOf(view, evidence) && isOf(view, begun) && test(evidence, begun);

type FoundOf<C extends string> = Found & { readonly right: C };

/** A prediction on one kind of evidence, answered by one of its choices. */
export const ask = <V extends ViewName, const C extends string>(
  view: V,
  choices: readonly C[],
  answer: (evidence: EvidenceOf<V>, runs: ModelRuns) => Promise<FoundOf<C> | null> | FoundOf<C> | null,
) =>
  ({
    kind: 'predict',
    choices,
    answer: async (evidence: Evidence, runs: ModelRuns): Promise<Found | null> =>
      isOf(view, evidence) ? answer(evidence, runs) : null,
  }) as const;

/** The choice nearest to a number; every choice must be a number. */
export function nearest<const C extends `${number}`>(choices: readonly C[], value: number): C {
  const distance = (choice: C): number => Math.abs(Number(choice) - value);
  return choices.reduce((best, choice) => (distance(choice) < distance(best) ? choice : best));
}
