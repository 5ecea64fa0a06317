/** What a training run must do on every backend: 50 steps of the digits net's kind as the twins take them. */
import { expect } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import type { Backend } from '../../src/backend/types';
import { Random } from '../../src/core/random';
import { checkModel } from '../../src/graph/model';
import { type StepReport, type TrainingOptions, TrainingRun } from '../../src/train/loop';
import { blobs, blobsSpec } from './blobs';

/**
 * Without ties or thresholds that rounding could flip: smooth activations, average pooling; batch statistics and dropout
 * included.
 */
export const smooth = checkModel({
  ...blobsSpec,
  nodes: blobsSpec.nodes.map((node) => {
    if (node.type === 'relu') return { ...node, type: 'tanh' };
    return node.type === 'maxPool2d' ? { ...node, type: 'averagePool2d' } : node;
  }),
});

export const options = (more: Partial<TrainingOptions> = {}): TrainingOptions => ({
  spec: smooth,
  source: { ...blobs(64, 1), isFixed: true },
  batch: 16,
  optimiser: { kind: 'nesterov', momentum: 0.9, decay: 1e-3 },
  rate: { kind: 'constant', rate: 0.02 },
  seed: 5,
  smoothing: 0.05,
  clip: 2,
  stepsPerRun: 8,
  ...more,
});

/** Bound on what 50 steps may have moved a loss or a weight away from the twins' (all are of the order of 1). */
export const STRAY = 2e-4;

async function trained(backend: Backend, more: Partial<TrainingOptions>) {
  const run = await TrainingRun.start(backend, options(more));
  const reports: StepReport[] = [];
  for (let k = 0; k < 10; k++) reports.push(...(await run.steps(5)));
  const { tensors } = await run.save();
  run.dispose();
  return { losses: reports.map(({ loss }) => loss), tensors };
}

/** Fails unless the backend takes the twins' steps within STRAY, and the very same steps twice. */
export async function expectAgreement(backend: Backend, more: Partial<TrainingOptions> = {}): Promise<void> {
  const [once, again] = [await trained(backend, more), await trained(backend, more)];
  expect(again).toEqual(once);
  const twins = await trained(createReferenceBackend(), more);
  const worst = (a: ArrayLike<number>, b: ArrayLike<number> | undefined): number =>
    Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b?.[i] ?? Number.NaN))), 0);
  expect(worst(once.losses, twins.losses)).toBeLessThan(STRAY);
  expect(once.losses.at(-1)).toBeLessThan(0.7 * (once.losses[0] ?? 0));
  for (const [name, values] of once.tensors) expect(worst(values, twins.tensors.get(name)), name).toBeLessThan(STRAY);
}

/** Random pictures of the digits net's size, which never change. */
export function pictures(count: number): TrainingOptions['source'] {
  const random = new Random(9);
  const values = Float32Array.from({ length: count * 784 }, () => random.uniform());
  return {
    count,
    classes: 10,
    length: 784,
    isFixed: true,
    label: (index) => index % 10,
    write: (index, into, at) => into.set(values.subarray(index * 784, (index + 1) * 784), at),
  };
}
