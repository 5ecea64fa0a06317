/** Networks of many layers for 28 x 28 drawings, ten classes. */
import { checkModel, type ModelNode, type ModelSpec } from '../../src/graph/model';

const CHANNELS = 8;

const conv = (id: string, input: string): ModelNode => ({
  id,
  type: 'conv2d',
  inputs: [input],
  attributes: { outChannels: CHANNELS, pad: [1, 1, 1, 1] },
});

function classifier(name: string, body: readonly ModelNode[]): ModelSpec {
  return checkModel({
    name,
    input: { shape: [1, 28, 28] },
    nodes: [
      ...body,
      { id: 'average', type: 'globalAveragePool', inputs: [body.at(-1)?.id ?? 'input'] },
      { id: 'flat', type: 'flatten', inputs: ['average'] },
      { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 10 } },
      { id: 'softmax', type: 'softmax', inputs: ['dense'] },
    ],
    output: 'softmax',
    labels: Array.from({ length: 10 }, (_, digit) => `${digit}`),
    preprocessing: { kind: 'drawing', box: 20, size: [28, 28], mean: [0.1307], deviation: [0.3081] },
  });
}

/** `conv0`, `relu0`, `conv1`, ...: so many pairs, one after the other. */
export const chainOf = (pairs: number): ModelSpec =>
  classifier(
    'deep',
    Array.from({ length: pairs }, (_, k): ModelNode[] => [
      conv(`conv${k}`, k === 0 ? 'input' : `relu${k - 1}`),
      { id: `relu${k}`, type: 'relu', inputs: [`conv${k}`] },
    ]).flat(),
  );

/** So many sums `add0`, `add1`, ... of two convolutions and what they read. */
export const residualOf = (sums: number): ModelSpec =>
  classifier('residual', [
    conv('stem', 'input'),
    ...Array.from({ length: sums }, (_, k): ModelNode[] => {
      const before = k === 0 ? 'stem' : `add${k - 1}`;
      return [
        conv(`first${k}`, before),
        { id: `relu${k}`, type: 'relu', inputs: [`first${k}`] },
        conv(`second${k}`, `relu${k}`),
        { id: `add${k}`, type: 'add', inputs: [before, `second${k}`] },
      ];
    }).flat(),
  ]);
