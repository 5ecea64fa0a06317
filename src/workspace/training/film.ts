/**
 * The pace of a run: learning is a film made while one watches. Much changes in the first steps and little in the last,
 * so film time runs through the steps exponentially: `step = 10 (e^(t / tau) - 1)`, with tau such that the whole run
 * takes half a minute, or less for a small set. Film time is also the axis of the timeline.
 */

export interface Film {
  /** Steps of the whole run. */
  readonly steps: number;
  /** Seconds of the whole run at the usual speed. */
  readonly seconds: number;
  /** The steps after which a moment is kept, from 0 to the last. */
  readonly moments: readonly number[];
  /** Steps done after some seconds of film; not rounded. */
  stepAt(seconds: number): number;
  /** The inverse of `stepAt`. */
  secondsAt(step: number): number;
}

/** Steps in the film's first tau, but for a factor: the pace at the start. */
const OPENING = 10;
/** Moments in a second of film. */
const PER_SECOND = 4;

export function filmOf(steps: number, seconds = 30): Film {
  const tau = seconds / Math.log1p(steps / OPENING);
  const stepAt = (at: number): number => Math.min(steps, OPENING * Math.expm1(at / tau));
  const kept = Array.from({ length: seconds * PER_SECOND }, (_, k) => Math.floor(stepAt(k / PER_SECOND)));
  return {
    steps,
    seconds,
    moments: [...new Set([...kept, steps])],
    stepAt,
    secondsAt: (step) => tau * Math.log1p(step / OPENING),
  };
}
