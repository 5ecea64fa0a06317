/** What is said of each layer at a moment, against sums over its tensors written out as loops. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Backend, openBackend } from '../../../src';
import type { ModelSpec } from '../../../src/graph/model';
import { resolveModel } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import { generate } from '../../../src/train/data/generated';
import { initialWeights } from '../../../src/train/initialise';
import { TrainingRun } from '../../../src/train/loop';
import { imageSource } from '../../../src/train/samples';
import { networkFor } from '../../../src/workspace/training/networks';
import { defaultRecipe } from '../../../src/workspace/training/recipe';
import { setOf } from '../../../src/workspace/training/sets';
import { countSilent, deadUnits, Tally } from '../../../src/workspace/training/tally';
import { Trainer } from '../../../src/workspace/training/trainer';

let backend: Backend;
beforeAll(async () => {
  backend = (await openBackend('wasm')).backend;
});
afterAll(() => backend.dispose());

const set = generate('bars', 400, 3);
const norm = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

test('gradients, steps and weights of each layer are those of its tensors, over several steps', async () => {
  const spec: ModelSpec = networkFor('tiny', setOf('bars'));
  const rate = 0.2;
  const run = await TrainingRun.start(backend, {
    spec,
    source: imageSource(set, 4, { mean: [0.2], deviation: [0.3] }),
    batch: 16,
    optimiser: { kind: 'sgd', decay: 0 },
    rate: { kind: 'constant', rate },
    seed: 5,
    smoothing: 0,
    stepsPerRun: 4,
  });
  const tally = new Tally(run.program.plan);
  const names = ['conv1', 'dense1'];
  const expected = names.map(() => ({ gradient: [] as number[], step: [] as number[], weight: [] as number[] }));
  const losses: number[] = [];
  for (let step = 0; step < 3; step++) {
    const before = await run.weights();
    const [report] = await run.steps(1);
    if (!report) expect.fail('no report');
    tally.take(report);
    losses.push(report.loss);
    const after = await run.weights();
    for (const [k, name] of names.entries()) {
      const [was, is] = [before, after].map((weights) =>
        ['weight', 'bias'].flatMap((each) => [...(weights.get(`${name}.${each}`) ?? [])]),
      ) as [number[], number[]];
      const change = is.map((value, i) => value - (was[i] ?? 0));
      expected[k]?.weight.push(norm(was));
      expected[k]?.step.push(norm(change));
      // Plain steps down the gradient.
      expected[k]?.gradient.push(norm(change) / rate);
    }
  }
  const mean = (values: readonly number[]): number => norm(values) / Math.sqrt(values.length);
  const { layers, loss } = tally.end([0, 7]);
  expect(loss).toBeCloseTo(losses.reduce((a, b) => a + b, 0) / 3, 10);
  expect(layers.map(({ dead }) => dead)).toEqual([0, 7]);
  for (const [k, layer] of layers.entries()) {
    const own = expected[k] ?? expect.fail('one layer too many');
    expect(layer.weight / mean(own.weight)).toBeCloseTo(1, 4);
    expect(layer.step / mean(own.step)).toBeCloseTo(1, 3);
    expect(layer.gradient / mean(own.gradient)).toBeCloseTo(1, 3);
  }
  // Without a step there is nothing to say.
  expect(tally.end([]).layers.every(({ step }) => Number.isNaN(step))).toBe(true);
  run.dispose();
});

test('silent units are those that are zero in every sample', () => {
  // Two samples of three units of two values.
  const values = Float32Array.from([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, -1]);
  expect(countSilent(values, 2, 3, 2)).toBe(1);
  expect(countSilent(values, 1, 3, 2)).toBe(2);
});

test('filters whose bias is far below zero are dead behind ReLU', async () => {
  const spec = networkFor('small', setOf('bars'));
  const weights = new Map(initialWeights(spec, 1));
  weights.set('conv1.bias', Float32Array.from([-1e3, 0, -1e3, 0, 0, 0, 0, -1e3]));
  weights.set('dense1.bias', new Float32Array(80).fill(-1e3));
  const program = await backend.load(planModel(spec, { batch: 4 }), weights);
  program.write(
    program.plan.input,
    Float32Array.from({ length: 4 * 784 }, (_, i) => (i % 28 === 14 ? 2.5 : -0.4)),
  );
  await program.run();
  expect(await deadUnits(program, resolveModel(spec, 1), 4)).toEqual([3, 0, 80, 0]);
  program.dispose();
});

test('a run says of each moment how its layers fare; frames, filters and starts are those of the weights', async () => {
  const recipe = {
    ...defaultRecipe,
    data: 'bars',
    network: 'tiny',
    schedule: 'constant',
    batch: 32,
    epochs: 1,
    rate: 0.2,
  } as const;
  const { trainer, opened } = await Trainer.open(recipe, setOf('bars'), generate('bars', 2000, 1), 'wasm');
  const { moments, weights } = await trainer.advance(20, Number.POSITIVE_INFINITY, recipe);
  expect(opened.first.moments[0]?.layers.map(({ step }) => step)).toEqual([Number.NaN, Number.NaN]);
  for (const { layers } of moments) {
    expect(layers.length).toBe(2);
    for (const { gradient, step, weight } of layers) {
      expect(step / gradient).toBeCloseTo(0.2, 4);
      expect(weight).toBeGreaterThan(0);
    }
  }
  const reader = await trainer.reading();
  const input = Float32Array.from({ length: 784 }, (_, i) => (i % 28 === 14 ? 2.5 : -0.4));
  expect(reader.filters(1, moments.length).at(-1)).toEqual(weights.get('conv1.weight')?.slice(9));
  const still = await reader.still(trainer.checkpoint(moments.length), 'conv1', input);
  expect(still.weights).toEqual(weights.get('conv1.weight'));
  expect(still.answer).toEqual((await reader.answers(input, moments.length)).at(-1));
  // The middle of an upright bar, by the kernel written out.
  const kernel = still.weights;
  let sum = weights.get('conv1.bias')?.[0] ?? 0;
  for (let y = 0; y < 3; y++) {
    for (let x = 0; x < 3; x++) sum += (kernel[3 * y + x] ?? 0) * (input[(10 + y - 1) * 28 + 14 + x - 1] ?? 0);
  }
  expect(still.maps?.[10 * 28 + 14]).toBeCloseTo(sum, 4);
  const [own, other] = await reader.guesses(input, [1, 2]);
  expect(own).toEqual((await reader.answers(input, 0))[0]);
  expect(other).not.toEqual(own);
  await trainer.close();
});
