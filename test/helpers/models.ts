/** Small networks for tests of what is built on models: a chain with activations, and a graph with branches. */
import type { StoredModel } from '../../src/formats/model';
import { checkModel, type ModelSpec } from '../../src/graph/model';
import { initialWeights } from '../../src/train/initialise';

/** A chain: convolution and ReLU, pooling, dropout, dense, softmax over three classes. */
export const chain: ModelSpec = checkModel({
  name: 'chain',
  input: { shape: [1, 8, 8] },
  nodes: [
    { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 5, pad: [1, 1, 1, 1] } },
    { id: 'relu', type: 'relu', inputs: ['conv'] },
    { id: 'pool', type: 'maxPool2d', inputs: ['relu'] },
    { id: 'drop', type: 'dropout', inputs: ['pool'] },
    { id: 'flat', type: 'flatten', inputs: ['drop'] },
    { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 3 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense'] },
  ],
  output: 'softmax',
  labels: ['a', 'b', 'c'],
  preprocessing: { kind: 'drawing', box: 6, size: [8, 8], mean: [0.25], deviation: [0.5] },
});

/** A graph: two branches of different depth that are joined, on three channels, ending in a global average. */
export const branches: ModelSpec = checkModel({
  name: 'branches',
  input: { shape: [3, 12, 10] },
  nodes: [
    { id: 'squeeze', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, kernel: [1, 1] } },
    { id: 'squeezed', type: 'relu', inputs: ['squeeze'] },
    { id: 'small', type: 'conv2d', inputs: ['squeezed'], attributes: { outChannels: 6, kernel: [1, 1] } },
    { id: 'large', type: 'conv2d', inputs: ['squeezed'], attributes: { outChannels: 6, pad: [1, 1, 1, 1] } },
    { id: 'largeRelu', type: 'relu', inputs: ['large'] },
    { id: 'joined', type: 'concat', inputs: ['small', 'largeRelu'] },
    { id: 'average', type: 'globalAveragePool', inputs: ['joined'] },
  ],
  output: 'average',
  labels: [],
  preprocessing: { kind: 'picture', size: [12, 10], mean: [0.5, 0.4, 0.3], deviation: [0.25, 0.5, 1] },
});

/** A model with seeded random weights. */
export const stored = (spec: ModelSpec, seed = 1): StoredModel => ({
  spec,
  weights: initialWeights(spec, seed),
  provenance: {},
});
