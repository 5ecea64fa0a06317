/** The difference of two maps as one number, and the verdict on it. Pure. */
import type { Measure } from './settings';

/** By which one map is measured. */
export type CaseMeasure = Exclude<Measure, 'own'>;

export interface Difference {
  /** Root mean square difference. */
  readonly rmse: number;
  /** The same relative to the first map's standard deviation; null if the map is constant. */
  readonly relative: number | null;
  /** The same relative to the first map's root mean square; null if it is all zeros. */
  readonly share: number | null;
}

/** For `count` values of both maps, starting at `from`. */
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
  // Rounding can give a constant plane a tiny spread.
  const isFlat = spread <= 1e-12 * Math.max(power, 1e-12);
  return {
    rmse,
    relative: isFlat ? null : rmse / Math.sqrt(spread / count),
    share: power === 0 ? null : rmse / Math.sqrt(power / count),
  };
}

export const measured = ({ rmse, relative }: Difference, measure: CaseMeasure): number | null =>
  measure === 'rmse' ? rmse : relative;

/** Whether the claim "max pooling removes noise better than average pooling" holds. */
export interface Verdict {
  readonly claim: 'holds' | 'fails' | 'even' | 'none';
  /** The one with the smaller error; null if neither has. */
  readonly better: 'max' | 'average' | null;
  /** The larger error over the smaller; null if there is none, or the smaller is 0. */
  readonly times: number | null;
}

/** Errors within this relative difference count as equal. */
const EVEN = 0.02;

export function verdictOf(max: number | null, average: number | null): Verdict {
  if (max === null || average === null || (max === 0 && average === 0)) {
    return { claim: 'none', better: null, times: null };
  }
  const [less, more] = max < average ? [max, average] : [average, max];
  const times = less === 0 ? null : more / less;
  if (times !== null && times - 1 <= EVEN) return { claim: 'even', better: null, times };
  return max < average ? { claim: 'holds', better: 'max', times } : { claim: 'fails', better: 'average', times };
}
