/**
 * Every number of a sweep, over random kernels, strides, paddings, dilations, groups and positions: what is read and
 * multiplied is what a plain loop over the definition says, what is written adds up, and the result is the engine's.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import { checkModel, INPUT, type ModelNode, resolveModel } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import type { Product, Term } from '../../../src/layers/explain';
import { progress, type Step, stepOf } from '../../../src/store/player/figures';
import { type PlayerSource, readSweep } from '../../../src/store/player/source';
import { positionOver, type Sweep, sweepOf, windowAt } from '../../../src/store/player/sweep';
import { randomInput, randomWeights } from '../../helpers/digitsNet';

const RUNS = { numRuns: 60 };

/** A network of a few layers on the engine, with the sweep over one map of one of them, and its values. */
async function played(
  nodes: readonly ModelNode[],
  shape: readonly [number, number, number],
  node: string,
  channel: number,
) {
  const spec = checkModel({ name: 'test', input: { shape }, nodes, output: nodes.at(-1)?.id });
  const [model, plan] = [resolveModel(spec, 1), planModel(spec)];
  const program = await createReferenceBackend().load(plan, randomWeights(plan));
  program.write(
    plan.input,
    randomInput(plan).map((value, i) => (i % 3 === 0 ? -value : value)),
  );
  await program.run();
  const source: PlayerSource = {
    model,
    plan,
    reader: { read: (tensors) => Promise.all(tensors.map((tensor) => program.read(tensor))) },
    frames: { subscribe: () => () => {} },
    inputScale: [],
  };
  const sweep = sweepOf(model, node, channel) ?? expect.fail('no sweep');
  const values = (await readSweep(source, sweep)) ?? expect.fail('no values');
  return { sweep, values };
}

const isProduct = (term: Term | Product): term is Product => 'weight' in term;
const units = (text: string, decimals: number): number => Math.round(Number(text.replace('−', '-')) * 10 ** decimals);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What is written is the engine's result, digit by digit, and what is written before it adds up to it. */
function expectWritten(step: Step, output: number, activated: number | null, added: boolean): void {
  const { decimals, texts, adds, sumTexts, sums, resultText, activatedText, phases } = step;
  expect(step.result).toBe(output);
  expect(step.activated).toBe(activated);
  if (decimals === null) return;
  const unit = 10 ** -decimals;
  expect(Math.abs(Number(resultText.replace('−', '-')) - output)).toBeLessThanOrEqual(0.5000001 * unit);
  if (activated !== null) {
    expect(Math.abs(Number(activatedText.replace('−', '-')) - activated)).toBeLessThanOrEqual(0.5000001 * unit);
  }
  if (!added) return;
  texts.forEach((each, part) => {
    expect(sum(each.map((text) => units(text, decimals)))).toBe(units(sumTexts[part] ?? '', decimals));
    each.forEach((text, k) => {
      expect(Math.abs(Number(text.replace('−', '-')) - (adds[part]?.[k] ?? Number.NaN))).toBeLessThan(2 * unit);
    });
    expect(Math.abs(Number(sumTexts[part]?.replace('−', '-')) - (sums[part] ?? 0))).toBeLessThan(2 * unit);
  });
  // Phase by phase, the sum so far is the sum of what has been written.
  const flat = texts.flat().map((text) => units(text, decimals));
  for (const [k] of phases.entries()) {
    const { done } = progress(phases, k + 1);
    expect(units(step.soFar(done).text, decimals)).toBe(sum(flat.slice(0, done)));
  }
  expect(progress(phases, phases.length).done).toBe(flat.length);
}

/** The pixel that a place beyond a map repeats; null: zero. */
function repeats(at: number, size: number, mode: string): number | null {
  let place = at;
  if (mode === 'edge') return Math.min(size - 1, Math.max(0, at));
  if (mode === 'reflect') {
    while (place < 0 || place >= size) place = size === 1 ? 0 : place < 0 ? -place : 2 * (size - 1) - place;
    return place;
  }
  return at < 0 || at >= size ? null : at;
}

const pair = (most: number) => fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }));
const sides = (most: number) =>
  fc.tuple(
    ...([0, 0, 0, 0].map(() => fc.nat(most)) as [
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
    ]),
  );
const sizes = fc.tuple(fc.integer({ min: 9, max: 15 }), fc.integer({ min: 9, max: 15 }));

/** Where a window lies, and that its middle leads back to its output. */
function expectWindow(
  sweep: Sweep,
  position: number,
  { stride, pad, dilation, kernel }: { readonly [K in 'stride' | 'pad' | 'dilation' | 'kernel']: readonly number[] },
): void {
  const [i, j] = [Math.floor(position / sweep.columns), position % sweep.columns];
  const [top, left] = [i * (stride[0] ?? 0) - (pad[0] ?? 0), j * (stride[1] ?? 0) - (pad[1] ?? 0)];
  const window = windowAt(sweep, position);
  expect(window).toEqual({
    top,
    left,
    bottom: top + (dilation[0] ?? 0) * ((kernel[0] ?? 0) - 1),
    right: left + (dilation[1] ?? 0) * ((kernel[1] ?? 0) - 1),
  });
  expect(positionOver(sweep, (window.top + window.bottom) / 2, (window.left + window.right) / 2)).toBe(position);
  expect(sweep.reach.top).toBeLessThanOrEqual(window.top);
  expect(sweep.reach.right).toBeGreaterThanOrEqual(window.right);
}

describe('a convolution', () => {
  const cases = fc.record({
    size: sizes,
    groups: fc.constantFrom(1, 2, 4),
    perGroup: fc.constantFrom(1, 2),
    outs: fc.constantFrom(1, 3),
    kernel: pair(4),
    stride: pair(3),
    dilation: pair(2),
    pad: sides(3),
    padMode: fc.constantFrom('zero', 'reflect', 'edge'),
    bias: fc.boolean(),
    activation: fc.constantFrom('relu', 'tanh', null),
    pick: fc.nat(100_000),
  });
  test('reads, multiplies, adds and writes what its definition says', () =>
    fc.assert(
      fc.asyncProperty(
        cases,
        async ({ size, groups, perGroup, outs, kernel, stride, dilation, pad, padMode, bias, activation, pick }) => {
          const [channels, outChannels] = [groups * perGroup, groups * outs];
          const attributes = { outChannels, kernel, stride, dilation, pad, padMode, groups, bias };
          const nodes: ModelNode[] = [{ id: 'conv', type: 'conv2d', inputs: [INPUT], attributes }];
          if (activation) nodes.push({ id: 'act', type: activation, inputs: ['conv'] });
          const channel = pick % outChannels;
          const { sweep, values } = await played(nodes, [channels, ...size], 'conv', channel);
          const position = Math.floor(pick / outChannels) % sweep.count;
          const step = stepOf(sweep, values, position);
          expectWindow(sweep, position, { stride, pad, dilation, kernel });

          const [height, width] = size;
          const [i, j] = [Math.floor(position / sweep.columns), position % sweep.columns];
          const [x, w] = [values.inputs[0], values.weights.get('weight')];
          expect(step.parts).toHaveLength(perGroup);
          step.parts.forEach(({ input, plane, terms }, c) => {
            expect([input, plane]).toEqual([0, Math.floor(channel / outs) * perGroup + c]);
            expect(terms).toHaveLength(kernel[0] * kernel[1]);
            terms.forEach((term, tap) => {
              const [u, v] = [Math.floor(tap / kernel[1]), tap % kernel[1]];
              const row = repeats(i * stride[0] + u * dilation[0] - pad[0], height, padMode);
              const column = repeats(j * stride[1] + v * dilation[1] - pad[1], width, padMode);
              const index = row === null || column === null ? null : (plane * height + row) * width + column;
              expect(term.index).toBe(index);
              expect(term.value).toBe(index === null ? 0 : x?.[index]);
              const weight = w?.[((channel * perGroup + c) * kernel[0] + u) * kernel[1] + v];
              expect(isProduct(term) && term.weight).toBe(weight);
              expect(step.adds[c]?.[tap] === term.value * (weight ?? Number.NaN)).toBe(true);
            });
          });
          expect(step.bias).toBe(bias ? values.weights.get('bias')?.[channel] : null);
          const at = channel * sweep.count + position;
          expectWritten(step, values.output[at] ?? Number.NaN, values.activated?.[at] ?? null, true);
          const { decimals } = step;
          if (decimals === null) return;
          const summands = [...step.sumTexts, ...(bias ? [step.biasText] : [])];
          expect(sum(summands.map((text) => units(text, decimals)))).toBe(units(step.resultText, decimals));
        },
      ),
      RUNS,
    ));
});

describe('a pooling', () => {
  const cases = fc.record({
    type: fc.constantFrom('maxPool2d', 'averagePool2d', 'minPool2d'),
    size: sizes,
    window: pair(4),
    stride: pair(3),
    dilation: pair(2),
    pad: sides(1),
    ceil: fc.boolean(),
    countIncludePad: fc.boolean(),
    pick: fc.nat(100_000),
  });
  test('chooses or averages what its window holds', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ type, size, window, stride, dilation, pad, ceil, countIncludePad, pick }) => {
        const attributes = { window, stride, dilation, pad, ceil, countIncludePad };
        const channel = pick % 3;
        const { sweep, values } = await played(
          [{ id: 'pool', type, inputs: [INPUT], attributes }],
          [3, ...size],
          'pool',
          channel,
        );
        const position = Math.floor(pick / 3) % sweep.count;
        const step = stepOf(sweep, values, position);
        expectWindow(sweep, position, { stride, pad, dilation, kernel: window });
        const [height, width] = size;
        const [i, j] = [Math.floor(position / sweep.columns), position % sweep.columns];
        const [part] = step.parts;
        expect(step.parts).toHaveLength(1);
        expect(part?.plane).toBe(channel);
        const seen: number[] = [];
        part?.terms.forEach(({ index, value }, tap) => {
          const row = repeats(i * stride[0] + Math.floor(tap / window[1]) * dilation[0] - pad[0], height, 'zero');
          const column = repeats(j * stride[1] + (tap % window[1]) * dilation[1] - pad[1], width, 'zero');
          const expected = row === null || column === null ? null : (channel * height + row) * width + column;
          expect(index).toBe(expected);
          if (expected !== null) seen.push(values.inputs[0]?.[expected] ?? Number.NaN);
          expect(value).toBe(expected === null ? 0 : seen.at(-1));
        });
        const output = values.output[channel * sweep.count + position] ?? Number.NaN;
        expectWritten(step, output, null, type === 'averagePool2d');
        const all = part?.terms.length ?? 0;
        if (type === 'averagePool2d' || seen.length === 0) return;
        const best = type === 'maxPool2d' ? Math.max(...seen) : Math.min(...seen);
        expect(step.soFar(all).value).toBe(best);
        expect(step.soFar(all).text).toBe(step.resultText);
      }),
      RUNS,
    ));
});

describe('layers that read whole maps', () => {
  const nodes: readonly ModelNode[] = [
    { id: 'conv', type: 'conv2d', inputs: [INPUT], attributes: { outChannels: 5, kernel: [3, 3] } },
    { id: 'relu', type: 'relu', inputs: ['conv'] },
    { id: 'mean', type: 'globalAveragePool', inputs: ['relu'] },
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
  test('global pooling: each value reads the map of its own channel', async () => {
    const { sweep, values } = await played(nodes, [2, 8, 9], 'mean', 0);
    for (let position = 0; position < 5; position++) {
      const step = stepOf(sweep, values, position);
      expect(step.parts.map(({ plane, terms }) => [plane, terms.length])).toEqual([[position, 42]]);
      expectWritten(step, values.output[position] ?? Number.NaN, null, true);
    }
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
