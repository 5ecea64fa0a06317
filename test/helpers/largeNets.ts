/**
 * AlexNet (Krizhevsky 2014, as torchvision has it: 61,100,840 weights) and VGG-16 (Simonyan and Zisserman 2014:
 * 138,357,544), with weights and a picture that are hashes of their places, and what PyTorch answers with the same ones
 * (test/fixtures/largeNets.py).
 */
import type { Plan } from '../../src/backend/types';
import type { ModelNode, ModelSpec } from '../../src/graph/model';

type Attributes = NonNullable<ModelNode['attributes']>;

function chainOf(
  name: string,
  layers: readonly (readonly [type: ModelNode['type'], attributes?: Attributes])[],
): ModelSpec {
  const nodes = layers.map(([type, attributes = {}], k): ModelNode => {
    const inputs = [k === 0 ? 'input' : `${layers[k - 1]?.[0]}${k - 1}`];
    return { id: `${type}${k}`, type, inputs, attributes };
  });
  const input = { shape: [3, 224, 224] as const };
  return { name, input, nodes, output: nodes.at(-1)?.id ?? '', labels: [], preprocessing: null };
}

const convolution = (outChannels: number, kernel: number, stride: number, pad: number) =>
  [
    ['conv2d', { outChannels, kernel: [kernel, kernel], stride: [stride, stride], pad: [pad, pad, pad, pad] }],
    ['relu'],
  ] as const;

const pool = (window: number) => ['maxPool2d', { window: [window, window], stride: [2, 2] }] as const;

const classifier = [
  ['flatten'],
  ['dense', { outFeatures: 4096 }],
  ['relu'],
  ['dense', { outFeatures: 4096 }],
  ['relu'],
  ['dense', { outFeatures: 1000 }],
] as const;

export const alexNet = chainOf('AlexNet', [
  ...convolution(64, 11, 4, 2),
  pool(3),
  ...convolution(192, 5, 1, 2),
  pool(3),
  ...convolution(384, 3, 1, 1),
  ...convolution(256, 3, 1, 1),
  ...convolution(256, 3, 1, 1),
  pool(3),
  ...classifier,
]);

export const vgg16 = chainOf('VGG-16', [
  ...[
    [64, 64],
    [128, 128],
    [256, 256, 256],
    [512, 512, 512],
    [512, 512, 512],
  ].flatMap((block) => [...block.flatMap((channels) => convolution(channels, 3, 1, 1)), pool(2)]),
  ...classifier,
]);

/** Uniform on [-most, most): the hash of each place (the finaliser of MurmurHash3, Appleby) among those of a number. */
export function hashed(length: number, number: number, most: number): Float32Array {
  const values = new Float32Array(length);
  const start = Math.imul(number, 0x85ebca77);
  for (let i = 0; i < length; i++) {
    let h = (Math.imul(i, 0x9e3779b1) + start) | 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    values[i] = ((h >>> 8) / 2 ** 23 - 1) * most;
  }
  return values;
}

/** Weights of a plan in the order of their layers: variance 2 / fanIn (He et al. 2015), biases up to 0.1. */
export function hashedWeights(plan: Plan): ReadonlyMap<string, Float32Array> {
  const weights = plan.tensors.filter(({ arena }) => plan.arenas[arena]?.kind === 'weight');
  return new Map(
    weights.map(({ name, shape, length }, k) => {
      const most = shape.length === 1 ? 0.1 : Math.sqrt((6 * (shape[0] ?? 1)) / length);
      return [name, hashed(length, k, most)];
    }),
  );
}

export const hashedPicture = (): Float32Array => hashed(3 * 224 * 224, 1000, 1);

/** The first logits that PyTorch 1.13 gives, the largest one's place, and the largest |logit|. */
export const answers = {
  alexNet: {
    first: [-4.056901, 0.346193, 1.109779, -2.920535, 3.082381, 4.225112, -5.487226, -1.637464],
    best: 541,
    largest: 15.077028,
  },
  vgg16: {
    first: [-2.190865, 1.641475, 1.970859, 0.235537, 2.752759, 3.192474, 0.943224, -0.560885],
    best: 837,
    largest: 7.005024,
  },
};
