/**
 * Rounding whose digits add up. Each term is rounded down or up to the same number of decimals, by less than one unit
 * in the last place; the terms with the largest remainders go up, just enough of them that the rounded terms add up
 * exactly to the rounded sum. This is the largest remainder method of apportioning seats. Hamilton (1792); Balinski and
 * Young, Fair Representation (1982).
 */
/** Digits in which the largest term is usually written, before and after the point together. */
const DIGITS = 4;
const MOST_DECIMALS = 9;
/** Beyond this, sums in units of the last place are no longer exact integers. */
const LARGEST = 1e9;

/** Decimals at which the largest value has that many digits; null for values that cannot be rounded: NaN, infinity, 1e9. */
export function decimalsFor(values: readonly number[], digits = DIGITS): number | null {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(largest < LARGEST)) return null;
  if (largest === 0) return digits - 1;
  return Math.min(MOST_DECIMALS, Math.max(0, digits - 1 - Math.floor(Math.log10(largest))));
}

/** A value in units of the last of `decimals` places, rounded to nearest; never -0. */
export const unitsOf = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) + 0;

/**
 * The terms in units of the last place, adding up exactly to `total` units. Each is its term rounded down or up,
 * provided `total` is the sum rounded down or up; any larger discrepancy (a sum in another order, terms near the limit
 * of float64) is spread evenly.
 */
export function addUp(terms: readonly number[], total: number, decimals: number): readonly number[] {
  const scale = 10 ** decimals;
  const scaled = terms.map((term) => term * scale);
  const units = scaled.map((value) => Math.floor(value) + 0);
  let missing = total - units.reduce((sum, unit) => sum + unit, 0);
  const order = scaled
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  const step = Math.sign(missing);
  // Take units from the terms with the smallest remainders.
  if (step < 0) order.reverse();
  while (missing !== 0 && order.length > 0) {
    for (const { index } of order.slice(0, Math.abs(missing))) {
      units[index] = (units[index] ?? 0) + step;
      missing -= step;
    }
  }
  return units;
}

/** Units of the last place as a decimal number with a real minus sign: -53 at 4 decimals is −0.0053. */
export function unitsText(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const [whole, part] = [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
  return `${units < 0 ? '−' : ''}${whole}${part && '.'}${part}`;
}
