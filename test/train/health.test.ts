/** How a run fares: sizes against what was read, a layer made to die, and numbers made to break. */
import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import { createWasmBackend } from '../../src/backend/wasm';
import { EngineError } from '../../src/core/errors';
import { checkModel } from '../../src/graph/model';
import { DEAD_AFTER, findBreak, findDead, HealthWatch, layerSizes } from '../../src/train/health';
import { initialWeights } from '../../src/train/initialise';
import { TrainingRun } from '../../src/train/loop';
import { blobs } from './blobs';

const spec = checkModel({
  name: 'chain',
  input: { shape: [1, 6, 6] },
  nodes: [
    { id: 'conv1', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 3 } },
    { id: 'relu1', type: 'relu', inputs: ['conv1'] },
    { id: 'conv2', type: 'conv2d', inputs: ['relu1'], attributes: { outChannels: 3 } },
    { id: 'relu2', type: 'relu', inputs: ['conv2'] },
    { id: 'dense', type: 'dense', inputs: ['relu2'], attributes: { outFeatures: 4 } },
  ],
  output: 'dense',
});

const start = async (rate: number, change: (weights: Map<string, Float32Array>) => void = () => {}) => {
  const weights = new Map(initialWeights(spec, 2));
  change(weights);
  return TrainingRun.start(await createWasmBackend({ threads: 1 }), {
    spec,
    weights,
    source: { ...blobs(64, 1), isFixed: true },
    batch: 16,
    seed: 1,
    optimiser: { kind: 'momentum', momentum: 0.9, decay: 0 },
    rate: { kind: 'constant', rate },
    smoothing: 0,
    stepsPerRun: 8,
  });
};

const norm = (...lists: readonly (Float32Array | undefined)[]): number =>
  Math.hypot(...lists.flatMap((list) => [...(list ?? [])]));

it('sizes are the norms of what a step computes and changes, layer by layer', async () => {
  const run = await start(0.1);
  const { plan } = run.program;
  const before = await run.weights();
  const [report] = await run.steps();
  const after = await run.weights();
  const sizes = layerSizes(plan, report?.sizes ?? new Float32Array());
  expect(sizes.map(({ node }) => node)).toEqual(['conv1', 'conv2', 'dense']);
  for (const { node, gradient, change, weight } of sizes) {
    const names = [`${node}.weight`, `${node}.bias`];
    const gradients = plan.tensors.filter(({ name }) => names.some((each) => name === `${each}.gradient`));
    const read = await Promise.all(gradients.map(({ id }) => run.program.read(id)));
    expect(gradient).toBeCloseTo(norm(...read), 5);
    expect(weight).toBeCloseTo(norm(...names.map((name) => before.get(name))), 5);
    const moved = names.map((name) => after.get(name)?.map((value, i) => value - (before.get(name)?.[i] ?? 0)));
    expect(change).toBeCloseTo(norm(...moved), 5);
  }
});

describe('a layer whose outputs are all zero', () => {
  const died = (node: string) => start(0.01, (weights) => weights.get(`${node}.bias`)?.fill(-1e3));

  it.each([
    ['conv1', 'relu1'],
    ['conv2', 'relu2'],
  ])('%s is dead after twenty batches, and not before', async (node, relu) => {
    const run = await died(node);
    const watch = new HealthWatch(run.program.plan);
    for (const report of await run.steps(DEAD_AFTER - 1)) watch.take(report);
    expect(watch.isDead).toBe(false);
    for (const report of await run.steps()) watch.take(report);
    expect(watch.isDead).toBe(true);
    expect(await findDead(run.program)).toBe(relu);
    expect(watch.brokenAt).toBeNull();
    watch.reset();
    expect(watch.isDead).toBe(false);
  });

  it('is none where the network learns', async () => {
    const run = await start(0.05);
    const watch = new HealthWatch(run.program.plan);
    for (const report of await run.steps(30)) watch.take(report);
    expect(watch.isDead).toBe(false);
    expect(await findDead(run.program)).toBeNull();
  });
});

describe('a number that breaks', () => {
  it('is noticed in its step, and found again by replaying from a checkpoint', async () => {
    const run = await start(1e9);
    const watch = new HealthWatch(run.program.plan);
    const checkpoint = await run.save();
    for (const report of await run.steps(24)) watch.take(report);
    const step = watch.brokenAt ?? expect.fail('nothing broke');
    expect(step).toBeGreaterThan(1);
    const found = await findBreak(run, checkpoint, 24);
    expect(found.step).toBe(step);
    expect(run.step).toBe(step);
    expect(['output', 'gradient']).toContain(found.where);
    expect(spec.nodes.map(({ id }) => id)).toContain(found.node);
  });

  it('is the first layer that gives one', async () => {
    const run = await start(0.01, (weights) => weights.get('conv2.weight')?.fill(3e38));
    const found = await findBreak(run, await run.save(), 3);
    expect(found).toEqual({ step: 1, node: 'conv2', where: 'output' });
  });

  it('is not found where there is none', async () => {
    const run = await start(0.01);
    await expect(findBreak(run, await run.save(), 3)).rejects.toThrow(EngineError);
  });
});

it('a run on the twins tells the same sizes', async () => {
  const run = await start(0.1);
  const other = await TrainingRun.start(createReferenceBackend(), {
    spec,
    weights: initialWeights(spec, 2),
    source: { ...blobs(64, 1), isFixed: true },
    batch: 16,
    seed: 1,
    optimiser: { kind: 'momentum', momentum: 0.9, decay: 0 },
    rate: { kind: 'constant', rate: 0.1 },
    smoothing: 0,
  });
  const [[mine], [theirs]] = [await run.steps(), await other.steps()];
  for (const [i, value] of (theirs?.sizes ?? []).entries()) expect(mine?.sizes[i]).toBeCloseTo(value, 4);
});
