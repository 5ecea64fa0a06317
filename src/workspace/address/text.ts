/**
 * Lists of short words as an address has them: `fold=conv1+relu1`. A space, which an address writes as +, separates
 * them, so a space within a word is escaped.
 */
const escaped = (word: string): string => word.replaceAll(/[% ]/g, (sign) => (sign === ' ' ? '%20' : '%25'));
const unescaped = (word: string): string => word.replaceAll('%20', ' ').replaceAll('%25', '%');

/** Null for a list of nothing, which an address need not say. */
export const listText = (words: readonly string[]): string | null => words.map(escaped).join(' ') || null;

/** The words of a list, each once; none of null. */
export const readList = (text: string | null): readonly string[] => [
  ...new Set((text ?? '').split(' ').filter(Boolean).map(unescaped)),
];

/** A number with no more decimals than it needs, at most `decimals`. */
export const numberText = (value: number, decimals: number): string => String(Number(value.toFixed(decimals)));

/** The number that a text says plainly (`12`, `-0.5`), within bounds; null for anything else. */
export function readNumber(text: string | null | undefined, least: number, most: number): number | null {
  if (!text || !/^-?\d{1,6}(\.\d{1,6})?$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
