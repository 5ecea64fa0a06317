/**
 * Every number of a sweep over what has no window: whole maps, vectors, single values. What is read and multiplied is what
 * the definition says, what is written adds up, and the result is the engine's.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUT, type ModelNode } from '../../../src/graph/model';
import { labActivations } from '../../../src/workspace/labs/kernelLab/design';
import { stepOf } from '../../../src/workspace/player/figures';
import { positionOver, windowAt } from '../../../src/workspace/player/sweep';
import { plainActivations } from '../../e2e/support/convolved';
import { expectWritten, isProduct, played, RUNS, sizes, sum } from '../../helpers/played';

describe('a pooling of a whole map', () => {
  const cases = fc.record({
    type: fc.constantFrom('globalMaxPool', 'globalAveragePool'),
    channels: fc.integer({ min: 1, max: 20 }),
    size: sizes,
    pick: fc.nat(100_000),
  });
  test('reads the map of its own channel, all of it', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ type, channels, size, pick }) => {
        const { sweep, values } = await played([{ id: 'pool', type, inputs: [INPUT] }], [channels, ...size], 'pool', 0);
        const position = pick % channels;
        const step = stepOf(sweep, values, position);
        const area = size[0] * size[1];
        const map = Array.from(values.inputs[0]?.subarray(position * area, (position + 1) * area) ?? []);
        expect(step.parts.map(({ plane, terms }) => [plane, terms.map(({ value }) => value)])).toEqual([
          [position, map],
        ]);
        const expected = type === 'globalMaxPool' ? Math.max(...map) : sum(map) / area;
        expect(step.result).toBeCloseTo(expected, 5);
        expectWritten(step, values.output[position] ?? Number.NaN, null, type === 'globalAveragePool');
      }),
      RUNS,
    ));
});

describe('an activation function', () => {
  const cases = fc.record({
    name: fc.constantFrom(...labActivations.filter((name) => name !== 'none')),
    size: sizes,
    pick: fc.nat(100_000),
  });
  test('is applied to the value at the same place, shown alone and behind what it is applied to', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ name, size, pick }) => {
        const nodes: readonly ModelNode[] = [
          { id: 'conv', type: 'conv2d', inputs: [INPUT], attributes: { outChannels: 3, kernel: [3, 1] } },
          { id: 'act', type: name, inputs: ['conv'] },
        ];
        const channel = pick % 3;
        const alone = await played(nodes, [6, ...size], 'act', channel);
        const position = Math.floor(pick / 3) % alone.sweep.count;
        const index = channel * alone.sweep.count + position;
        const step = stepOf(alone.sweep, alone.values, position);
        const x = alone.values.inputs[0]?.[index] ?? Number.NaN;
        expect(step.parts.map(({ plane, terms }) => [plane, terms])).toMatchObject([[channel, [{ index, value: x }]]]);
        expect(step.result).toBeCloseTo(plainActivations[name]?.(x) ?? Number.NaN, 5);
        expectWritten(step, alone.values.output[index] ?? Number.NaN, null, false);
        const before = await played(nodes, [6, ...size], 'conv', channel);
        const behind = stepOf(before.sweep, before.values, position);
        expect([behind.result, behind.activated]).toEqual([x, step.result]);
        expectWritten(behind, x, step.result, true);
      }),
      RUNS,
    ));
});

describe('a dense layer', () => {
  const few = (most: number) => fc.integer({ min: 1, max: most });
  const cases = fc.record({
    shape: fc.tuple(few(4), few(6), few(6)),
    outFeatures: few(30),
    bias: fc.boolean(),
    activation: fc.constantFrom('relu', 'gelu', null),
    pick: fc.nat(100_000),
  });
  test('multiplies every value of every map by a weight of its own', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ shape, outFeatures, bias, activation, pick }) => {
        const nodes: ModelNode[] = [
          { id: 'flat', type: 'flatten', inputs: [INPUT] },
          { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures, bias } },
        ];
        if (activation) nodes.push({ id: 'act', type: activation, inputs: ['dense'] });
        const { sweep, values } = await played(nodes, shape, 'dense', 0);
        const position = pick % outFeatures;
        const step = stepOf(sweep, values, position);
        const x = Array.from(values.inputs[0] ?? []);
        const w = Array.from(
          values.weights.get('weight')?.subarray(position * x.length, (position + 1) * x.length) ?? [],
        );
        const read = step.parts.flatMap(({ terms }) =>
          terms.map((term) => [term.value, isProduct(term) && term.weight]),
        );
        expect(read).toEqual(x.map((value, i) => [value, w[i]]));
        const constant = bias ? (values.weights.get('bias')?.[position] ?? Number.NaN) : 0;
        const result = sum(x.map((value, i) => value * (w[i] ?? Number.NaN))) + constant;
        expect(step.result).toBeCloseTo(result, 4);
        if (activation)
          expect(step.activated).toBeCloseTo(plainActivations[activation]?.(step.result) ?? Number.NaN, 5);
        expectWritten(step, values.output[position] ?? Number.NaN, values.activated?.[position] ?? null, true);
      }),
      RUNS,
    ));
});

describe('layers that read whole maps', () => {
  const nodes: readonly ModelNode[] = [
    { id: 'conv', type: 'conv2d', inputs: [INPUT], attributes: { outChannels: 5, kernel: [3, 3] } },
    { id: 'relu', type: 'relu', inputs: ['conv'] },
    { id: 'flat', type: 'flatten', inputs: ['relu'] },
    { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 20 } },
    { id: 'tanh', type: 'tanh', inputs: ['dense'] },
    { id: 'last', type: 'dense', inputs: ['tanh'], attributes: { outFeatures: 7 } },
    { id: 'softmax', type: 'softmax', inputs: ['last'] },
  ];
  test('a dense layer behind a flatten: a kernel as large as the map for every map', async () => {
    const { sweep, values } = await played(nodes, [2, 8, 9], 'dense', 0);
    expect([sweep.count, sweep.isVector]).toEqual([20, true]);
    for (const position of [0, 11, 19]) {
      const step = stepOf(sweep, values, position);
      expect(step.parts.map(({ plane, terms }) => [plane, terms.length])).toEqual([0, 1, 2, 3, 4].map((k) => [k, 42]));
      step.parts
        .flatMap(({ terms }) => terms)
        .forEach((term, k) => {
          expect(term.value).toBe(values.inputs[0]?.[k]);
          expect(isProduct(term) && term.weight).toBe(values.weights.get('weight')?.[position * 210 + k]);
        });
      expectWritten(step, values.output[position] ?? Number.NaN, values.activated?.[position] ?? null, true);
      expect(windowAt(sweep, position)).toEqual({ top: 0, left: 0, bottom: 5, right: 6 });
      expect(positionOver(sweep, 2, 2)).toBe(null);
    }
  });
  test('a dense layer behind a dense one', async () => {
    const { sweep, values } = await played(nodes, [2, 8, 9], 'last', 0);
    const step = stepOf(sweep, values, 3);
    expect(step.parts.map(({ terms }) => terms.length)).toEqual([20]);
    expectWritten(step, values.output[3] ?? Number.NaN, null, true);
  });
  test('softmax and activation functions', async () => {
    for (const id of ['relu', 'softmax']) {
      const { sweep, values } = await played(nodes, [2, 8, 9], id, id === 'relu' ? 3 : 0);
      const step = stepOf(sweep, values, 5);
      expectWritten(step, values.output[sweep.first + 5] ?? Number.NaN, null, id === 'softmax');
      if (id === 'relu') expect(windowAt(sweep, 40)).toEqual({ top: 5, left: 5, bottom: 5, right: 5 });
    }
  });
});

describe('layers of several inputs, and padding', () => {
  const nodes: readonly ModelNode[] = [
    { id: 'pad', type: 'pad', inputs: [INPUT], attributes: { pad: [2, 1, 1, 2], value: 0.5 } },
    { id: 'a', type: 'conv2d', inputs: ['pad'], attributes: { outChannels: 3, kernel: [1, 1] } },
    { id: 'b', type: 'conv2d', inputs: ['pad'], attributes: { outChannels: 3, kernel: [1, 1] } },
    { id: 'add', type: 'add', inputs: ['a', 'b'] },
    { id: 'concat', type: 'concat', inputs: ['a', 'add'] },
  ];
  test('each operand is a part of its own', async () => {
    const { sweep, values } = await played(nodes, [1, 6, 6], 'add', 2);
    const step = stepOf(sweep, values, 17);
    expect(step.parts.map(({ input, plane }) => [input, plane])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expectWritten(step, values.output[sweep.first + 17] ?? Number.NaN, null, true);
  });
  test('what is moved is found where it came from', async () => {
    const concat = await played(nodes, [1, 6, 6], 'concat', 4);
    expect(stepOf(concat.sweep, concat.values, 5).parts).toMatchObject([{ input: 1, plane: 1 }]);
    const pad = await played(nodes, [1, 6, 6], 'pad', 0);
    expect(pad.sweep.reach).toEqual({ top: -2, left: -1, bottom: 6, right: 7 });
    expect(stepOf(pad.sweep, pad.values, 0)).toMatchObject({ result: 0.5, resultText: '0.5000' });
  });
});
