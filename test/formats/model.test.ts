/** The native model file: what is written comes back, and what does not fit its model is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { decodeModel, encodeModel } from '../../src/formats/model';
import { decodeSafetensors, encodeSafetensors } from '../../src/formats/safetensors';
import { checkModel, type ModelSpec } from '../../src/graph/model';
import { initialWeights } from '../../src/train/initialise';

const spec: ModelSpec = {
  name: 'small',
  input: { shape: [1, 6, 6] },
  nodes: [
    { id: 'conv1', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 2 } },
    { id: 'norm1', type: 'batchNorm', inputs: ['conv1'] },
    { id: 'relu1', type: 'relu', inputs: ['norm1'] },
    { id: 'dense1', type: 'dense', inputs: ['relu1'], attributes: { outFeatures: 3 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense1'] },
  ],
  output: 'softmax',
  labels: ['a', 'b', 'c'],
  preprocessing: { kind: 'drawing', size: [6, 6], mean: [0], deviation: [1], box: 4 },
};
const weights = initialWeights(spec, 3);

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'none';
}

/** The file with its tensors and metadata changed. */
function altered(
  change: (parts: {
    tensors: Map<string, { shape: number[]; values: Float32Array }>;
    metadata: Map<string, string>;
  }) => void,
) {
  const { tensors, metadata } = decodeSafetensors(encodeModel(spec, weights));
  const parts = {
    tensors: new Map([...tensors].map(([name, { shape, values }]) => [name, { shape: [...shape], values }])),
    metadata: new Map(metadata),
  };
  change(parts);
  return encodeSafetensors(parts);
}

describe('the model file', () => {
  it('gives back the model, its weights and its provenance', () => {
    const model = decodeModel(encodeModel(spec, weights, { seed: 3, data: 'none' }));
    expect(model.spec).toEqual(checkModel(spec));
    expect(model.provenance).toEqual({ seed: 3, data: 'none' });
    expect(model.weights).toEqual(weights);
    expect(model.weights.has('norm1.variance')).toBe(true);
  });

  it('is the same bytes for the same model', () => {
    const shuffled = new Map([...weights].reverse());
    expect(encodeModel(spec, shuffled)).toEqual(encodeModel(spec, weights));
  });

  it('leaves out weights that the model does not have', () => {
    const more = new Map([...weights, ['conv1.weight.velocity', new Float32Array(2)]]);
    expect(decodeModel(encodeModel(spec, more)).weights).toEqual(weights);
  });

  it('needs every weight, in its size', () => {
    const missing = new Map(weights);
    missing.delete('conv1.bias');
    expect(codeOf(() => encodeModel(spec, missing))).toBe('weights');
    const short = new Map(weights).set('conv1.bias', new Float32Array(1));
    expect(codeOf(() => encodeModel(spec, short))).toBe('weights');
  });

  it.each<[string, string, Parameters<typeof altered>[0]]>([
    ['a missing weight', 'weights', ({ tensors }) => tensors.delete('dense1.weight')],
    ['a weight of no layer', 'weights', ({ tensors }) => tensors.set('x', { shape: [0], values: new Float32Array(0) })],
    [
      'a weight of the right size in another shape',
      'weights',
      ({ tensors }) => {
        const tensor = tensors.get('conv1.weight');
        if (tensor) tensor.shape = [1, 2, 3, 3];
      },
    ],
    ['plain weights', 'file', ({ metadata }) => metadata.clear()],
    ['another format', 'file', ({ metadata }) => metadata.set('format', 'other/1')],
    ['no model', 'file', ({ metadata }) => metadata.delete('model')],
    ['a model that is not JSON', 'file', ({ metadata }) => metadata.set('model', '{')],
    ['no provenance', 'file', ({ metadata }) => metadata.delete('provenance')],
    ['a provenance that is a list', 'file', ({ metadata }) => metadata.set('provenance', '[]')],
    ['a model that is not one', 'graph', ({ metadata }) => metadata.set('model', '{}')],
    [
      'an attribute out of range',
      'attribute',
      ({ metadata }) =>
        metadata.set('model', (metadata.get('model') ?? '').replace('"outChannels":2', '"outChannels":0')),
    ],
    [
      'a network whose shapes do not fit',
      'shape',
      ({ metadata }) => metadata.set('model', (metadata.get('model') ?? '').replace('[1,6,6]', '[1,2,2]')),
    ],
  ])('refuses %s', (_, code, change) => {
    expect(codeOf(() => decodeModel(altered(change)))).toBe(code);
  });

  it('never fails otherwise than with an EngineError, whatever is changed in the model’s text', () => {
    const text = JSON.stringify(spec);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(8), fc.string({ maxLength: 4 }), (at, length, put) => {
        const bytes = altered(({ metadata }) => {
          metadata.set('model', text.slice(0, at) + put + text.slice(at + length));
        });
        expect(['none', 'file', 'graph', 'attribute', 'shape', 'weights']).toContain(codeOf(() => decodeModel(bytes)));
      }),
      { numRuns: 1000 },
    );
  });
});
