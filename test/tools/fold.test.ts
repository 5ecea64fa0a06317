/** Folding batch normalisation and a temperature leaves what the network says as it was. */
import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import type { Weights } from '../../src/backend/types';
import { EngineError } from '../../src/core/errors';
import { Random } from '../../src/core/random';
import { checkModel, type ModelSpec } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { initialWeights } from '../../src/train/initialise';
import { foldBatchNorm, foldTemperature } from '../../tools/train/fold';
import { blobsSpec } from '../train/blobs';

const conv = (id: string, input: string, attributes = {}) =>
  ({ id, type: 'conv2d', inputs: [input], attributes: { outChannels: 3, pad: [1, 1, 1, 1], ...attributes } }) as const;
const norm = (id: string, input: string, attributes = {}) =>
  ({ id, type: 'batchNorm', inputs: [input], attributes }) as const;

const model = (nodes: ModelSpec['nodes'], output: string): ModelSpec => ({
  name: 'test',
  input: { shape: [2, 5, 5] },
  nodes,
  output,
  labels: [],
  preprocessing: null,
});

/** Weights and statistics as after training: nothing at its first value. */
function trained(spec: ModelSpec): Weights {
  const random = new Random(9);
  return new Map(
    [...initialWeights(spec, 4)].map(([name, values]) => {
      const positive = name.endsWith('.variance');
      return [name, values.map((v) => (positive ? random.uniform(0.01, 4) : v + 0.3 * random.normal()))];
    }),
  );
}

async function output(spec: ModelSpec, weights: Weights): Promise<Float32Array> {
  const plan = planModel(checkModel(spec), { batch: 2 });
  const program = await createReferenceBackend().load(plan, weights);
  const random = new Random(1);
  program.write(
    plan.input,
    Float32Array.from({ length: plan.tensors[plan.input]?.length ?? 0 }, () => random.normal()),
  );
  return (await program.run()).output;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  const scale = Math.max(...a.map(Math.abs));
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number)))) / scale;
}

describe('folding batch normalisation', () => {
  it.each<[string, ModelSpec, number]>([
    ['without a bias', model([conv('c', 'input', { bias: false }), norm('n', 'c')], 'n'), 0],
    ['with a bias', model([conv('c', 'input'), norm('n', 'c', { epsilon: 0.01 })], 'n'), 0],
    [
      'in groups, reflected',
      model([conv('c', 'input', { outChannels: 4, groups: 2, padMode: 'reflect' }), norm('n', 'c')], 'n'),
      0,
    ],
    [
      'twice in a row, with something after',
      model(
        [
          conv('a', 'input'),
          norm('b', 'a'),
          { id: 'r', type: 'relu', inputs: ['b'] },
          conv('c', 'r'),
          norm('d', 'c'),
          { id: 's', type: 'add', inputs: ['d', 'b'] },
        ],
        's',
      ),
      0,
    ],
    [
      'not when others read the convolution',
      model([conv('c', 'input'), norm('n', 'c'), { id: 's', type: 'add', inputs: ['c', 'n'] }], 's'),
      1,
    ],
    ['not when the convolution is the output', model([conv('c', 'input'), norm('n', 'c')], 'c'), 1],
    ['not without a convolution', model([norm('n', 'input')], 'n'), 1],
  ])('keeps what the network says: %s', async (_, spec, left) => {
    const weights = trained(spec);
    const before = new Map([...weights].map(([name, values]) => [name, values.slice()]));
    const folded = foldBatchNorm(spec, weights);
    expect(folded.spec.nodes.filter(({ type }) => type === 'batchNorm')).toHaveLength(left);
    expect([...folded.weights.keys()].filter((name) => name.endsWith('.variance'))).toHaveLength(left);
    expect(largestDifference(await output(spec, weights), await output(folded.spec, folded.weights))).toBeLessThan(
      1e-4,
    );
    expect(weights).toEqual(before);
  });

  it('names the weight that is missing', () => {
    const weights = new Map(trained(blobsSpec));
    weights.delete('norm1.variance');
    expect(() => foldBatchNorm(blobsSpec, weights)).toThrow(/norm1\.variance/);
  });
});

describe('folding a temperature', () => {
  it('divides the logits', async () => {
    const weights = trained(blobsSpec);
    const before = await output(blobsSpec, weights);
    const after = await output(blobsSpec, foldTemperature(blobsSpec, weights, 2));
    for (let i = 0; i < before.length; i += 4) {
      const ratio = (p: Float32Array) => Math.log((p[i] as number) / (p[i + 1] as number));
      expect(ratio(after)).toBeCloseTo(ratio(before) / 2, 4);
    }
  });

  it('needs a dense layer before a softmax', () => {
    const spec = model([conv('c', 'input')], 'c');
    expect(() => foldTemperature(spec, trained(spec), 2)).toThrow(EngineError);
  });
});
