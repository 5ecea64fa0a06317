/** A task that a tiny network learns in seconds: which quarter of a noisy 6 x 6 picture is bright. */
import { Random } from '../../src/core/random';
import type { ModelSpec } from '../../src/graph/model';
import type { SampleSource } from '../../src/train/samples';

const SIDE = 6;

/** `count` samples, the same for the same seed; `noise` is drawn anew each time a sample is written, as augmentation. */
export function blobs(count: number, seed: number, noise = 0): SampleSource {
  const random = new Random(seed);
  const labels = Array.from({ length: count }, () => random.below(4));
  const fixed = Float32Array.from({ length: count * SIDE * SIDE }, () => 0.5 * random.normal());
  return {
    count,
    classes: 4,
    length: SIDE * SIDE,
    label: (index) => labels[index] ?? -1,
    write(index, into, at, augmentation) {
      const label = labels[index] ?? 0;
      for (let i = 0; i < SIDE * SIDE; i++) {
        const quarter = 2 * Number(i >= (SIDE * SIDE) / 2) + Number(i % SIDE >= SIDE / 2);
        const extra = noise === 0 ? 0 : noise * augmentation.normal();
        into[at + i] = (fixed[index * SIDE * SIDE + i] as number) + (quarter === label ? 1 : 0) + extra;
      }
    },
  };
}

export const blobsSpec: ModelSpec = {
  name: 'blobs',
  input: { shape: [1, SIDE, SIDE] },
  nodes: [
    { id: 'conv1', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, pad: [1, 1, 1, 1], bias: false } },
    { id: 'norm1', type: 'batchNorm', inputs: ['conv1'] },
    { id: 'relu1', type: 'relu', inputs: ['norm1'] },
    { id: 'pool1', type: 'maxPool2d', inputs: ['relu1'] },
    { id: 'dropout1', type: 'dropout', inputs: ['pool1'], attributes: { rate: 0.1 } },
    { id: 'dense1', type: 'dense', inputs: ['dropout1'], attributes: { outFeatures: 4 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense1'] },
  ],
  output: 'softmax',
  labels: ['upper left', 'upper right', 'lower left', 'lower right'],
  preprocessing: null,
};
