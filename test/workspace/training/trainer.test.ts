/** A run and the moments kept of it: it learns, repeats itself to the bit, and goes on from any moment. */
import { afterEach, expect, test } from 'vitest';
import { generate } from '../../../src/train/data/generated';
import { defaultRecipe, type Recipe } from '../../../src/workspace/training/recipe';
import { setOf } from '../../../src/workspace/training/sets';
import { Trainer } from '../../../src/workspace/training/trainer';

const recipe: Recipe = { ...defaultRecipe, data: 'bars', network: 'tiny', batch: 32, epochs: 1, rate: 0.2 };
const set = generate('bars', 10_000, 1);
const opened: Trainer[] = [];

async function begin(change: Partial<Recipe> = {}) {
  const made = await Trainer.open({ ...recipe, ...change }, setOf('bars'), set, 'wasm');
  opened.push(made.trainer);
  return made;
}

afterEach(async () => {
  for (const trainer of opened.splice(0)) await trainer.close();
});

/** Trains to a step in one go. */
const to = (trainer: Trainer, step: number) => trainer.advance(step, Number.POSITIVE_INFINITY, recipe);

test('learns bars by direction from nothing in an epoch', async () => {
  const { trainer, opened: facts } = await begin();
  expect(facts).toMatchObject({ epoch: 250, steps: 250, pictures: 8000, heldBack: 2000, backend: 'wasm' });
  const [start] = facts.first.moments;
  expect(start?.newAccuracy).toBeLessThan(0.6);
  const { moments, step } = await to(trainer, 250);
  expect(step).toBe(250);
  expect(moments.at(-1)?.newAccuracy).toBeGreaterThan(0.95);
  // Moments stand in order, each at a step of its own.
  const steps = moments.map((moment) => moment.step);
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  const { counts, wrong, right: some } = await trainer.judged(moments.length);
  expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(2000);
  expect(counts.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual([500, 500, 500, 500]);
  const right = counts.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  expect(wrong.length).toBe(Math.min(200, 2000 - right));
  expect(wrong.every(({ label, said }) => label !== said)).toBe(true);
  // Of each class, those it was least sure of, with their own pictures.
  expect(some.map(({ label, said }) => [label, said])).toEqual([0, 1, 2, 3].flatMap((of) => Array(12).fill([of, of])));
  for (const [i, { label, sure, place, picture }] of some.entries()) {
    if (i % 12 > 0) expect(sure).toBeGreaterThanOrEqual(some[i - 1]?.sure ?? Number.NaN);
    expect([set.labels[place], picture]).toEqual([label, set.images.slice(784 * place, 784 * (place + 1))]);
  }
});

test('equal recipes give equal runs, however they are cut into turns; another seed another one', async () => {
  const [one, two, other] = [await begin(), await begin(), await begin({ seed: 2 })];
  const whole = await to(one.trainer, 40);
  for (const step of [1, 2, 17, 39]) await to(two.trainer, step);
  const cut = await to(two.trainer, 40);
  expect(cut.weights).toEqual(whole.weights);
  expect((await to(other.trainer, 40)).weights).not.toEqual(whole.weights);
});

test('goes on from a moment as it went on the first time', async () => {
  const { trainer } = await begin();
  const first = await to(trainer, 60);
  const at = first.moments.findIndex(({ step }) => step > 20);
  const kept = trainer.at(at + 1);
  trainer.goOnFrom(at + 1);
  const again = await to(trainer, 60);
  expect(again.weights).toEqual(first.weights);
  expect(again.moments.map(({ step }) => step)).toEqual(first.moments.slice(at + 1).map(({ step }) => step));
  expect(trainer.at(at + 1)).toEqual(kept);
});

test('the answers to a drawing are those of each moment', async () => {
  const { trainer } = await begin();
  await to(trainer, 30);
  const input = Float32Array.from({ length: 784 }, (_, i) => (i % 28 === 14 ? 2.5 : -0.4));
  const all = await (await trainer.reading()).answers(input, 0);
  expect(await (await trainer.reading()).answers(input, 3)).toEqual(all.slice(3));
  for (const answer of all) expect(answer.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
});

test('zeros as a start never learn: every kernel stays equal', async () => {
  const { trainer, opened: facts } = await begin({ start: 'zeros' });
  // All classes are equally likely, which is not to be right.
  expect(facts.first.moments[0]?.newAccuracy).toBeLessThan(0.4);
  const { weights, moments } = await to(trainer, 50);
  expect(new Set(weights.get('conv1.weight'))).toEqual(new Set([0]));
  expect(moments.at(-1)?.newAccuracy).toBeLessThan(0.4);
});
