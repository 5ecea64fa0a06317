/** The lessons' words: terms that exist, numbers that are filled in, and the same ones in both languages. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeModel } from '../../../src/formats/model';
import { course } from '../../../src/store/lessons/course';
import { placeOf, termIds, terms } from '../../../src/store/lessons/glossary';
import { touches } from '../../../src/store/lessons/touch';
import { en } from '../../../src/ui/lessons/words/en';
import { ko } from '../../../src/ui/lessons/words/ko';
import { kernelsCodec } from '../../../src/workspace/labs/kernelLab/codec';
import { kernelsDefaults } from '../../../src/workspace/labs/kernelLab/state';
import { defaultSettings, poolingCodec } from '../../../src/workspace/labs/pooling/settings';
import { networkOf } from '../../../src/workspace/network';
import { parseSelection } from '../../../src/workspace/selection';

const unitsOf = (model: string) => {
  const path = fileURLToPath(new URL(`../../../public/models/${model}.safetensors`, import.meta.url));
  return networkOf(decodeModel(readFileSync(path))).units;
};
const units = { digits: unitsOf('digits'), objects: unitsOf('objects') };

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
  it.each(termIds)('leads from %s to a step that there is, or else to a page', (term) => {
    const place = placeOf(term);
    const lesson = place && course[place.lesson];
    expect(lesson ? `${lesson.id}/${lesson.steps[place.step]?.id}` : null).toBe(terms[term]);
    if (!lesson) expect(touches[term]).toBeDefined();
  });

  it('leads to pages that understand every parameter of the link', () => {
    for (const [term, { page, parameters }] of Object.entries(touches)) {
      const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null);
      const address = new URLSearchParams(given);
      if (page === 'kernels')
        expect(parameters, term).toMatchObject(
          kernelsCodec.write({ ...kernelsDefaults, ...kernelsCodec.read(address) }),
        );
      if (page === 'pooling')
        expect(poolingCodec.write({ ...defaultSettings, ...poolingCodec.read(address) }), term).toEqual(parameters);
      if (page === 'explore')
        expect(
          parseSelection(address.get('at'), units[address.get('model') === 'objects' ? 'objects' : 'digits']),
          term,
        ).not.toBeNull();
    }
  });

  it('has every term of the texts, and every Korean entry gives the English word', () => {
    for (const term of termIds) if (term !== 'relu') expect(ko.glossary[term].name).toMatch(/\([a-zA-Z0-9 -]+\)$/);
  });
});
