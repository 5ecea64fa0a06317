/** What separates two classes: the shares add up to the difference of the logits, and are what they claim to be. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openBackend } from '../../src/backend';
import type { StoredModel } from '../../src/formats/model';
import { decodeModel } from '../../src/formats/model';
import { checkModel, resolveModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { logitsOf, separableLayers, separate, separationOptions, separationRun } from '../../src/insight/separation';
import { branches, chain, stored } from '../helpers/models';

const shipped = (name: string): StoredModel =>
  decodeModel(new Uint8Array(readFileSync(new URL(`../../public/models/${name}.safetensors`, import.meta.url))));

/** A program that tells classes apart for one input. */
async function asked({ spec, weights }: StoredModel) {
  const model = resolveModel(spec, 1);
  const plan = planModel(model.spec, separationOptions(model));
  const { backend } = await openBackend('reference');
  const program = await backend.load(plan, weights);
  const length = plan.tensors[plan.input]?.length ?? 0;
  program.write(
    plan.input,
    Float32Array.from({ length }, (_, i) => Math.sin(i / 7) + 0.3 * Math.cos(i * i)),
  );
  await program.run();
  const output = (id: string): Promise<Float32Array> =>
    program.read(plan.nodes.find((node) => node.id === id)?.output ?? expect.fail(`no node ${id}`));
  const separated = async (layer: string, pair: readonly [number, number]) => {
    const { write, read } = separationRun(plan, model, layer, pair);
    for (const [tensor, values] of write) program.write(tensor, values);
    await program.run(['backward']);
    const [values, gradient, logits] = await Promise.all(read.map((tensor) => program.read(tensor)));
    if (!values || !gradient || !logits) return expect.fail('nothing was read');
    const maps = model.nodes.find(({ id }) => id === layer)?.shape[1] ?? 0;
    return separate([values, gradient, logits], maps, pair);
  };
  return { model, weights, output, separated };
}

test.each([
  ['digits', ['relu3', 'pool2', 'pool1']],
  ['objects', ['average', 'pool3', 'relu3', 'pool2', 'pool1']],
])('in %s without biases the shares of every layer add up to the difference', async (name, expected) => {
  const model = shipped(name);
  const weights = [...model.weights].map(([key, w]) => [key, key.endsWith('bias') ? new Float32Array(w.length) : w]);
  const input = await asked({ ...model, weights: new Map(weights as [string, Float32Array][]) });
  const layers = separableLayers(input.model);
  expect(layers).toEqual(expected);
  const logits = await input.output(logitsOf(input.model)?.id ?? '');
  for (const layer of layers) {
    const { contributions, constant, total } = await input.separated(layer, [3, 5]);
    expect(total).toBe((logits[3] ?? 0) - (logits[5] ?? 0));
    const size = contributions.reduce((all, part) => all + Math.abs(part), 0);
    expect(size).toBeGreaterThan(0);
    // float32 logits and gradients against a sum in float64.
    expect(Math.abs(constant)).toBeLessThan(1e-5 * (1 + size));
  }
});

test('before the last dense layer the shares are (w_a - w_b) x, and the rest is the difference of the biases', async () => {
  const input = await asked(shipped('digits'));
  const { contributions, constant } = await input.separated('relu3', [2, 7]);
  const [w, bias] = [input.weights.get('dense2.weight'), input.weights.get('dense2.bias')];
  const x = await input.output('relu3');
  for (const [i, value] of x.entries()) {
    const slope = (w?.[2 * x.length + i] ?? 0) - (w?.[7 * x.length + i] ?? 0);
    expect(contributions[i]).toBeCloseTo(slope * value, 6);
  }
  expect(constant).toBeCloseTo((bias?.[2] ?? 0) - (bias?.[7] ?? 0), 4);
});

test('only layers that tell the classes apart exactly are taken', async () => {
  const input = await asked(stored(chain));
  // Dropout and flatten only rename what the dense layer reads.
  expect(separableLayers(input.model)).toEqual(['pool']);
  await expect(input.separated('relu', [0, 2])).rejects.toThrow('relu');
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
  const input = await asked(stored(spec));
  const { constant, contributions } = await input.separated('relu', [1, 0]);
  expect(contributions).toHaveLength(2);
  expect(constant).toBeCloseTo(0, 5);
});
