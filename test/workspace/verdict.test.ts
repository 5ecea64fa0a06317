/** What is said of the probabilities: sure, unsure, or two that are close. */
import { expect, test } from 'vitest';
import { verdictOf } from '../../src/workspace/verdict';

test('one class that stands out is sure', () => {
  expect(verdictOf([0.01, 0.97, 0.02])).toEqual({ kind: 'sure', first: 1, probability: 0.97 });
});

test('below a half the network does not know', () => {
  expect(verdictOf([0.2, 0.45, 0.2, 0.15])).toEqual({ kind: 'unsure', first: 1, probability: 0.45 });
});

test('two that share the probability are close, above a half and below', () => {
  expect(verdictOf([0.55, 0.02, 0.43])).toEqual({ kind: 'close', first: 0, second: 2, probability: 0.55 });
  expect(verdictOf([0.3, 0.4, 0.3])?.kind).toBe('close');
});

test('what is no number is no class', () => {
  expect(verdictOf([])).toBeNull();
  expect(verdictOf([Number.NaN, Number.NaN])).toBeNull();
  expect(verdictOf([Number.NaN, 0.9])).toEqual({ kind: 'sure', first: 1, probability: 0.9 });
});
