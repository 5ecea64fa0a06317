/** Learning rates over a run, as plain records: the rate of each step (0 .. steps - 1). */
import { EngineError } from '../core/errors';

export type Schedule =
  | { readonly kind: 'constant'; readonly rate: number }
  /** Multiplied by `factor` after every `every` steps. */
  | { readonly kind: 'step'; readonly rate: number; readonly every: number; readonly factor: number }
  /**
   * Up in a line over the share `warmup` of the steps, then down half a cosine to `end` times the rate (Loshchilov and
   * Hutter, SGDR, 2017, without restarts).
   */
  | {
      readonly kind: 'cosine';
      readonly rate: number;
      readonly steps: number;
      readonly warmup: number;
      readonly end: number;
    }
  /**
   * Half a cosine up from `start` times the rate over the share `warmup` of the steps, and half a cosine down to `end`
   * times the rate (Smith and Topin, Super-Convergence, 2018).
   */
  | {
      readonly kind: 'oneCycle';
      readonly rate: number;
      readonly steps: number;
      readonly warmup: number;
      readonly start: number;
      readonly end: number;
    };

/** Throws EngineError('attribute') when a value is out of range. */
export function checkSchedule(schedule: Schedule): void {
  const { kind, rate, ...rest } = schedule;
  const { steps = 1, every = 1, factor = 1, warmup = 0, start = 0, end = 0 } = rest as Record<string, number>;
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;
  const isShare = (value: number): boolean => value >= 0 && value <= 1;
  const valid = rate >= 0 && isCount(steps) && isCount(every) && factor > 0 && warmup < 1;
  if (valid && [warmup, start, end].every(isShare)) return;
  throw new EngineError('attribute', `a learning rate: ${kind}`, {
    expected: 'whole steps from 1, a rate from 0, a factor above 0, shares of 0 to 1 and a warm-up below 1',
    got: JSON.stringify(schedule),
  });
}

/** Half a cosine from 1 at progress 0 to 0 at progress 1 and beyond. */
const falling = (progress: number): number => (1 + Math.cos(Math.PI * Math.min(1, progress))) / 2;

/** The rate of a step, counted from 0. After the last step of a schedule its end stays. */
export function rateAt(schedule: Schedule, step: number): number {
  const { rate } = schedule;
  switch (schedule.kind) {
    case 'constant':
      return rate;
    case 'step':
      return rate * schedule.factor ** Math.floor(step / schedule.every);
    case 'cosine': {
      const rise = Math.round(schedule.warmup * schedule.steps);
      // The first step already learns, and the step after the rise uses the whole rate.
      if (step < rise) return (rate * (step + 1)) / (rise + 1);
      const progress = (step - rise) / Math.max(1, schedule.steps - 1 - rise);
      return rate * (schedule.end + (1 - schedule.end) * falling(progress));
    }
    case 'oneCycle': {
      const { steps, warmup, start, end } = schedule;
      const top = Math.max(0, Math.round(warmup * steps) - 1);
      if (step < top) return rate * (1 - (1 - start) * falling(step / top));
      return rate * (end + (1 - end) * falling((step - top) / Math.max(1, steps - 1 - top)));
    }
  }
}
