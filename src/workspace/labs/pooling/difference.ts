/** How far one map is from another, in one number, and what is said of it. Pure. */
import type { Measure } from './settings';

export interface Difference {
  /** Root of the mean squared difference. */
  readonly rmse: number;
  /** The same as a share of the first map's standard deviation; null where nothing in it varies. */
  readonly relative: number | null;
  /** The same as a share of the first map's root mean square; null where it is all zeros. */
  readonly share: number | null;
}

/** Of `count` values of both maps from `from` on. */
export function differenceOf(clean: Float32Array, changed: Float32Array, from: number, count: number): Difference {
  let [squares, sum, power] = [0, 0, 0];
  for (let i = from; i < from + count; i++) {
    const value = clean[i] as number;
    const off = (changed[i] as number) - value;
    squares += off * off;
    sum += value;
    power += value * value;
  }
  let spread = 0;
  for (let i = from; i < from + count; i++) spread += ((clean[i] as number) - sum / count) ** 2;
  const rmse = Math.sqrt(squares / count);
  // A plane of one and the same value can be a rounding error away from no spread.
  const isFlat = spread <= 1e-12 * Math.max(power, 1e-12);
  return {
    rmse,
    relative: isFlat ? null : rmse / Math.sqrt(spread / count),
    share: power === 0 ? null : rmse / Math.sqrt(power / count),
  };
}

export const measured = ({ rmse, relative }: Difference, measure: Measure): number | null =>
  measure === 'rmse' ? rmse : relative;

/** Whether the claim "max pooling takes noise away better than average pooling" holds. */
export interface Verdict {
  readonly claim: 'holds' | 'fails' | 'even' | 'none';
  /** Error of max pooling over that of average pooling; null where there is none. */
  readonly ratio: number | null;
}

/** Errors within this share of each other are called even. */
const EVEN = 0.02;

export function verdictOf(max: number | null, average: number | null): Verdict {
  if (max === null || average === null || (max === 0 && average === 0)) return { claim: 'none', ratio: null };
  if (average === 0) return { claim: 'fails', ratio: null };
  const ratio = max / average;
  if (Math.abs(ratio - 1) <= EVEN) return { claim: 'even', ratio };
  return { claim: ratio < 1 ? 'holds' : 'fails', ratio };
}
