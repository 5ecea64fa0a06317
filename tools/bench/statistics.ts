/** Summary of a set of timings. */

export interface Summary {
  readonly median: number;
  /** Quartiles: half of the samples lie between them. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The p-quantile (p from 0 to 1) of sorted values, by linear interpolation. */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** Median and quartiles; null if empty. */
export function summarise(samples: readonly number[]): Summary | null {
  if (samples.length === 0) return null;
  const sorted = [...samples].sort((a, b) => a - b);
  const [low, median, high] = [0.25, 0.5, 0.75].map((p) => quantile(sorted, p)) as [number, number, number];
  return { median, low, high, count: sorted.length };
}

export interface Comparison {
  /** Best peer's median over ours: above 1, we are faster. */
  readonly ratio: number;
  readonly peer: string;
  /** Whether the quartile ranges overlap, so that the order may be chance. */
  readonly unsure: boolean;
}

/** Ours against the fastest peer; null if there is nothing to compare. */
export function compare(ours: Summary | null, peers: ReadonlyMap<string, Summary>): Comparison | null {
  const [best] = [...peers].sort((a, b) => a[1].median - b[1].median);
  if (!ours || !best) return null;
  const [peer, theirs] = best;
  const unsure = ours.low <= theirs.high && theirs.low <= ours.high;
  return { ratio: theirs.median / ours.median, peer, unsure };
}
