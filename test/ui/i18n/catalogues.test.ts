/** The catalogues say the same in both languages. That they have the same keys is the compiler's doing. */
import { describe, expect, test } from 'vitest';
import { layers } from '../../../src/layers';
import { cifarLabels } from '../../../src/train/data/cifar';
import { createWords, speak, speakMore } from '../../../src/ui/i18n';
import { type Catalogue, en } from '../../../src/ui/i18n/en';
import { ko } from '../../../src/ui/i18n/ko';
import { more as moreEnglish } from '../../../src/ui/i18n/more/en';
import { more as moreKorean } from '../../../src/ui/i18n/more/ko';

type Words = { readonly [key: string]: string | Words };

function sentences(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : sentences(value, `${path}${key}.`),
  );
}

const english = new Map(sentences({ ...en, ...moreEnglish }));
const korean = new Map(sentences({ ...ko, ...moreKorean }));
/** The values a sentence names, without their formats. */
const placeholders = (text: string): string[] => (text.match(/\{\{\w+/g) ?? []).sort();

describe('every sentence', () => {
  test('is there in both languages, and never empty', () => {
    expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
    for (const text of [...english.values(), ...korean.values()]) expect(text.trim()).not.toBe('');
  });

  test('names the same values', () => {
    for (const [key, text] of english)
      expect([key, placeholders(korean.get(key) ?? '')]).toEqual([key, placeholders(text)]);
  });

  test('is really in Korean, but for names and formulas', () => {
    const names =
      /^(CNN Playground|(Leaky )?ReLU|S?ELU|GELU|tanh|Softplus|Hard (sigmoid|swish)|WebGPU|WASM|Softmax|RGB|ms|MiB|KiB|SGD|AdamW?|He|Glorot|LeCun|JSON)$/;
    const untranslated = [...korean].filter(([, text]) => {
      const words = text.replace(/\{\{.+?\}\}/g, '').trim();
      return /\p{Letter}/u.test(words) && !/[가-힣]/.test(words) && !names.test(words);
    });
    expect(untranslated).toEqual([]);
  });
});

test('no part that comes later takes a name of the first visit', () => {
  expect(Object.keys(moreEnglish).filter((section) => section in en)).toEqual([]);
});

test('every layer type and class has its words', () => {
  expect(Object.keys(en.kinds).sort()).toEqual([...Object.keys(layers), 'input'].sort());
  expect(Object.keys(layers).filter((type) => !(type in en.captions))).toEqual([]);
  expect(Object.keys(moreEnglish.layerCard.about).sort()).toEqual(Object.keys(layers).sort());
  for (const label of ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ...cifarLabels]) {
    expect(Object.keys(en.classes)).toContain(label);
  }
});

test('the page changes its language, and back', async () => {
  const words = createWords();
  const clear: keyof Catalogue['pad'] = 'clear';
  expect(words.t(`pad.${clear}`)).toBe('Clear');
  await speak(words, 'ko');
  expect(words.t(`pad.${clear}`)).toBe(ko.pad.clear);
  expect(words.t('backend.build', { simd: 'SIMD', count: 2 })).toBe('SIMD, 스레드 2개');
  // As react-i18next hands it to components: a copy.
  await speakMore(Object.create(Object.getPrototypeOf(words), Object.getOwnPropertyDescriptors(words)));
  expect(words.t(`pad.${clear}`)).toBe(ko.pad.clear);
  await speak(words, 'en');
  expect(words.t('opened.filter')).toBe(moreEnglish.opened.filter);
  expect(words.t('backend.build', { simd: 'SIMD', count: 1 })).toBe('SIMD, 1 thread');
  expect(words.t('backend.build', { simd: 'SIMD', count: 9 })).toBe('SIMD, 9 threads');
});

test('no Korean line breaks between a bracket or a percentage and the particle after it', async () => {
  const words = createWords();
  await speak(words, 'ko');
  await speakMore(words);
  const texts = sentences({ ...words.getResourceBundle('ko', 'translation') });
  expect(texts.length).toBeGreaterThan(500);
  expect(texts.filter(([, text]) => /[)%”’\]][가-힣]/.test(text))).toEqual([]);
  expect(words.t('opened.saysShare', { name: '4', share: '12 %' })).toContain('12 %\u2060입니다');
});
