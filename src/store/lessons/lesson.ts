/**
 * The shape of a lesson: steps over one live view. A step shows something, asks for something to be done, or asks what
 * will come out before it is seen. Whether it was done, and which answer is right, is found from what the view really
 * shows and from the engine, and is written down nowhere.
 */
import type { Evidence, EvidenceOf, ViewName } from './evidence';
import { isOf } from './evidence';
import type { ModelRuns } from './modelRuns';
import type { Settings } from './settings';

/** Parts of a live view that a step can light up, or keep covered until an answer was given. */
export type Part =
  | 'input'
  | 'kernel'
  | 'window'
  | 'feature'
  | 'active'
  | 'size'
  | 'controls'
  | 'stride'
  | 'padding'
  | 'bias'
  | 'sum'
  | 'pooled'
  | 'errors'
  | 'field'
  | 'maps'
  | 'logits'
  | 'probabilities'
  | 'moments'
  | 'curve'
  | 'timeline'
  | 'answer';

interface Common {
  readonly id: string;
  /** What the view is set to when the step is entered. */
  readonly set?: Partial<Settings>;
  readonly lit?: readonly Part[];
  /** The window begins where the kernel finds most, as soon as there is something to find. */
  readonly seeks?: true;
}

export interface Look extends Common {
  readonly kind: 'look';
}

export interface Task extends Common {
  readonly kind: 'do';
  /** `begun`: what the view showed first in this step. */
  done(evidence: Evidence, begun: Evidence): boolean;
}

export interface Found {
  readonly right: string;
  /** Numbers for the sentence that says why, by name. */
  readonly values?: { readonly [name: string]: string };
}

export interface Prediction extends Common {
  readonly kind: 'predict';
  readonly choices: readonly string[];
  readonly hidden?: readonly Part[];
  /** What the view is set to once an answer was given. */
  readonly reveal?: Partial<Settings>;
  /** Null while the view has not what it takes. */
  answer(evidence: Evidence, runs: ModelRuns): Promise<Found | null>;
}

export type Step = Look | Task | Prediction;

export interface Lesson {
  readonly id: string;
  readonly view: ViewName;
  readonly steps: readonly Step[];
}

/** A check over one kind of evidence, as a check over any: another kind is not what is asked for. */
export const when =
  <V extends ViewName>(view: V, test: (evidence: EvidenceOf<V>, begun: EvidenceOf<V>) => boolean) =>
  (evidence: Evidence, begun: Evidence): boolean =>
    isOf(view, evidence) && isOf(view, begun) && test(evidence, begun);

type FoundOf<C extends string> = Found & { readonly right: C };

/** A prediction over one kind of evidence, whose answer is one of its choices. */
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

/** The choice that comes closest to a number, where all of them are numbers. */
export function nearest<const C extends `${number}`>(choices: readonly C[], value: number): C {
  const distance = (choice: C): number => Math.abs(Number(choice) - value);
  return choices.reduce((best, choice) => (distance(choice) < distance(best) ? choice : best));
}
