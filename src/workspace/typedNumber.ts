/** Numbers as people type them: either decimal sign, any minus, exponents, full-width digits. Never guesses. */

/** What a field accepts beside being a float32. */
export interface NumberLimits {
  readonly least?: number;
  readonly most?: number;
  readonly isWhole?: boolean;
}

/** Why a text was not taken. `tooLarge`: beyond float32. */
export type Refusal = 'empty' | 'notANumber' | 'tooLarge' | 'notWhole' | 'outside';
export type Reading = { readonly value: number } | { readonly refused: Refusal };

const minuses = /[−–—﹣‐‑‒⁻]/g;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Full-width forms, which Korean and Japanese keyboards produce, stand 0xfee0 above ASCII. */
const narrow = (text: string): string =>
  text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/** The text as a float32 within the limits, or the reason why not. Nothing is negative zero. */
export function readNumber(text: string, limits: NumberLimits = {}): Reading {
  const { least = -Infinity, most = Infinity, isWhole = false } = limits;
  const plain = narrow(text)
    .trim()
    .replace(minuses, '-')
    // A space after the sign, or between groups of three digits.
    .replace(/^([+-])\s+/, '$1')
    .replace(/(?<=\d)\s(?=\d{3}(?!\d))/g, '')
    .replace(',', '.');
  if (plain === '') return { refused: 'empty' };
  if (!decimal.test(plain)) return { refused: 'notANumber' };
  const value = Math.fround(Number(plain)) + 0;
  if (!Number.isFinite(value)) return { refused: 'tooLarge' };
  if (isWhole && !Number.isInteger(value)) return { refused: 'notWhole' };
  return value < Math.fround(least) || value > Math.fround(most) ? { refused: 'outside' } : { value };
}

/** `value` within the limits. */
export const clamped = (value: number, { least = -Infinity, most = Infinity }: NumberLimits): number =>
  Math.min(most, Math.max(least, value));

/** Parts of a step that a number keeps. */
const PARTS = 1000;

/**
 * `value` moved by `steps` of size `step`, within the limits, to a thousandth of a step: binary fractions such as 0.1
 * would add up to long decimals.
 */
export function stepped(value: number, steps: number, step: number, limits: NumberLimits): number {
  const parts = Math.round(((value + steps * step) / step) * PARTS);
  return Math.fround(clamped((parts * step) / PARTS, limits)) + 0;
}
