/** Runs in the browser's own database: written while they are trained, read back to the bit, thinned, and never trusted. */
import { beforeEach, expect, test } from 'vitest';
import { resolveModel, weightName } from '../../../src/graph/model';
import type { Checkpoint } from '../../../src/train/loop';
import { openDatabase } from '../../../src/workspace/storage/database';
import { Keeper } from '../../../src/workspace/training/keeper';
import { loadPast, type Past, readRun } from '../../../src/workspace/training/kept';
import { networkFor } from '../../../src/workspace/training/networks';
import { thin } from '../../../src/workspace/training/oldRuns';
import { rebatched } from '../../../src/workspace/training/rebatched';
import { defaultRecipe } from '../../../src/workspace/training/recipe';
import { setOf } from '../../../src/workspace/training/sets';

const recipe = { ...defaultRecipe, data: 'bars', network: 'tiny' } as const;
const spec = networkFor(recipe.network, setOf('bars'));

/** All weights equal to the step, and something of an optimiser's. */
const checkpoint = (step: number): Checkpoint => ({
  step,
  seed: recipe.seed,
  averaged: new Map(),
  averageUpdates: 0,
  tensors: new Map([
    ...resolveModel(spec, 1).nodes.flatMap(({ id, weights }) =>
      weights.map(
        ({ name, shape }) =>
          [weightName(id, name), new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(step)] as const,
      ),
    ),
    ['training.velocity', new Float32Array([step])],
  ]),
});

const past = (...checkpoints: readonly Checkpoint[]): Past => ({
  ...{ recipe, spec, backend: 'wasm', steps: 500, epoch: 250, marks: [], checkpoints },
  moments: checkpoints.map(({ step }) => ({
    ...{
      step,
      loss: Number.NaN,
      accuracy: 0.5,
      newLoss: 1,
      newAccuracy: 0.5,
      extent: 0.1,
      rate: 0.1,
      milliseconds: step,
      layers: [],
    },
  })),
});

const [zero, one, two, three] = [0, 1, 2, 3].map(checkpoint) as [Checkpoint, Checkpoint, Checkpoint, Checkpoint];

beforeEach(async () => {
  const database = await openDatabase();
  await Promise.all([database.clear('runs'), database.clear('moments')]);
});

async function keep(id: string, ...stages: readonly Past[]): Promise<Keeper> {
  const keeper = new Keeper(id, null);
  for (const stage of stages) {
    keeper.note(stage);
    await keeper.flush();
  }
  return keeper;
}

test('a run whose batch has changed is kept in its new steps', async () => {
  const before = past(zero, one, two);
  const { batch } = before.recipe;
  const next = batch === 8 ? 16 : 8;
  const after = rebatched(before, next, 1000);
  await keep('run', before, { ...after, recipe: { ...recipe, batch: next }, steps: 1000 });
  const back = await loadPast(await openDatabase(), 'run');
  expect(back?.recipe.batch).toBe(next);
  expect(back?.moments).toEqual(after.moments);
  expect(back?.checkpoints.map(({ step }) => step)).toEqual(after.checkpoints.map(({ step }) => step));
  expect(back?.checkpoints.at(-1)).toEqual(after.checkpoints.at(-1));
});

test('a run comes back to the bit; only its last moment has what the optimiser needs', async () => {
  const keeper = await keep('run', past(zero, one), past(zero, one, two));
  expect(keeper.state).toBe('kept');
  const back = await loadPast(await openDatabase(), 'run');
  expect(back?.moments).toEqual(past(zero, one, two).moments);
  expect(back?.checkpoints.at(-1)).toEqual(two);
  expect(back?.checkpoints.map(({ tensors }) => tensors.has('training.velocity'))).toEqual([false, false, true]);
  expect(back?.checkpoints[1]?.tensors.get('conv1.weight')?.[0]).toBe(1);
});

test('what a run forgets is kept no longer', async () => {
  const again = checkpoint(2);
  again.tensors.get('conv1.weight')?.fill(9);
  await keep('run', past(zero, one, two, three), past(zero, one), past(zero, one, again));
  const back = await loadPast(await openDatabase(), 'run');
  expect(back?.checkpoints.map(({ step }) => step)).toEqual([0, 1, 2]);
  expect(back?.checkpoints[2]?.tensors.get('conv1.weight')?.[0]).toBe(9);
});

test('a run that has not begun is not kept, and one without a database goes on', async () => {
  await keep('run', past(zero));
  expect(await (await openDatabase()).count('runs')).toBe(0);
  for (const [name, state] of [
    ['QuotaExceededError', 'full'],
    ['SecurityError', 'none'],
  ] as const) {
    const keeper = new Keeper('run', null, () => Promise.reject(new DOMException('', name)));
    keeper.note(past(zero, one));
    await keeper.flush();
    expect(keeper.state).toBe(state);
  }
});

test('damaged records are as good as absent', async () => {
  await keep('run', past(zero, one, two));
  const database = await openDatabase();
  const kept = await database.get('moments', ['run', 1]);
  await database.put('moments', {
    ...kept,
    run: 'run',
    step: 1,
    weights: new Map([['conv1.weight', new Float32Array(2)]]),
  });
  expect((await loadPast(database, 'run'))?.moments.map(({ step }) => step)).toEqual([0, 2]);
  const sound = await database.get('runs', 'run');
  expect(readRun(sound)).not.toBeNull();
  for (const damage of [
    { version: 2 },
    { name: 7 },
    { spec: { nodes: [] } },
    { recipe: { ...recipe, data: 'cats' } },
    { moments: [{ step: 'x' }] },
    { moments: [...past(one, zero).moments] },
    { marks: [{ step: 0, what: 'magic', from: 1, to: 2 }] },
  ]) {
    expect(readRun({ ...sound, ...damage }), JSON.stringify(damage).slice(0, 60)).toBeNull();
  }
  expect([null, 7, 'run', {}].map(readRun)).toEqual([null, null, null, null]);
});

test('of old runs fewer moments are kept, the oldest go, and a named one stays', async () => {
  const database = await openDatabase();
  const many = past(...Array.from({ length: 40 }, (_, step) => checkpoint(step)));
  for (let age = 0; age < 18; age++) {
    await keep(`run ${age}`, many);
    const run = await database.get('runs', `run ${age}`);
    await database.put('runs', { ...run, id: `run ${age}`, changed: 1000 - age, name: age === 17 ? 'mine' : '' });
  }
  await thin(database, 'new');
  const counts = await Promise.all(
    Array.from({ length: 18 }, async (_, age) => (await loadPast(database, `run ${age}`))?.moments.length ?? 0),
  );
  expect(counts).toEqual([...Array(5).fill(40), ...Array(10).fill(16), 0, 0, 16]);
  const thinned = await loadPast(database, 'run 6');
  expect([thinned?.moments[0]?.step, thinned?.moments.at(-1)?.step]).toEqual([0, 39]);
  expect(thinned?.checkpoints.at(-1)?.tensors.has('training.velocity')).toBe(true);
});
