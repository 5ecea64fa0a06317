/** What separates two classes, sorted for display: the largest shares, the sum of the others, the biases. Pure. */
import type { Separation } from '../../insight/separation';

/** Decimals of the displayed shares; all but `rest` are rounded to them. */
export const shareDecimals = 4;

export interface Shares {
  /** The largest by magnitude, each rounded. */
  readonly largest: readonly { readonly map: number; readonly share: number }[];
  /** How many others there are, and their sum. */
  readonly others: number;
  readonly rest: number;
  readonly constant: number;
  /** Sum of all the above, exact to the last decimal. */
  readonly total: number;
}

/** Units of the last decimal are whole numbers, so displayed sums are exact. */
const unit = 10 ** shareDecimals;
const units = (value: number): number => Math.round(value * unit);

/** The `most` largest shares. `rest` absorbs the rounding error, so that the displayed numbers add up. */
export function largestShares({ contributions, constant, total }: Separation, most: number): Shares {
  const sorted = Array.from(contributions, (share, map) => ({ map, share: units(share) })).sort(
    (a, b) => Math.abs(b.share) - Math.abs(a.share) || a.map - b.map,
  );
  const largest = sorted.slice(0, most);
  const shown = largest.reduce((sum, { share }) => sum + share, 0);
  const rest = units(total) - units(constant) - shown;
  return {
    largest: largest.map(({ map, share }) => ({ map, share: share / unit })),
    others: sorted.length - largest.length,
    rest: rest / unit,
    constant: units(constant) / unit,
    total: units(total) / unit,
  };
}
