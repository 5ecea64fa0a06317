/** The two networks that the page ships, as they are trained (batch normalisation is folded afterwards). */
import type { ModelNode, ModelSpec } from '../../src/graph/model';
import { cifarLabels } from '../../src/train/data/cifar';

/** LeNet-like: two convolutions that can be viewed as pictures, two dense layers. Seven kernels per frame. */
export const digitsSpec: ModelSpec = {
  name: 'digits',
  input: { shape: [1, 28, 28] },
  nodes: [
    {
      id: 'conv1',
      type: 'conv2d',
      inputs: ['input'],
      attributes: { outChannels: 8, kernel: [5, 5], pad: [2, 2, 2, 2] },
    },
    { id: 'relu1', type: 'relu', inputs: ['conv1'] },
    { id: 'pool1', type: 'maxPool2d', inputs: ['relu1'] },
    { id: 'conv2', type: 'conv2d', inputs: ['pool1'], attributes: { outChannels: 16, kernel: [5, 5] } },
    { id: 'relu2', type: 'relu', inputs: ['conv2'] },
    { id: 'pool2', type: 'maxPool2d', inputs: ['relu2'] },
    { id: 'flatten', type: 'flatten', inputs: ['pool2'] },
    { id: 'dense1', type: 'dense', inputs: ['flatten'], attributes: { outFeatures: 80 } },
    { id: 'relu3', type: 'relu', inputs: ['dense1'] },
    { id: 'dense2', type: 'dense', inputs: ['relu3'], attributes: { outFeatures: 10 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense2'] },
  ],
  output: 'softmax',
  labels: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  preprocessing: { kind: 'drawing', box: 20, size: [28, 28], mean: [0.1307], deviation: [0.3081] },
};

/** A size-preserving 3 x 3 convolution, batch normalisation and ReLU. */
function block(index: number, input: string, outChannels: number): ModelNode[] {
  return [
    {
      id: `conv${index}`,
      type: 'conv2d',
      inputs: [input],
      attributes: { outChannels, kernel: [3, 3], pad: [1, 1, 1, 1], bias: false },
    },
    { id: `norm${index}`, type: 'batchNorm', inputs: [`conv${index}`] },
    { id: `relu${index}`, type: 'relu', inputs: [`norm${index}`] },
  ];
}

const pool = (index: number, input: string): ModelNode => ({ id: `pool${index}`, type: 'maxPool2d', inputs: [input] });

/** Five blocks at four sizes, halved by max pooling: 6.3 million multiply-accumulates per picture. */
export const objectsSpec: ModelSpec = {
  name: 'objects',
  input: { shape: [3, 32, 32] },
  nodes: [
    ...block(1, 'input', 16),
    pool(1, 'relu1'),
    ...block(2, 'pool1', 32),
    pool(2, 'relu2'),
    ...block(3, 'pool2', 64),
    ...block(4, 'relu3', 64),
    pool(3, 'relu4'),
    ...block(5, 'pool3', 128),
    { id: 'average', type: 'globalAveragePool', inputs: ['relu5'] },
    { id: 'flatten', type: 'flatten', inputs: ['average'] },
    { id: 'dense1', type: 'dense', inputs: ['flatten'], attributes: { outFeatures: 10 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense1'] },
  ],
  output: 'softmax',
  labels: [...cifarLabels],
  preprocessing: {
    kind: 'picture',
    size: [32, 32],
    mean: [0.4913, 0.4821, 0.4465],
    deviation: [0.2452, 0.2428, 0.2606],
  },
};
