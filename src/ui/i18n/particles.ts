/**
 * Korean particles, whose form depends on the last sound of the word before them: `{{name, 과/와}}` in a sentence gives
 * 숫자 8과 but 숫자 9와. Of each pair, the first follows a consonant and the second a vowel.
 */
import type { i18n } from 'i18next';

const pairs = ['이/가', '은/는', '을/를', '과/와'] as const;

/** Digits whose Korean names end in a consonant: 영, 일, 삼, 육, 칠, 팔. */
const closedDigits = '013678';

/** Whether the last sound is a consonant; null where only the ear knows. */
function endsClosed(word: string): boolean | null {
  const last = word.match(/[\p{Letter}\p{Number}](?=[^\p{Letter}\p{Number}]*$)/u)?.[0] ?? '';
  if (/\d/.test(last)) return closedDigits.includes(last);
  // Precomposed syllables stand in rows of 28, the first of each row without a final consonant.
  return /[가-힣]/.test(last) ? (last.charCodeAt(0) - 0xac00) % 28 !== 0 : null;
}

/** The word with its particle; with both forms, as is usual, after a word in another script. */
export function withParticle(word: string, pair: string): string {
  const [closed = '', open = ''] = pair.split('/');
  const ends = endsClosed(word);
  return word + (ends === null ? `${closed}(${open})` : ends ? closed : open);
}

/**
 * Words whose lines never break before a particle or an ending: between Hangul they do not break anyway (keep-all), but
 * after a bracket, a quotation or a percentage they would.
 */
export function joined<T>(words: T): T {
  const glued = (text: string): string => text.replace(/(?<=[)%”’\]]|\{\{(?:percent|share)\}\})(?=[가-힣])/g, '\u2060');
  return JSON.parse(JSON.stringify(words), (_, value: unknown) => (typeof value === 'string' ? glued(value) : value));
}

/** Makes the pairs known to sentences. */
export function addParticles({ services }: i18n): void {
  for (const pair of pairs) services.formatter?.add(pair, (word) => withParticle(String(word), pair));
}
