/** Networks of many layers for 28 x 28 drawings, ten classes. */
import { checkModel, type ModelNode, type ModelSpec } from '../../src/graph/model';

const CHANNELS = 8;

/** A residual network of bottlenecks (He et al. 2016): so many in each stage, on maps of half the size each. */
export function resNetOf(stages: readonly number[], size = 64, channels = 8): ModelSpec {
  const nodes: ModelNode[] = [];
  const add = (
    id: string,
    type: ModelNode['type'],
    inputs: readonly string[],
    attributes: ModelNode['attributes'] = {},
  ) => {
    nodes.push({ id, type, inputs, attributes });
    return id;
  };
  const normed = (id: string, input: string, outChannels: number, side: number, stride: number): string => {
    const pad = (side - 1) / 2;
    const attributes = {
      outChannels,
      kernel: [side, side],
      stride: [stride, stride],
      pad: [pad, pad, pad, pad],
    } as const;
    return add(`${id}.norm`, 'batchNorm', [add(`${id}.conv`, 'conv2d', [input], attributes)]);
  };
  let last = add('stem.relu', 'relu', [normed('stem', 'input', channels, 3, 2)]);
  for (const [stage, count] of stages.entries()) {
    const width = channels * 2 ** stage;
    for (let k = 0; k < count; k++) {
      const name = `layer${stage + 1}.${k}`;
      const stride = stage > 0 && k === 0 ? 2 : 1;
      const one = add(`${name}.relu1`, 'relu', [normed(`${name}.a`, last, width, 1, 1)]);
      const two = add(`${name}.relu2`, 'relu', [normed(`${name}.b`, one, width, 3, stride)]);
      const three = normed(`${name}.c`, two, 2 * width, 1, 1);
      const skip = k === 0 ? normed(`${name}.skip`, last, 2 * width, 1, stride) : last;
      last = add(`${name}.relu3`, 'relu', [add(`${name}.add`, 'add', [three, skip])]);
    }
  }
  const body = [add('average', 'globalAveragePool', [last]), add('flat', 'flatten', ['average'])];
  add('dense', 'dense', body.slice(-1), { outFeatures: 10 });
  add('softmax', 'softmax', ['dense']);
  const mean = [0.5, 0.5, 0.5];
  return checkModel({
    name: 'bottlenecks',
    input: { shape: [3, size, size] },
    nodes,
    output: 'softmax',
    labels: Array.from({ length: 10 }, (_, k) => `class ${k}`),
    preprocessing: { kind: 'picture', size: [size, size], mean, deviation: mean },
  });
}

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
