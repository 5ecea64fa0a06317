/** The sentence of the answer, in both languages: articles and particles suit every class. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, test } from 'vitest';
import { cifarLabels } from '../../src/train/data/cifar';
import { createWords, speak } from '../../src/ui/i18n';
import { withParticle } from '../../src/ui/i18n/particles';
import { useVerdictWords } from '../../src/ui/parts/useVerdict';
import { verdictOf } from '../../src/workspace/verdict';

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Says what is to be said of some shares of classes, all others having the rest. */
async function speaker(language: 'en' | 'ko') {
  const words = createWords();
  await speak(words, language);
  return (labels: readonly string[], shares: Readonly<Record<number, number>>, classes: 'all' | 'some' = 'all') => {
    const given = Object.values(shares).reduce((sum, share) => sum + share, 0);
    const count = labels.length || 10;
    const rest = (1 - given) / (count - Object.keys(shares).length);
    const verdict = verdictOf(
      Array.from({ length: count }, (_, i) => shares[i] ?? rest),
      classes === 'all',
    );
    let said = '';
    function Say() {
      const sentenceOf = useVerdictWords();
      said = verdict.kind === 'none' ? '' : sentenceOf(verdict, labels, classes);
      return null;
    }
    renderToStaticMarkup(createElement(I18nextProvider, { i18n: words }, createElement(Say)));
    return said;
  };
}

const [dog, cat, bird] = [cifarLabels.indexOf('dog'), cifarLabels.indexOf('cat'), cifarLabels.indexOf('bird')];

describe('in English', () => {
  test('it is only sure when it is', async () => {
    const say = await speaker('en');
    expect(say(digits, { 4: 0.97 })).toBe('It is a 4');
    expect(say(digits, { 8: 0.97 })).toBe('It is an 8');
    expect(say(digits, { 8: 0.6 })).toBe('Probably an 8 (60 %)');
    expect(say(digits, { 8: 0.45 })).toBe('Not sure: perhaps an 8 (45 %)');
    expect(say(digits, { 3: 0.5, 8: 0.45 })).toBe('A 3 or an 8: too close to call');
  });

  test('a network that knows some of the things in the world says how many', async () => {
    const say = await speaker('en');
    expect(say(cifarLabels, { [dog]: 0.999 }, 'some')).toBe('Of the ten things it knows, most like a dog (> 99 %)');
    expect(say(cifarLabels, { [dog]: 0.6 }, 'some')).toBe('Of the ten things it knows, most like a dog (60 %)');
    expect(say(cifarLabels, { [cat]: 0.5, [bird]: 0.4 }, 'some')).toBe('A cat or a bird: too close to call');
    const many = Array.from({ length: 1000 }, (_, i) => `thing ${i}`);
    expect(say(many, { 7: 0.6 }, 'some')).toBe('Of the 1000 things it knows, most like “thing 7” (60 %)');
  });

  test('classes of other networks are quoted, and those without a name have their number', async () => {
    const say = await speaker('en');
    expect(say(['tench', 'goldfish'], { 1: 0.97 })).toBe('It is “goldfish”');
    expect(say([], { 7: 0.97 })).toBe('It is class 7');
  });

  test('every class has the article that its sound asks for', async () => {
    const say = await speaker('en');
    for (const [labels, vowels] of [
      [digits, '8'],
      [cifarLabels, 'aeiou'],
    ] as const) {
      labels.forEach((_, i) => {
        const [, article = '', name = ''] = say(labels, { [i]: 0.97 }).match(/^It is (an?) (\w+)$/) ?? [];
        expect([name, article]).toEqual([name, vowels.includes(name.charAt(0)) ? 'an' : 'a']);
      });
    }
  });
});

describe('in Korean', () => {
  test('the sentences are whole', async () => {
    const say = await speaker('ko');
    expect(say(digits, { 4: 0.97 })).toBe('숫자 4입니다');
    expect(say(digits, { 8: 0.6 })).toBe('아마 숫자 8일 것입니다 (60 %)');
    expect(say(digits, { 8: 0.5, 3: 0.45 })).toBe('숫자 8과 숫자 3 중 어느 쪽인지 가리기 어렵습니다');
    expect(say(digits, { 9: 0.5, 4: 0.45 })).toBe('숫자 9와 숫자 4 중 어느 쪽인지 가리기 어렵습니다');
    expect(say(cifarLabels, { [dog]: 0.97 }, 'some')).toBe('아는 열 가지 가운데 개와 가장 비슷합니다 (97 %)');
    expect(say(['tench', 'goldfish'], { 1: 0.5, 0: 0.5 })).toMatch(/^‘tench’과\(와\) ‘goldfish’ 중/);
  });

  test('a particle follows the last sound of the word', () => {
    const read = digits.map((digit) => withParticle(digit, '이/가'));
    expect(read).toEqual(['0이', '1이', '2가', '3이', '4가', '5가', '6이', '7이', '8이', '9가']);
    const said = ['비행기', '트럭', '말', '개구리'].map((name) => withParticle(name, '은/는'));
    expect(said).toEqual(['비행기는', '트럭은', '말은', '개구리는']);
    expect(withParticle('‘말’', '을/를')).toBe('‘말’을');
    expect(withParticle('cat', '이/가')).toBe('cat이(가)');
  });
});
