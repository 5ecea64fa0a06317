/** From a layer on: the glossary's entry, and the laboratory opened with what the layer really is. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodeModel } from '../../../src/formats/model';
import { resolveModel, weightName } from '../../../src/graph/model';
import { termIds } from '../../../src/store/lessons/glossary';
import { labOf, termOf } from '../../../src/store/lessons/layers';
import { mapsOf, shipped } from '../../../src/workspace/catalogue/records';
import { kernelsCodec } from '../../../src/workspace/labs/kernelLab/codec';
import { poolingCodec } from '../../../src/workspace/labs/pooling/settings';

const opened = (name: string) => {
  const stored = decodeModel(
    readFileSync(fileURLToPath(new URL(`../../../public/models/${name}.safetensors`, import.meta.url))),
  );
  const model = resolveModel(stored.spec, 1);
  const maps = shipped.filter(({ source }) => source.id === name).flatMap(mapsOf);
  const lab = (id: string) => labOf(model, id, stored.weights, maps);
  const read = (id: string) => {
    const touch = lab(id) ?? expect.fail(`no laboratory for ${id}`);
    const given = Object.entries(touch.parameters).filter((each): each is [string, string] => each[1] !== null);
    return { touch, parameters: new URLSearchParams(given) };
  };
  return { ...stored, model, lab, read };
};
const [digits, objects] = [opened('digits'), opened('objects')];

describe('a convolution', () => {
  test('that reads a picture is opened whole', () => {
    const { touch, parameters } = digits.read('conv1');
    expect(touch.page).toBe('kernels');
    const { input, layers } = kernelsCodec.read(parameters);
    expect(input).toEqual({ side: 28, colour: 'gray' });
    expect(layers).toHaveLength(1);
    expect(layers?.[0]).toMatchObject({
      filters: 8,
      rows: 5,
      columns: 5,
      stride: 1,
      dilation: 1,
      padding: { mode: 'zero', size: 2 },
      activation: 'relu',
    });
    expect(layers?.[0]?.weights).toEqual([...(digits.weights.get(weightName('conv1', 'weight')) ?? [])]);
    expect(layers?.[0]?.biases).toEqual([...(digits.weights.get(weightName('conv1', 'bias')) ?? [])]);
  });

  test('of colours is opened on colours, with as many filters as fit', () => {
    const { input, layers } = kernelsCodec.read(objects.read('conv1').parameters);
    expect(input).toEqual({ side: 64, colour: 'rgb' });
    expect(layers?.[0]?.filters).toBe(8);
    const all = objects.weights.get(weightName('conv1', 'weight'));
    expect(layers?.[0]?.weights).toEqual([...(all?.subarray(0, 8 * 3 * 9) ?? [])]);
  });

  test('deeper in the network lends its first kernel', () => {
    const { layers } = kernelsCodec.read(digits.read('conv2').parameters);
    expect(layers?.[0]).toMatchObject({ filters: 1, rows: 5, columns: 5, padding: { mode: 'none' } });
    expect(layers?.[0]?.weights).toEqual([
      ...(digits.weights.get(weightName('conv2', 'weight'))?.subarray(0, 25) ?? []),
    ]);
  });
});

test('pooling is opened on the map that it reads, with its window', () => {
  const { touch, parameters } = digits.read('pool2');
  expect(touch.page).toBe('pooling');
  expect(poolingCodec.read(parameters)).toMatchObject({ map: 'digits:relu2', window: 2, stride: 2, marks: 'max' });
  expect(poolingCodec.read(objects.read('average').parameters)).toMatchObject({ map: 'objects:relu5', marks: 'none' });
});

test('other layers have no laboratory; every term is in the glossary', () => {
  for (const id of ['relu1', 'flatten', 'dense1', 'softmax', 'nothing']) expect(digits.lab(id)).toBeNull();
  for (const term of Object.values(termOf)) if (term !== null) expect(termIds).toContain(term);
});
