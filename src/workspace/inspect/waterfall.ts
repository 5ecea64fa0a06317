/** The bars of a sum: each term's starts where the last one ended. Pure. */

export interface Bar {
  /** Where the sum stands before and after the term, as shares of the width that the whole sum needs. */
  readonly from: number;
  readonly to: number;
  /** Where zero is. */
  readonly zero: number;
}

/** One bar a term, from zero on, and the bar of the whole sum. NaN and infinities have no width. */
export function waterfall(terms: readonly number[]): {
  readonly bars: readonly Bar[];
  readonly total: Bar;
  /** What the whole width stands for. */
  readonly span: number;
} {
  const ends = [0];
  for (const term of terms) ends.push((ends.at(-1) ?? 0) + term);
  const finite = ends.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const at = (sum: number): number => (high > low && Number.isFinite(sum) ? (sum - low) / (high - low) : 0);
  const zero = at(0);
  const bars = terms.map((_, i) => ({ from: at(ends[i] ?? 0), to: at(ends[i + 1] ?? 0), zero }));
  return { bars, total: { from: zero, to: at(ends.at(-1) ?? 0), zero }, span: high - low };
}
