/** A run that goes on with another number of pictures a step: what was kept stands where as many pictures were seen. */
import { expect, test } from 'vitest';
import { generate } from '../../../src/train/data/generated';
import { rebatched } from '../../../src/workspace/training/rebatched';
import { defaultRecipe, type Recipe } from '../../../src/workspace/training/recipe';
import { setOf } from '../../../src/workspace/training/sets';
import { Trainer } from '../../../src/workspace/training/trainer';

const recipe: Recipe = { ...defaultRecipe, data: 'bars', network: 'tiny', batch: 32, epochs: 1, rate: 0.2 };
const set = generate('bars', 10_000, 1);
const end = Number.POSITIVE_INFINITY;

/** A run of 32 pictures a step that stands at a step, and its goings-on with another number. */
async function changed(at: number, batch: Recipe['batch']) {
  const before = await Trainer.open(recipe, setOf('bars'), set, 'wasm');
  await before.trainer.advance(at, end, recipe);
  await before.trainer.rest();
  const { past } = before.trainer;
  await before.trainer.close();
  const next = { ...recipe, batch };
  const after = await Trainer.open(next, setOf('bars'), set, 'wasm', past);
  return { past, next, ...after };
}

test.each([8, 64, 128] as const)('goes on with %i pictures a step from where it stood, to its end', async (batch) => {
  const { past, next, trainer, opened } = await changed(101, batch);
  const step = Math.ceil((101 * 32) / batch);
  expect(opened).toMatchObject({ batch, epoch: Math.floor(8000 / batch), steps: Math.floor(8000 / batch) });
  expect(opened.first.step).toBe(step);
  expect(opened.first.marks).toEqual([{ step, what: 'batch', from: 32, to: batch }]);
  // The network is what it was.
  const weights = past.checkpoints.at(-1)?.tensors ?? new Map<string, Float32Array>();
  expect(opened.first.weights.get('conv1.weight')).toEqual(weights.get('conv1.weight'));
  // What was kept stands at as many pictures, in order, its beginning and its end above all.
  const { moments } = opened.first;
  expect(moments[0]).toEqual(past.moments[0]);
  expect(moments.at(-1)).toEqual({ ...past.moments.at(-1), step });
  for (const [i, moment] of moments.entries()) {
    expect(moment.step).toBeGreaterThan(moments[i - 1]?.step ?? -1);
    const then = past.moments.find(
      ({ newLoss, milliseconds }) => newLoss === moment.newLoss && milliseconds === moment.milliseconds,
    );
    expect(moment.step).toBe(Math.ceil(((then?.step ?? Number.NaN) * 32) / batch));
  }
  if (batch < 32) expect(moments).toHaveLength(past.moments.length);

  const done = await trainer.advance(end, end, next);
  expect(done.step).toBe(opened.steps);
  expect(done.moments.at(-1)?.newAccuracy).toBeGreaterThan(0.9);
  // Back to before the change: the batch stays, and so says the axis.
  const marks = trainer.goOnFrom(3);
  const from = trainer.past.moments[3]?.step;
  expect(marks).toEqual([
    { step: from, what: 'batch', from: 32, to: batch },
    { step: from, what: 'back', from: opened.steps, to: from },
  ]);
  const again = await trainer.advance(opened.steps, end, next);
  expect(again.step).toBe(opened.steps);
  await trainer.close();
});

test('equal runs that change their batch at the same step are equal to the bit', async () => {
  const ends = [];
  for (let i = 0; i < 2; i++) {
    const { trainer, next } = await changed(50, 16);
    ends.push((await trainer.advance(150, end, next)).weights);
    await trainer.close();
  }
  expect(ends[0]).toEqual(ends[1]);
});

test('marks of a way back move with both of its ends, and nothing passes the end of the run', async () => {
  const { past, trainer } = await changed(40, 16);
  await trainer.close();
  const marked = { ...past, marks: [{ step: 8, what: 'back', from: 40, to: 8 }] as const };
  expect(rebatched(marked, 64, 125).marks).toEqual([{ step: 4, what: 'back', from: 20, to: 4 }]);
  const { moments, checkpoints } = rebatched(marked, 64, 15);
  expect(moments.at(-1)?.step).toBe(15);
  expect(checkpoints.map(({ step }) => step)).toEqual(moments.map(({ step }) => step));
});
