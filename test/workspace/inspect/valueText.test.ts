/** An equation as text says what it says: read as mathematics, it gives its own result. */
import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import { checkModel } from '../../../src/graph/model';
import { readLayer, valueIn } from '../../../src/workspace/inspect/reading';
import { valueText } from '../../../src/workspace/inspect/valueText';
import { networkOf } from '../../../src/workspace/network';
import { layerIn, pixelAtIndex } from '../../../src/workspace/selection';
import { stored } from '../../helpers/models';

const model = stored(
  checkModel({
    name: 'written',
    input: { shape: [3, 8, 8] },
    nodes: [
      { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 3 } },
      { id: 'norm', type: 'batchNorm', inputs: ['conv'] },
      { id: 'relu', type: 'relu', inputs: ['norm'] },
      { id: 'other', type: 'conv2d', inputs: ['relu'], attributes: { outChannels: 3, kernel: [1, 1] } },
      { id: 'sum', type: 'add', inputs: ['relu', 'other'] },
      { id: 'mean', type: 'averagePool2d', inputs: ['sum'] },
      { id: 'max', type: 'maxPool2d', inputs: ['mean'], attributes: { window: [3, 3] } },
      { id: 'flat', type: 'flatten', inputs: ['max'] },
      { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 4 } },
      { id: 'softmax', type: 'softmax', inputs: ['dense'] },
    ],
    output: 'softmax',
    labels: ['a', 'b', 'c', 'd'],
    preprocessing: { kind: 'picture', size: [8, 8], mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] },
  }),
);
const network = networkOf(model);

async function textOf(id: string, index: number): Promise<string> {
  const program = await createReferenceBackend().load(network.plan, model.weights);
  const { length = 0 } = network.plan.tensors[network.plan.input] ?? {};
  const input = Float32Array.from({ length }, (_, i) => Math.sin(1 + 3 * i));
  program.write(network.plan.input, input);
  await program.run();
  const read = (tensors: readonly number[]) => Promise.all(tensors.map((tensor) => program.read(tensor)));
  const reading = (await readLayer({ read, weights: {} }, network, id)) ?? expect.fail('a reading');
  const layer = layerIn(network.units, id) ?? expect.fail(id);
  const value = valueIn(reading, pixelAtIndex(layer, index));
  return valueText(value, (pixel, { id: name }) => `${name}[${pixel.index}]`);
}

/** A result is a float64, or a float32 in its shortest form. */
const written = (value: number): number =>
  String(value).replace(/\D|e.*/g, '').length < 10 ? Math.fround(value) : value;

/** A line of mathematics, computed; its operands are float32. */
function computed(line: string, read = Math.fround): number {
  const script = line
    .replaceAll('−', '-')
    .replaceAll('×', '*')
    .replaceAll('÷', '/')
    .replaceAll('√', 'Math.sqrt')
    .replace(/\b(exp|max)\(/g, 'Math.$1(')
    .replace(/\d[\d.]*(?:e-?\d+)?/g, (number) => `(${read(Number(number))})`);
  return new Function(`return ${script};`)() as number;
}

test.each([
  ['norm', 20],
  ['sum', 7],
  ['mean', 3],
  ['max', 1],
  ['softmax', 2],
])('of one line: %s', async (id, index) => {
  const lines = (await textOf(id, index)).split('\n');
  expect(lines[0]).toBe(`${id}[${index}]`);
  const at = lines.findIndex((line) => line.startsWith('='));
  expect(computed(lines[at - 1] ?? '')).toBeCloseTo(computed((lines[at] ?? '').slice(1), written), 9);
});

test.each([
  ['conv', 30, 3, 9],
  ['other', 12, 3, 1],
  ['dense', 3, 1, 3],
])('of a line a channel: %s', async (id, index, channels, products) => {
  const lines = (await textOf(id, index)).split('\n');
  const parts = lines.filter((line) => line.includes('×')).map((line) => line.replace(/^[\w ]+: /, '').split(' = '));
  expect(parts).toHaveLength(channels);
  let sum = 0;
  for (const [left = '', right = ''] of parts) {
    expect(left.match(/×/g)).toHaveLength(products);
    expect(computed(left)).toBeCloseTo(computed(right, written), 12);
    sum += computed(right, written);
  }
  const bias = lines.find((line) => line.startsWith('+')) ?? expect.fail('no bias');
  const result = lines.find((line) => line.startsWith('=')) ?? expect.fail('no result');
  expect(sum + computed(bias.slice(1))).toBeCloseTo(computed(result.slice(1), written), 12);
});

test('an activation function and what it reads; and an input, which is given', async () => {
  expect(await textOf('relu', 4)).toMatch(/^relu\[4\]\nx: norm\[4\]\n.+\n= [\d.−e]+$/);
  expect(await textOf('input', 5)).toMatch(/^input\[5\]\n= [\d.−e]+$/);
});
