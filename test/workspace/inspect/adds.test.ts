/** What the maps of a convolution's input add: together with the bias, everywhere, what the engine computed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import { checkModel } from '../../../src/graph/model';
import type { ExplanationOf } from '../../../src/layers/explain';
import { addsOf, sumOfParts } from '../../../src/workspace/inspect/adds';
import { mapIn } from '../../../src/workspace/inspect/mapReading';
import { readLayer, valueIn } from '../../../src/workspace/inspect/reading';
import { networkOf } from '../../../src/workspace/network';
import { pixelAtIndex } from '../../../src/workspace/selection';
import { stored } from '../../helpers/models';

const convolutions = {
  plain: { outChannels: 3, kernel: [3, 3], pad: [1, 1, 1, 1] },
  strided: { outChannels: 4, kernel: [3, 2], stride: [2, 1], pad: [0, 1, 1, 0], bias: false },
  dilated: { outChannels: 2, kernel: [2, 3], dilation: [2, 2], pad: [2, 2, 2, 2] },
  grouped: { outChannels: 6, kernel: [3, 3], groups: 3 },
  reflected: { outChannels: 2, kernel: [5, 5], pad: [2, 2, 2, 2], padMode: 'reflect' },
  edged: { outChannels: 2, kernel: [3, 3], pad: [1, 1, 1, 1], padMode: 'edge' },
} as const;

test.each(Object.entries(convolutions))('of a %s convolution', async (name, attributes) => {
  const spec = checkModel({
    name,
    input: { shape: [3, 9, 11] },
    nodes: [{ id: 'conv', type: 'conv2d', inputs: ['input'], attributes }],
    output: 'conv',
    labels: [],
    preprocessing: { kind: 'picture', size: [9, 11], mean: [0, 0, 0], deviation: [1, 1, 1] },
  });
  const model = stored(spec);
  const network = networkOf(model);
  const program = await createReferenceBackend().load(network.plan, model.weights);
  program.write(
    network.plan.input,
    Float32Array.from({ length: 3 * 99 }, (_, i) => Math.sin(1 + 3 * i)),
  );
  await program.run();
  const reader = {
    read: (ids: readonly number[]) => Promise.all(ids.map((id) => program.read(id))),
    weights: {},
  };
  const reading = (await readLayer(reader, network, 'conv')) ?? expect.fail('a reading');
  const { layer, node, inputs } = reading;
  const size = layer.rows * layer.columns;
  for (let channel = 0; channel < layer.planes; channel++) {
    const { filter } = mapIn(reading, network, channel);
    if (!node || !filter) return expect.fail('a filter');
    const maps = filter.kernels.map((_, c) => addsOf(node, filter, c, inputs[0] ?? expect.fail('an input')));
    const own = reading.output.subarray(channel * size, (channel + 1) * size);
    own.forEach((value, i) => {
      const sum = maps.reduce((total, map) => total + (map[i] ?? Number.NaN), filter.bias ?? 0);
      expect(sum).toBeCloseTo(value, 4);
    });
    // One place of it is the sum of that window's products.
    const index = channel * size + Math.floor(size / 2);
    const { equation } = valueIn(reading, pixelAtIndex(layer, index));
    if (equation?.explanation.kind !== 'weighted') return expect.fail('a weighted sum');
    const { rows } = sumOfParts(equation.explanation, Infinity, { isExact: true });
    rows.forEach(({ value, part }) => {
      expect(value).toBeCloseTo(maps[part ?? -1]?.[Math.floor(size / 2)] ?? Number.NaN, 5);
    });
  }
});

const weighted = (sums: readonly number[], bias: number | null): ExplanationOf<'weighted'> => ({
  kind: 'weighted',
  parts: sums.map((value, i) => [{ input: 0, index: i, value, weightIndex: i, weight: 1 }]),
  bias,
  result: sums.reduce((a, b) => a + b, bias ?? 0),
  bound: 0,
});

test('the digits of the rows that are shown, of the rest and of the bias add up to those of the result', () => {
  const value = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), fc.option(value), fc.nat(19), (sums, bias, kept) => {
      const { rows, bias: last, result, decimals } = sumOfParts(weighted(sums, bias), 8, { kept });
      const units = [...rows, ...(last ? [last] : [])].map((row) => row.units ?? Number.NaN);
      const total = units.reduce((a, b) => a + b, 0);
      expect(Math.abs(total / 10 ** (decimals ?? 0) - result)).toBeLessThanOrEqual(0.5001 / 10 ** (decimals ?? 0));
      expect(rows.reduce((count, row) => count + row.count, 0)).toBe(sums.length);
      expect(last === null).toBe(bias === null);
      const shown = rows.flatMap(({ part }) => (part === null ? [] : [part]));
      expect(shown).toHaveLength(Math.min(8, sums.length));
      expect(shown).toEqual([...shown].sort((a, b) => a - b));
      if (kept < sums.length) expect(shown).toContain(kept);
      const left = sums.flatMap((sum, i) => (shown.includes(i) ? [] : [Math.abs(sum)]));
      const least = Math.min(...shown.filter((i) => i !== kept).map((i) => Math.abs(sums[i] ?? 0)));
      for (const size of left) expect(size).toBeLessThanOrEqual(least);
    }),
  );
});
