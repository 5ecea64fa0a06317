/** Initial weights: the variance that each paper asks for, a share of it, and layers that do not change each other. */
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { checkModel } from '../../src/graph/model';
import { type Initialisation, initialWeights } from '../../src/train/initialise';

const spec = checkModel({
  name: 'wide',
  input: { shape: [8, 9, 9] },
  nodes: [
    { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 96, groups: 2 } },
    { id: 'norm', type: 'batchNorm', inputs: ['conv'] },
    { id: 'dense', type: 'dense', inputs: ['norm'], attributes: { outFeatures: 10 } },
  ],
  output: 'dense',
});

const variance = (values: Float32Array | undefined): number =>
  (values ?? new Float32Array()).reduce((sum, value) => sum + value * value, 0) / (values?.length ?? 0);

// A filter of conv reads 4 channels of its group, and an input of it feeds 48 filters.
const [fanIn, fanOut] = [4 * 9, 48 * 9];

describe('the variance of a layer', () => {
  it.each([
    ['he', 2 / fanIn],
    ['glorot', 2 / (fanIn + fanOut)],
    ['lecun', 1 / fanIn],
    ['uniform', 1 / (3 * fanIn)],
  ] as const)('%s, and of a tenth of it', (kind, wanted) => {
    const of = (how: Initialisation) => initialWeights(spec, 3, { others: how }).get('conv.weight');
    const whole = of({ kind });
    expect(variance(whole) / wanted).toBeGreaterThan(0.9);
    expect(variance(whole) / wanted).toBeLessThan(1.1);
    const tenth = of({ kind, share: 0.1 });
    for (const [i, value] of (tenth ?? []).entries()) expect(value).toBeCloseTo(0.1 * (whole?.[i] ?? 0), 7);
  });

  it('uniform values stay within their bound', () => {
    const values = initialWeights(spec, 3, { others: { kind: 'uniform' } }).get('conv.weight') ?? new Float32Array();
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(fanIn));
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.98 / Math.sqrt(fanIn));
  });
});

it('one layer begins otherwise, and the others as before; constants are never drawn', () => {
  const usual = initialWeights(spec, 3);
  for (const kind of ['uniform', 'zeros', 'glorot'] as const) {
    const other = initialWeights(spec, 3, { layers: { conv: { kind } } });
    expect(other.get('conv.weight')).not.toEqual(usual.get('conv.weight'));
    expect(other.get('dense.weight')).toEqual(usual.get('dense.weight'));
    expect([...(other.get('norm.scale') ?? [])].every((value) => value === 1)).toBe(true);
    expect([...(other.get('conv.bias') ?? [])].every((value) => value === 0)).toBe(true);
  }
  expect(variance(initialWeights(spec, 3, { others: { kind: 'zeros' } }).get('dense.weight'))).toBe(0);
});

it('is the same for the same seed, and refuses a layer that is none', () => {
  expect(initialWeights(spec, 4)).toEqual(initialWeights(spec, 4));
  expect(initialWeights(spec, 5)).not.toEqual(initialWeights(spec, 4));
  expect(() => initialWeights(spec, 4, { layers: { convolution: { kind: 'he' } } })).toThrow(EngineError);
});
