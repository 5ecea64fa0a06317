/** A training run learns, repeats itself bit for bit, and goes on from a checkpoint as if it had never stopped. */
import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import type { Weights } from '../../src/backend/types';
import { EngineError } from '../../src/core/errors';
import { planModel } from '../../src/graph/plan';
import { evaluate } from '../../src/train/evaluate';
import { type TrainingOptions, TrainingRun } from '../../src/train/loop';
import type { OptimiserSpec } from '../../src/train/optimiser';
import { constantRate, warmupCosine } from '../../src/train/schedule';
import { blobs, blobsSpec } from './blobs';

const sgd: OptimiserSpec = { kind: 'nesterov', momentum: 0.9, decay: 1e-3 };
const adamw: OptimiserSpec = { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, decay: 0.01 };

const options = (more: Partial<TrainingOptions> = {}): TrainingOptions => ({
  spec: blobsSpec,
  source: blobs(100, 1, 0.1),
  batch: 16,
  optimiser: sgd,
  rate: warmupCosine({ steps: 60, peak: 0.05, warmup: 0.2, end: 0.01 }),
  seed: 11,
  smoothing: 0.05,
  average: { decay: 0.9, every: 2 },
  ...more,
});

const start = (more: Partial<TrainingOptions> = {}) => TrainingRun.start(createReferenceBackend(), options(more));

async function steps(run: TrainingRun, count: number): Promise<number[]> {
  const losses: number[] = [];
  for (let i = 0; i < count; i++) losses.push((await run.next()).loss);
  return losses;
}

async function accuracy(weights: Weights): Promise<number> {
  const program = await createReferenceBackend().load(planModel(blobsSpec, { batch: 50 }), weights);
  return (await evaluate(program, blobs(200, 2))).accuracy;
}

describe('a training run', () => {
  it.each([
    ['SGD', sgd, 0.05],
    ['AdamW', adamw, 0.02],
  ])('learns with %s, and its averaged weights have learned too', async (_, optimiser, peak) => {
    const run = await start({ optimiser, rate: warmupCosine({ steps: 60, peak, warmup: 0.2, end: 0.01 }) });
    const untrained = await accuracy(await run.weights());
    const losses = await steps(run, 60);
    expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 2);
    expect(untrained).toBeLessThan(0.6);
    expect(await accuracy(await run.weights())).toBeGreaterThan(0.9);
    expect(await accuracy(await run.averaged())).toBeGreaterThan(0.9);
  });

  it('is the same bits for the same seed, and others for another', async () => {
    const [one, same, other] = await Promise.all([start(), start(), start({ seed: 12 })]);
    const losses = await steps(one, 8);
    expect(await steps(same, 8)).toEqual(losses);
    expect(await same.weights()).toEqual(await one.weights());
    expect(await steps(other, 8)).not.toEqual(losses);
  });

  it.each([
    ['SGD', sgd],
    ['AdamW', adamw],
  ])('goes on from a checkpoint in mid-epoch as if it had never stopped (%s)', async (_, optimiser) => {
    const [whole, first, second] = await Promise.all([1, 2, 3].map(() => start({ optimiser })));
    if (!whole || !first || !second) throw new Error('three runs were started');
    const losses = await steps(whole, 15);
    const begun = await steps(first, 9);
    const checkpoint = await first.save();
    await steps(first, 2);
    second.restore(checkpoint);
    expect([...begun, ...(await steps(second, 6))]).toEqual(losses);
    expect(await second.save()).toEqual(await whole.save());
  });

  it('visits every sample once an epoch, in another order each time, but for a partial batch', async () => {
    const seen: number[] = [];
    const source = blobs(50, 1);
    const watched = {
      ...source,
      write: (...[index, ...rest]: Parameters<typeof source.write>) => {
        seen.push(index);
        source.write(index, ...rest);
      },
    };
    const run = await start({ source: watched });
    expect(run.stepsPerEpoch).toBe(3);
    const reports = [];
    for (let i = 0; i < 6; i++) reports.push(await run.next());
    expect(reports.map(({ epoch }) => epoch)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(reports.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    const [epoch0, epoch1] = [seen.slice(0, 48), seen.slice(48)];
    expect(new Set(epoch0).size).toBe(48);
    expect(new Set(epoch1).size).toBe(48);
    expect(epoch1).not.toEqual(epoch0);
    expect(Math.max(...seen)).toBeLessThan(50);
  });

  it('takes steps as large as the schedule says', async () => {
    const [fast, slow] = await Promise.all([start({ rate: constantRate(0.01) }), start({ rate: constantRate(0.005) })]);
    const before = (await fast.weights()).get('dense1.weight') as Float32Array;
    await fast.next();
    await slow.next();
    const moved = async (run: TrainingRun) => {
      const after = (await run.weights()).get('dense1.weight') as Float32Array;
      return Math.hypot(...after.map((value, i) => value - (before[i] as number)));
    };
    expect((await moved(fast)) / (await moved(slow))).toBeCloseTo(2, 3);
  });

  it('gives the model’s own tensors as weights, running statistics among them, and no moments', async () => {
    const run = await start();
    await run.next();
    const names = [...(await run.weights()).keys()];
    expect(names).toContain('norm1.variance');
    expect(names.some((name) => name.startsWith('training.'))).toBe(false);
    const checkpoint = await run.save();
    expect(checkpoint.tensors.has('training.velocity')).toBe(true);
    expect((await run.weights()).get('norm1.mean')?.some((value) => value !== 0)).toBe(true);
  });

  it('refuses a checkpoint of another seed or network, and stays as it was', async () => {
    const [run, other] = await Promise.all([start(), start({ seed: 5 })]);
    const before = await run.save();
    expect(() => other.restore(before)).toThrow(EngineError);
    const tensors = new Map(before.tensors);
    tensors.set('dense1.bias', new Float32Array(3));
    expect(() => run.restore({ ...before, tensors })).toThrow(EngineError);
    expect(await run.save()).toEqual(before);
  });

  it('refuses samples that do not fit the network, and a set smaller than a batch', async () => {
    const source = blobs(100, 1);
    await expect(start({ source: { ...source, length: 10 } })).rejects.toThrow(EngineError);
    await expect(start({ source: { ...source, classes: 3 } })).rejects.toThrow(EngineError);
    await expect(start({ batch: 101 })).rejects.toThrow(EngineError);
  });
});
