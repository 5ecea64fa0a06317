/** A weight written where it is shown is the number that computes, whatever scales it; and the way back is exact. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkModel, resolveModel } from '../../../src/graph/model';
import { filterOf, weightsFor } from '../../../src/workspace/edit/apply';
import {
  type Edits,
  editFilter,
  noEdits,
  scaleInput,
  toggleMuted,
  toggleSolo,
} from '../../../src/workspace/edit/edits';
import { filterNow, restoreWeights, tidied, writeBias, writeWeights } from '../../../src/workspace/edit/inPlace';
import { stored } from '../../helpers/models';

const spec = checkModel({
  name: 'small',
  input: { shape: [2, 6, 6] },
  nodes: [
    { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 3 } },
    { id: 'flat', type: 'flatten', inputs: ['conv'] },
    { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 3 } },
  ],
  output: 'dense',
  labels: [],
  preprocessing: null,
});
const model = resolveModel(spec, 1);
const { weights: trained } = stored(spec);
const weightsOf = weightsFor(model, trained);
const conv = { node: 'conv', channel: 1 } as const;
const dense = { node: 'dense', channel: 2 } as const;
const own = (at: { readonly node: string; readonly channel: number }) => filterOf(trained, at.node, 3, at.channel);
/** What the network computes with. */
const computes = (edits: Edits, at: typeof conv | typeof dense) =>
  filterOf(new Map([...trained, ...weightsOf(edits)]), at.node, 3, at.channel);

const scales = fc.double({ min: -3, max: 3, noNaN: true }).filter((scale) => Math.abs(scale) > 0.01);
const numbers = fc.float({ min: -8, max: 8, noNaN: true });

test('what is written computes, to the last places of float32, under any scale', () => {
  fc.assert(
    fc.property(scales, scales, numbers, fc.nat(47), (scale, input, value, weight) => {
      let edits = scaleInput(editFilter(noEdits, 'dense', 2, { scale }), 'dense', weight, input);
      edits = writeWeights(edits, dense, own(dense), [[weight, value]]);
      const now = filterNow(own(dense), edits, dense);
      expect(Math.abs((now.weights[weight] ?? 0) - value)).toBeLessThanOrEqual(2 ** -22 * Math.abs(value) + 2 ** -140);
      expect(now.weights).toEqual(computes(edits, dense).weights);
    }),
  );
});

test('without a scale it is the number itself; others stay, and the trained number is no edit', () => {
  const edits = writeWeights(noEdits, conv, own(conv), [
    [4, -1.25],
    [9, 0.1],
  ]);
  const { weights } = filterNow(own(conv), edits, conv);
  expect([weights[4], weights[9]]).toEqual([-1.25, Math.fround(0.1)]);
  expect([...weights].filter((weight, i) => weight !== own(conv).weights[i])).toHaveLength(2);
  const one = restoreWeights(edits, conv, 9, 9);
  expect(filterNow(own(conv), one, conv).weights[9]).toBe(own(conv).weights[9]);
  expect(one.get('conv')?.filters.get(1)?.cells).toEqual(new Map([[4, -1.25]]));
  expect(writeWeights(one, conv, own(conv), [[4, own(conv).weights[4] ?? 0]])).toEqual(noEdits);
});

test('the bias is replaced, and the trained one is no edit', () => {
  const trainedBias = own(conv).bias ?? expect.fail('no bias');
  const edits = writeBias(noEdits, conv, own(conv), 0.3);
  expect(filterNow(own(conv), edits, conv).bias).toBe(Math.fround(0.3));
  expect(writeBias(edits, conv, own(conv), trainedBias)).toEqual(noEdits);
});

test('what shows nothing is fixed: a silent filter is zero, one scaled by zero takes no weights', () => {
  const silent = [toggleMuted(noEdits, 'conv', 1), toggleSolo(noEdits, 'conv', 0)];
  for (const edits of silent) {
    const now = filterNow(own(conv), edits, conv);
    expect([now.isFixed, now.bias, ...now.weights].every((each) => each === true || each === 0)).toBe(true);
    expect(now.weights).toEqual(computes(edits, conv).weights);
  }
  const zero = editFilter(noEdits, 'conv', 1, { scale: 0 });
  expect(filterNow(own(conv), zero, conv).isFixed).toBe(true);
  expect(writeWeights(zero, conv, own(conv), [[0, 1]])).toEqual(zero);
  expect(filterNow(own(conv), noEdits, conv).isFixed).toBe(false);
});

test.each([
  [0.123456, 0.59, 0.123],
  [0.123456, 0.059, 0.1235],
  [-1.23456, 2.5, -1.23],
  [123.4, 250, 123],
])('%f within a reach of %f is dragged to %f', (value, reach, short) => {
  expect(tidied(value, reach)).toBe(short);
});
