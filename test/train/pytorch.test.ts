/** A small network trained by the engine and by PyTorch (fixtures/training.json): the same gradients, losses, weights. */
import { expect, it } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import { createWasmBackend } from '../../src/backend/wasm';
import { checkModel, resolveModel, weightName } from '../../src/graph/model';
import { TrainingRun } from '../../src/train/loop';
import type { SampleSource } from '../../src/train/samples';
import fixture from '../fixtures/training.json';

const spec = checkModel({
  name: 'small',
  input: { shape: [2, 6, 6] },
  nodes: [
    { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, pad: [1, 1, 1, 1], bias: false } },
    { id: 'norm', type: 'batchNorm', inputs: ['conv'] },
    { id: 'relu', type: 'relu', inputs: ['norm'] },
    { id: 'pool', type: 'maxPool2d', inputs: ['relu'] },
    { id: 'dense', type: 'dense', inputs: ['pool'], attributes: { outFeatures: 5 } },
  ],
  output: 'dense',
});

const source: SampleSource = {
  count: 8,
  classes: 5,
  length: 72,
  isFixed: true,
  label: (index) => (3 * index) % 5,
  write(index, into, at) {
    for (let i = 0; i < 72; i++) into[at + i] = Math.sin(0.61 * (index * 72 + i + 1));
  },
};

const trained = ['conv.weight', 'norm.scale', 'norm.shift', 'dense.weight', 'dense.bias'];

const weights = new Map(
  resolveModel(spec, 1).nodes.flatMap(({ id, weights }) =>
    weights.map(({ name, shape }): [string, Float32Array] => {
      const k = trained.indexOf(weightName(id, name));
      const length = shape.reduce((product, size) => product * size, 1);
      if (k < 0) return [weightName(id, name), new Float32Array(length).fill(name === 'variance' ? 1 : 0)];
      const value = (i: number): number => 0.5 * Math.sin((0.37 + 0.1 * k) * (i + 1)) + (k === 1 ? 1 : 0);
      return [weightName(id, name), Float32Array.from({ length }, (_, i) => value(i))];
    }),
  ),
);

const closest = (got: Float32Array | undefined, want: readonly number[], digits: number, name: string): void => {
  expect(got?.length, name).toBe(want.length);
  for (const [i, value] of want.entries()) expect(got?.[i], `${name} ${i}`).toBeCloseTo(value, digits);
};

it.each([
  ['reference', async () => createReferenceBackend()],
  ['wasm', async () => createWasmBackend({ threads: 1 })],
] as const)('on %s', async (_, create) => {
  const backend = await create();
  const run = await TrainingRun.start(backend, {
    spec,
    source,
    weights,
    batch: 8,
    seed: 1,
    optimiser: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-7, decay: 0.05 },
    rate: { kind: 'constant', rate: 0.01 },
    smoothing: 0.1,
    stepsPerRun: 4,
  });
  const [first] = await run.steps();
  for (const [name, want] of Object.entries(fixture.gradients)) {
    const tensor = run.program.plan.tensors.find((each) => each.name === `${name}.gradient`);
    closest(await run.program.read(tensor?.id ?? -1), want, 5, name);
  }
  const losses = [first, ...(await run.steps(9))].map((report) => report?.loss);
  for (const [i, loss] of fixture.training.entries()) expect(losses[i], `step ${i}`).toBeCloseTo(loss, 4);
  const after = await run.weights();
  for (const [name, want] of Object.entries(fixture.weights)) closest(after.get(name), want, 3, name);
  run.dispose();
  backend.dispose();
});
