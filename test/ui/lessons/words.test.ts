/** The lessons' words: terms that exist, numbers that are filled in, and the same ones in both languages. */
import { describe, expect, it } from 'vitest';
import { course } from '../../../src/store/lessons/course';
import { placeOf, termIds, terms } from '../../../src/store/lessons/glossary';
import { en } from '../../../src/ui/lessons/words/en';
import { ko } from '../../../src/ui/lessons/words/ko';

/** Every text of a catalogue with its path. */
function texts(node: unknown, path = ''): [path: string, text: string][] {
  if (typeof node === 'string') return [[path, node]];
  return typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, value]) => texts(value, `${path}/${key}`))
    : [];
}

const marks = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name).sort();
const placeholders = /\{(\w+)\}/g;
const termMarks = /\[\[(\w+)/g;

it('every text says something, names terms that exist, and is the same in both languages', () => {
  const korean = new Map(texts(ko));
  expect([...korean.keys()].sort()).toEqual(
    texts(en)
      .map(([path]) => path)
      .sort(),
  );
  for (const [path, text] of texts(en)) {
    const other = korean.get(path) ?? '';
    expect(text.trim(), path).not.toBe('');
    expect(other.trim(), path).not.toBe('');
    // A number that is said once in one language may be said twice in the other.
    expect(new Set(marks(other, placeholders)), path).toEqual(new Set(marks(text, placeholders)));
    for (const term of [...marks(text, termMarks), ...marks(other, termMarks)]) expect(termIds, path).toContain(term);
    expect(new Set(marks(other, termMarks)), path).toEqual(new Set(marks(text, termMarks)));
  }
});

describe('the glossary', () => {
  it.each(termIds)('leads from %s to a step that there is', (term) => {
    const { lesson, step } = placeOf(term);
    expect(`${course[lesson]?.id}/${course[lesson]?.steps[step]?.id}`).toBe(terms[term]);
  });

  it('has every term of the texts, and every Korean entry gives the English word', () => {
    for (const term of termIds) if (term !== 'relu') expect(ko.glossary[term].name).toMatch(/\([a-zA-Z0-9 -]+\)$/);
  });
});
