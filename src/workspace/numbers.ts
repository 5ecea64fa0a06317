/** Numbers as text. Display may round, and says so by its name; `exact` never does. Minus signs are real ones. */

/** With a real minus sign. */
export const minus = (text: string): string => text.replace('-', '−');

function special(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+∞';
  return value === -Infinity ? '−∞' : null;
}

/** The shortest decimal that is this float32 and no other. */
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

/** So many decimals, for columns of numbers that are added up. */
export const fixed = (value: number, decimals: number): string => special(value) ?? minus(value.toFixed(decimals));

/** Three significant digits, or all of a whole number below 100,000, for the ends of a scale. */
export function rounded(value: number): string {
  const odd = special(value);
  if (odd !== null) return odd;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 999.5 && size < 1e5) return `${value < 0 ? '−' : ''}${grouped(Math.round(size))}`;
  if (size >= 1e5 || size < 0.001) return minus(value.toExponential(1).replace('e+', 'e'));
  return minus(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3));
}

/** A share as a percentage with one decimal. Never 100.0 for less than all, nor 0.0 for more than none. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return 'NaN';
  const tenths = Math.round(share * 1000);
  if (tenths >= 1000 && share < 1) return '> 99.9 %';
  if (tenths === 0 && share > 0) return '< 0.1 %';
  return `${(tenths / 10).toFixed(1)} %`;
}

/** A change of a share in percentage points, with its sign: one decimal, three digits below one, ≈ 0 for next to nothing. */
export function points(change: number): string {
  if (Number.isNaN(change)) return 'NaN';
  const size = 100 * Math.abs(change);
  if (size < 0.001) return size === 0 ? '0' : '≈ 0';
  return `${change < 0 ? '−' : '+'}${size >= 1 ? size.toFixed(1) : rounded(size)}`;
}

/** Milliseconds as they are read: two decimals below ten, none above a hundred. */
export function milliseconds(time: number): string {
  return time.toFixed(time < 10 ? 2 : time < 100 ? 1 : 0);
}

/** A whole number with its digits in threes, as English and Korean write it. Far quicker at first than Intl. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/**
 * The shortest decimal that is this float64 and no other, or this float32 where it is one: products and sums. Zero has
 * no sign here, since a negative weight times nothing says nothing.
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
