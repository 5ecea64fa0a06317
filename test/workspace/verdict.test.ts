/** What is said of the probabilities: sure, likely, unsure, two that are close, or nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shipped } from '../../src/workspace/catalogue/records';
import { isMadeFor, likeliest, verdictOf } from '../../src/workspace/verdict';

test('sure is above nine tenths, and only for what the network was made for', () => {
  expect(verdictOf([0.01, 0.97, 0.02], true)).toEqual({ kind: 'sure', first: 1, probability: 0.97 });
  expect(verdictOf([0.01, 0.97, 0.02], false)).toEqual({ kind: 'likely', first: 1, probability: 0.97 });
  expect(verdictOf([0.1, 0.9], true)).toEqual({ kind: 'likely', first: 1, probability: 0.9 });
  expect(verdictOf([0.6, 0.2, 0.2], true)).toEqual({ kind: 'likely', first: 0, probability: 0.6 });
});

test('below a half the network does not know', () => {
  expect(verdictOf([0.2, 0.45, 0.2, 0.15], true)).toEqual({
    kind: 'unsure',
    first: 1,
    probability: 0.45,
    isFlat: false,
  });
});

test('no class stands out below a quarter and below twice an equal share', () => {
  const flat = (count: number, probability: number): unknown => {
    const rest = (1 - probability) / (count - 1);
    return verdictOf([probability, ...Array<number>(count - 1).fill(rest)], true);
  };
  expect(flat(10, 0.19)).toMatchObject({ kind: 'unsure', isFlat: true });
  expect(flat(10, 0.21)).toMatchObject({ kind: 'unsure', isFlat: false });
  expect(flat(6, 0.24)).toMatchObject({ kind: 'unsure', isFlat: true });
  expect(flat(6, 0.26)).toMatchObject({ kind: 'unsure', isFlat: false });
  expect(flat(1000, 0.01)).toMatchObject({ kind: 'unsure', isFlat: false });
});

test('two that share the probability are close, above a half and below', () => {
  expect(verdictOf([0.55, 0.02, 0.43], true)).toEqual({ kind: 'close', first: 0, second: 2, probability: 0.55 });
  expect(verdictOf([0.3, 0.4, 0.3], true).kind).toBe('close');
});

test('what is no number is no class', () => {
  for (const none of [null, [], [Number.NaN, Number.NaN]]) expect(verdictOf(none, true)).toEqual({ kind: 'none' });
  expect(verdictOf([Number.NaN, 0.95], true)).toEqual({ kind: 'sure', first: 1, probability: 0.95 });
});

test('every verdict names the likeliest class, and a sure one outweighs all others nine to one', () => {
  const weight = fc.double({ min: 0, max: 1, noNaN: true });
  const weights = fc.array(weight, { minLength: 1, maxLength: 12 }).filter((all) => all.some((one) => one > 0));
  fc.assert(
    fc.property(weights, fc.boolean(), (all, isFit) => {
      const sum = all.reduce((total, one) => total + one, 0);
      const shares = all.map((one) => one / sum);
      const verdict = verdictOf(shares, isFit);
      if (verdict.kind === 'none') return expect.fail('there is an answer');
      expect(verdict.probability).toBe(Math.max(...shares));
      expect(verdict.first).toBe(likeliest(shares)[0]);
      const others = shares.reduce((total, share, i) => (i === verdict.first ? total : total + share), 0);
      if (verdict.kind === 'sure') expect(isFit && verdict.probability > 9 * others * (1 - 1e-9)).toBe(true);
      if (verdict.kind === 'close') expect(shares[verdict.second]).toBeLessThanOrEqual(verdict.probability);
    }),
  );
});

test('digits are made for drawings; of the things in the world, the classes of objects are only some', () => {
  const made = shipped.flatMap((record) =>
    (['draw', 'picture', 'camera'] as const)
      .filter((kind) => isMadeFor(record, kind))
      .map((k) => [record.source.id, k]),
  );
  expect(made).toEqual([['digits', 'draw']]);
});
