/** A training run learns, repeats itself bit for bit, and goes on from a checkpoint as if it had never stopped. */
import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import type { Weights } from '../../src/backend/types';
import { EngineError } from '../../src/core/errors';
import { planModel } from '../../src/graph/plan';
import { evaluate } from '../../src/train/evaluate';
import { type TrainingOptions, TrainingRun } from '../../src/train/loop';
import type { OptimiserSpec } from '../../src/train/optimiser';
import { writeTarget } from '../../src/train/samples';
import { blobs, blobsSpec } from './blobs';

const sgd: OptimiserSpec = { kind: 'nesterov', momentum: 0.9, decay: 1e-3 };
const adamw: OptimiserSpec = { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, decay: 0.01 };

const options = (more: Partial<TrainingOptions> = {}): TrainingOptions => ({
  spec: blobsSpec,
  source: blobs(100, 1, 0.1),
  batch: 16,
  optimiser: sgd,
  rate: { kind: 'cosine', steps: 60, rate: 0.05, warmup: 0.2, end: 0.01 },
  seed: 11,
  smoothing: 0.05,
  average: { decay: 0.9, every: 2 },
  ...more,
});

const start = (more: Partial<TrainingOptions> = {}) => TrainingRun.start(createReferenceBackend(), options(more));

/** Without an average, whose weights are read in between. */
const plain = (more: Partial<TrainingOptions> = {}) => {
  const { average: _, ...rest } = options({ source: blobs(100, 1), ...more });
  return TrainingRun.start(createReferenceBackend(), rest);
};

async function steps(run: TrainingRun, count: number): Promise<number[]> {
  return (await run.steps(count)).map(({ loss }) => loss);
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
    const run = await start({ optimiser, rate: { kind: 'cosine', steps: 60, rate: peak, warmup: 0.2, end: 0.01 } });
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
    const reports = await run.steps(6);
    expect(reports.map(({ epoch }) => epoch)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(reports.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    const [epoch0, epoch1] = [seen.slice(0, 48), seen.slice(48)];
    expect(new Set(epoch0).size).toBe(48);
    expect(new Set(epoch1).size).toBe(48);
    expect(epoch1).not.toEqual(epoch0);
    expect(Math.max(...seen)).toBeLessThan(50);
  });

  it('takes steps as large as the schedule says', async () => {
    const [fast, slow] = await Promise.all([
      start({ rate: { kind: 'constant', rate: 0.01 } }),
      start({ rate: { kind: 'constant', rate: 0.005 } }),
    ]);
    const before = (await fast.weights()).get('dense1.weight') as Float32Array;
    await fast.steps();
    await slow.steps();
    const moved = async (run: TrainingRun) => {
      const after = (await run.weights()).get('dense1.weight') as Float32Array;
      return Math.hypot(...after.map((value, i) => value - (before[i] as number)));
    };
    expect((await moved(fast)) / (await moved(slow))).toBeCloseTo(2, 3);
  });

  it('gives the model’s own tensors as weights, running statistics among them, and no moments', async () => {
    const run = await start();
    await run.steps();
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

  it('takes the same steps in one run of the program as one by one, and without waiting in between', async () => {
    const [single, several, ahead] = await Promise.all([start(), start({ stepsPerRun: 5 }), plain({ stepsPerRun: 4 })]);
    expect(await steps(several, 13)).toEqual(await steps(single, 13));
    expect(await several.save()).toEqual(await single.save());
    const waiting = await plain();
    const wanted = await steps(waiting, 9);
    const under = await Promise.all([ahead.steps(4), ahead.steps(4), ahead.steps(1)]);
    expect(under.flat().map(({ loss }) => loss)).toEqual(wanted);
  });

  it('takes the same steps whether its samples lie in memory or are written for each run', async () => {
    const source = blobs(100, 1);
    const [written, resident] = await Promise.all([start({ source }), start({ source: { ...source, isFixed: true } })]);
    expect(await steps(resident, 8)).toEqual(await steps(written, 8));
    expect(await resident.save()).toEqual(await written.save());
  });

  it('reports each sample: which it was, its loss, its answer and whether that is right', async () => {
    const run = await plain();
    const [report] = await run.steps();
    if (!report) throw new Error('there was a step');
    const { indices, results, loss, accuracy } = report;
    const of = (k: number) => Array.from(indices, (_, n) => results[3 * n + k] ?? Number.NaN);
    expect(of(0).reduce((sum, value) => sum + value, 0) / indices.length).toBeCloseTo(loss, 6);
    const right = of(2).map((answer, n) => Number(answer === blobs(100, 1).label(indices[n] ?? -1)));
    expect(of(1)).toEqual(right);
    expect(accuracy).toBeCloseTo(right.reduce((sum, value) => sum + value, 0) / right.length, 6);
  });

  it('changes its rate, decay and smoothing at once, but not its kind of optimiser', async () => {
    const [run, still] = await Promise.all([plain(), plain()]);
    run.change({ rate: { kind: 'constant', rate: 0 }, smoothing: 0.5 });
    const before = await run.weights();
    const [first] = await run.steps();
    expect(first?.rate).toBe(0);
    expect((await run.weights()).get('dense1.weight')).toEqual(before.get('dense1.weight'));
    expect(first?.loss).not.toBe((await still.steps())[0]?.loss);
    run.change({ rate: { kind: 'constant', rate: 0.1 }, optimiser: { ...sgd, decay: 1 } });
    await run.steps();
    expect((await run.weights()).get('dense1.weight')).not.toEqual(before.get('dense1.weight'));
    expect(() => run.change({ optimiser: adamw })).toThrow(EngineError);
    expect(() => run.change({ clip: 1 })).toThrow(EngineError);
  });

  it('clips the whole gradient: no step is longer than rate times clip', async () => {
    const optimiser: OptimiserSpec = { kind: 'sgd', decay: 0 };
    const run = await plain({ optimiser, rate: { kind: 'constant', rate: 1 }, clip: 0.01 });
    const [report] = await run.steps();
    const change = report?.sizes.reduce((sum, value, i) => sum + (i % 3 === 1 ? value : 0), 0) ?? 0;
    const gradient = report?.sizes.reduce((sum, value, i) => sum + (i % 3 === 0 ? value : 0), 0) ?? 0;
    expect(Math.sqrt(gradient)).toBeGreaterThan(0.1);
    expect(Math.sqrt(change)).toBeCloseTo(0.01, 6);
  });

  it('drops out other values for another seed', async () => {
    const weights = await (await start()).weights();
    const source = { ...blobs(16, 1), isFixed: true };
    const [one, other] = await Promise.all([start({ weights, source }), start({ weights, source, seed: 12 })]);
    // One batch of all samples: their order changes the loss by rounding alone.
    const [a, b] = [(await steps(one, 1))[0] ?? 0, (await steps(other, 1))[0] ?? 0];
    expect(Math.abs(a - b)).toBeGreaterThan(1e-4);
  });
});

describe('losses', () => {
  const ending = (type: 'sigmoid') => ({
    ...blobsSpec,
    nodes: [...blobsSpec.nodes.slice(0, -1), { id: 'softmax', type, inputs: ['dense1'] } as const],
  });

  it.each([
    ['binaryCrossEntropy', ending('sigmoid'), 'dense1'],
    ['squaredError', ending('sigmoid'), 'softmax'],
    ['squaredError', blobsSpec, 'softmax'],
    ['crossEntropy', blobsSpec, 'dense1'],
  ] as const)('%s learns', async (loss, spec, of) => {
    const run = await plain({ loss, spec, optimiser: adamw, rate: { kind: 'constant', rate: 0.02 } });
    const reports = await run.steps(60);
    expect(reports.at(-1)?.loss).toBeLessThan((reports[0]?.loss ?? 0) / 2);
    expect(reports.at(-1)?.accuracy).toBeGreaterThan(0.9);
    expect(run.program.plan.tensors.some(({ name }) => name === `${of}.gradient`)).toBe(true);
  });

  it('takes targets of its own from a source', async () => {
    const source = {
      ...blobs(100, 1),
      target(index: number, into: Float32Array, at: number): void {
        into.fill(0.25, at, at + 4);
        if (index < 0) throw new Error('no such sample');
      },
    };
    const run = await plain({ source, rate: { kind: 'constant', rate: 0.1 }, optimiser: { kind: 'sgd', decay: 0 } });
    const reports = await run.steps(60);
    // The loss of even odds against even odds.
    expect(reports.at(-1)?.loss).toBeGreaterThanOrEqual(Math.log(4) - 1e-5);
    expect(reports.at(-1)?.loss).toBeLessThan(Math.log(4) + 0.05);
  });
});

describe('samples', () => {
  it.each([-1, 4, 0.5])('label %s of four classes is refused', (label) => {
    const source = { ...blobs(4, 1), label: () => label };
    expect(() => writeTarget(source, 0, new Float32Array(4), 0)).toThrow(EngineError);
  });
});
