/** What the page shows of a run, and how fast it may be shown. */
import { type Film, filmOf } from './film';
import type { Keeping } from './keeper';
import type { Mark, Moment } from './kept';
import { type SetFacts, setOf } from './sets';
import type { Broken } from './trainer';

export const speeds = [0.5, 1, 4, 'full'] as const;
export type Speed = (typeof speeds)[number];

/** Why a run cannot go on. */
export type Failure = ({ readonly kind: 'nan' } & Broken) | { readonly kind: 'stopped'; readonly what: string };

/** State that changes a few times a second at most. */
export interface TrainingState {
  readonly status: 'loading' | 'idle' | 'running' | 'paused' | 'failed';
  readonly failure: Failure | null;
  /** Under which it is kept; empty: there is none yet. */
  readonly run: string;
  readonly keeping: Keeping;
  /** The step at which a kept run was found, while it has not gone on. */
  readonly returned: number | null;
  /** Another tab has the run that would have been found. */
  readonly isElsewhere: boolean;
  readonly film: Film;
  /** What is learned from. */
  readonly set: SetFacts;
  /** Steps in an epoch, and pictures in a step. */
  readonly epoch: number;
  readonly batch: number;
  readonly pictures: number;
  readonly heldBack: number;
  /** Where it is computed; null while it is being opened. */
  readonly backend: string | null;
  readonly moments: readonly Moment[];
  readonly marks: readonly Mark[];
  /** What was said to the person's drawing at each moment, as far as it is known; empty without a drawing. */
  readonly answers: readonly (readonly number[])[];
  /** A layer that has died, if one has. */
  readonly dead: string | null;
  /** The moment that is shown; null: the network as it is now, at the end. */
  readonly shown: number | null;
  readonly speed: Speed;
}

/** State that changes with every step. */
export interface TrainingPulse {
  readonly step: number;
  /** Seconds of film at the playhead. */
  readonly seconds: number;
  readonly loss: number;
  readonly imagesPerSecond: number;
}

export const atFirst: TrainingState = {
  status: 'loading',
  failure: null,
  run: '',
  keeping: 'new',
  returned: null,
  isElsewhere: false,
  film: filmOf(1),
  set: setOf('mnist'),
  epoch: 1,
  batch: 1,
  pictures: 0,
  heldBack: 0,
  backend: null,
  moments: [],
  marks: [],
  answers: [],
  dead: null,
  shown: null,
  speed: 1,
};

export const still: TrainingPulse = { step: 0, seconds: 0, loss: Number.NaN, imagesPerSecond: 0 };
