/** Learning rates over a run: functions from the step (0 .. steps - 1) to the rate of that step. */
import { EngineError } from '../core/errors';

export type Schedule = (step: number) => number;

export interface WarmupCosine {
  readonly steps: number;
  readonly peak: number;
  /** Share of the steps over which the rate rises, linearly, to the peak. */
  readonly warmup: number;
  /** The last step's rate as a share of the peak. */
  readonly end: number;
}

/**
 * Linear warm-up, then half a cosine down (Loshchilov and Hutter, SGDR, 2017, without restarts). With a warm-up of
 * about 0.2 to 0.4 this is the one-cycle policy (Smith and Topin, Super-Convergence, 2018).
 * Throws EngineError('attribute') when a value is out of range.
 */
export function warmupCosine({ steps, peak, warmup, end }: WarmupCosine): Schedule {
  const valid = steps >= 1 && Number.isInteger(steps) && peak > 0 && warmup >= 0 && warmup < 1 && end >= 0 && end <= 1;
  if (!valid) {
    throw new EngineError('attribute', 'a schedule', {
      expected: 'whole steps from 1, a peak above 0, a warm-up of 0 to 1 and an end of 0 to 1',
      got: JSON.stringify({ steps, peak, warmup, end }),
    });
  }
  const rise = Math.round(warmup * steps);
  return (step) => {
    // The first step already learns, and the step after the rise uses the peak rate.
    if (step < rise) return (peak * (step + 1)) / (rise + 1);
    const progress = Math.min(1, (step - rise) / Math.max(1, steps - 1 - rise));
    return peak * (end + ((1 - end) * (1 + Math.cos(Math.PI * progress))) / 2);
  };
}

/** The same rate at every step. */
export const constantRate =
  (rate: number): Schedule =>
  () =>
    rate;
