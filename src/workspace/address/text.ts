/**
 * Lists of short words in an address: `fold=conv1+relu1`. They are separated by spaces, which an address writes as +,
 * so a space within a word is escaped.
 */
const escaped = (word: string): string => word.replaceAll(/[% ]/g, (sign) => (sign === ' ' ? '%20' : '%25'));
const unescaped = (word: string): string => word.replaceAll('%20', ' ').replaceAll('%25', '%');

/** Null for an empty list, which an address can omit. */
export const listText = (words: readonly string[]): string | null => words.map(escaped).join(' ') || null;

/** The words of a list, without duplicates; empty for null. */
export const readList = (text: string | null): readonly string[] => [
  ...new Set((text ?? '').split(' ').filter(Boolean).map(unescaped)),
];

/** A number with as few decimals as possible, at most `decimals`. */
export const numberText = (value: number, decimals: number): string => String(Number(value.toFixed(decimals)));

/** The number a text spells plainly (`12`, `-0.5`), if within bounds; else null. */
export function readNumber(text: string | null | undefined, least: number, most: number): number | null {
  if (!text || !/^-?\d{1,6}(\.\d{1,6})?$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
