/** Numbers as text. Functions that round say so by their name; `exact` never rounds. Minus signs are real ones. */

/** With a real minus sign. */
export const minus = (text: string): string => text.replace('-', '−');

function special(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+∞';
  return value === -Infinity ? '−∞' : null;
}

/** The shortest decimal that reads back as this float32. */
export function exact(value: number): string {
  const odd = special(value);
  if (odd !== null) return odd;
  if (Object.is(value, -0)) return '−0';
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return minus(String(Number(text)));
  }
  return minus(String(Number(value.toPrecision(9))));
}

/** A fixed number of decimals, for columns that are added up. */
export const fixed = (value: number, decimals: number): string => special(value) ?? minus(value.toFixed(decimals));

/** Three significant digits, fewer below a thousandth, or all digits of an integer below 100,000: for ends of a scale. */
export function rounded(value: number): string {
  const odd = special(value);
  if (odd !== null) return odd;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 999.5 && size < 1e5) return `${value < 0 ? '−' : ''}${grouped(Math.round(size))}`;
  if (size >= 1e5 || size < 0.00005) return minus(value.toExponential(1).replace('e+', 'e'));
  if (size < 0.001) return minus(value.toFixed(4));
  return minus(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3));
}

/** A share as a percentage. Never 100 for less than everything, nor 0 for more than nothing. */
export function percent(share: number, decimals = 1): string {
  if (Number.isNaN(share)) return 'NaN';
  const parts = 10 ** decimals;
  const units = Math.round(share * 100 * parts);
  const text = (count: number): string => `${(count / parts).toFixed(decimals)} %`;
  if (units >= 100 * parts && share < 1) return `> ${text(100 * parts - 1)}`;
  if (units === 0 && share > 0) return `< ${text(1)}`;
  return text(units);
}

/** A change of a share in percentage points, signed: one decimal, three below one point, ≈ 0 if negligible. */
export function points(change: number): string {
  if (Number.isNaN(change)) return 'NaN';
  const size = 100 * Math.abs(change);
  if (size < 0.001) return size === 0 ? '0' : '≈ 0';
  return `${change < 0 ? '−' : '+'}${size >= 1 ? size.toFixed(1) : rounded(size)}`;
}

/** Readable milliseconds: two decimals below ten, none above a hundred. */
export function milliseconds(time: number): string {
  return time.toFixed(time < 10 ? 2 : time < 100 ? 1 : 0);
}

/** An integer with its digits in threes, as in English and Korean. Its first call is far faster than Intl's. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/**
 * The shortest decimal that reads back as this float64, or as this float32 if it is one: for products and sums. Zero
 * has no sign, because a negative weight times zero means nothing.
 */
export const exact64 = (value: number): string =>
  special(value) ?? (Math.fround(value) === value ? exact(value + 0) : minus(String(value)));

/** Two or three characters and a sign, for a cell of a grid: `.31`, `1.2`, `−14`. */
export function brief(value: number): string {
  const odd = special(value);
  if (odd !== null) return odd;
  const size = Math.abs(value);
  if (size >= 1000) return minus(value.toExponential(0).replace('e+', 'e'));
  const text = value.toFixed(size >= 9.95 ? 0 : size >= 0.995 ? 1 : 2);
  return Number(text) === 0 ? '0' : minus(text.replace(/^(-?)0\./, '$1.'));
}
