/** Statistics of a whole map. NaN and infinities are counted, and left out of everything else. */

export interface Statistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation of the population, not a sample estimate. */
  readonly deviation: number;
  /** Share of exact zeros. */
  readonly zeros: number;
  /** Number of NaN and infinite values. */
  readonly broken: number;
}

export function statisticsOf(values: Float32Array): Statistics {
  const finite = values.filter(Number.isFinite);
  const count = Math.max(1, finite.length);
  const mean = finite.reduce((sum, value) => sum + value, 0) / count;
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  const zeros = finite.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0);
  return {
    min: finite.length === 0 ? Number.NaN : finite.reduce((least, value) => Math.min(least, value), Infinity),
    max: finite.length === 0 ? Number.NaN : finite.reduce((most, value) => Math.max(most, value), -Infinity),
    mean: finite.length === 0 ? Number.NaN : mean,
    deviation: finite.length === 0 ? Number.NaN : Math.sqrt(variance),
    zeros: values.length === 0 ? 0 : zeros / values.length,
    broken: values.length - finite.length,
  };
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Counts of the finite nonzero values in `bins` equal intervals of their range. Zeros would dwarf everything else after
 * a ReLU, so their share is reported separately. Empty if there are no such values.
 */
export function histogramOf(values: Float32Array, bins: number): readonly Bin[] {
  const counted = values.filter((value) => Number.isFinite(value) && value !== 0);
  if (counted.length === 0) return [];
  const low = counted.reduce((least, value) => Math.min(least, value), Infinity);
  const high = counted.reduce((most, value) => Math.max(most, value), -Infinity);
  const width = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of counted) {
    const bin = width > 0 ? Math.min(bins - 1, Math.floor((value - low) / width)) : Math.floor(bins / 2);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: low + i * width, to: low + (i + 1) * width, count }));
}
