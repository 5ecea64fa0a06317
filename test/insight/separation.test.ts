/** What separates two classes: the shares add up to the difference of the logits, and are what they claim to be. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openBackend } from '../../src/backend';
import type { StoredModel } from '../../src/formats/model';
import { decodeModel } from '../../src/formats/model';
import { checkModel, resolveModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { logitsOf, separableLayers, separate } from '../../src/insight/separation';
import { branches, chain, stored } from '../helpers/models';

const shipped = (name: string): StoredModel =>
  decodeModel(new Uint8Array(readFileSync(new URL(`../../public/models/${name}.safetensors`, import.meta.url))));

/** The tensors of a run, and the means to run on with one layer's output changed. */
async function run({ spec, weights }: StoredModel) {
  const plan = planModel(spec);
  const { backend } = await openBackend('reference');
  const program = await backend.load(plan, weights);
  const length = plan.tensors[plan.input]?.length ?? 0;
  program.write(
    plan.input,
    Float32Array.from({ length }, (_, i) => Math.sin(i / 7) + 0.3 * Math.cos(i * i)),
  );
  await program.run();
  const outputs = new Map<string, Float32Array>();
  for (const node of plan.nodes) outputs.set(node.id, await program.read(node.output));
  const output = (id: string): Float32Array => outputs.get(id) ?? expect.fail(`no node ${id}`);
  return { model: resolveModel(spec, 1), weights, output };
}

test.each([
  ['digits', ['relu3', 'pool2', 'pool1']],
  ['objects', ['average', 'pool3', 'relu3', 'pool2', 'pool1']],
])('in %s without biases the shares of every layer add up to the difference', async (name, expected) => {
  const model = shipped(name);
  const weights = [...model.weights].map(([key, w]) => [key, key.endsWith('bias') ? new Float32Array(w.length) : w]);
  const input = await run({ ...model, weights: new Map(weights as [string, Float32Array][]) });
  const layers = separableLayers(input.model);
  expect(layers).toEqual(expected);
  const logits = input.output(logitsOf(input.model)?.id ?? '');
  for (const layer of layers) {
    const { contributions, constant, total } = await separate(input, layer, [3, 5]);
    expect(total).toBe((logits[3] ?? 0) - (logits[5] ?? 0));
    const size = contributions.reduce((all, part) => all + Math.abs(part), 0);
    expect(size).toBeGreaterThan(0);
    // float32 logits against a sum in float64.
    expect(Math.abs(constant)).toBeLessThan(1e-5 * (1 + size));
  }
});

test('before the last dense layer the shares are (w_a - w_b) x, and the rest is the difference of the biases', async () => {
  const input = await run(shipped('digits'));
  const { contributions, constant } = await separate(input, 'relu3', [2, 7]);
  const [w, bias] = [input.weights.get('dense2.weight'), input.weights.get('dense2.bias')];
  const x = input.output('relu3');
  for (const [i, value] of x.entries()) {
    const slope = (w?.[2 * x.length + i] ?? 0) - (w?.[7 * x.length + i] ?? 0);
    expect(contributions[i]).toBeCloseTo(slope * value, 12);
  }
  expect(constant).toBeCloseTo((bias?.[2] ?? 0) - (bias?.[7] ?? 0), 4);
});

test('only layers that tell the classes apart exactly are taken', async () => {
  const input = await run(stored(chain));
  // What dropout does in training stands between the pooling and the dense layer.
  expect(separableLayers(input.model)).toEqual(['drop']);
  await expect(separate(input, 'pool', [0, 2])).rejects.toThrow('pool');
});

test('a network without a closing softmax, or with a way round, offers no such layer', () => {
  expect(separableLayers(resolveModel(branches, 1))).toEqual([]);
  const around = checkModel({
    ...chain,
    nodes: [
      { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 1, kernel: [1, 1] } },
      { id: 'relu', type: 'relu', inputs: ['conv'] },
      { id: 'deep', type: 'conv2d', inputs: ['relu'], attributes: { outChannels: 1, kernel: [1, 1] } },
      { id: 'add', type: 'add', inputs: ['deep', 'relu'] },
      { id: 'dense', type: 'dense', inputs: ['add'], attributes: { outFeatures: 3 } },
      { id: 'softmax', type: 'softmax', inputs: ['dense'] },
    ],
  });
  // Through `relu` everything passes; the addition is read by the dense layer.
  expect(separableLayers(resolveModel(around, 1))).toEqual(['add', 'relu']);
});

test('with a skip connection both ways count', async () => {
  const spec = checkModel({
    ...chain,
    nodes: [
      { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 2, kernel: [1, 1] } },
      { id: 'relu', type: 'relu', inputs: ['conv'] },
      { id: 'deep', type: 'conv2d', inputs: ['relu'], attributes: { outChannels: 2, kernel: [1, 1], bias: false } },
      { id: 'add', type: 'add', inputs: ['deep', 'relu'] },
      { id: 'dense', type: 'dense', inputs: ['add'], attributes: { outFeatures: 3, bias: false } },
      { id: 'softmax', type: 'softmax', inputs: ['dense'] },
    ],
  });
  const input = await run(stored(spec));
  const { constant, contributions } = await separate(input, 'relu', [1, 0]);
  expect(contributions).toHaveLength(2);
  expect(constant).toBeCloseTo(0, 5);
});
