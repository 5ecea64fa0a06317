/** A network of the digits net's kind (seven kernels), its weights from a seed, and a scene of all its maps. */
import type { Palette, Plan, PlanTensor, Scene, Tile, Weights } from '../../src/backend/types';
import { Random } from '../../src/core/random';
import type { ModelSpec } from '../../src/graph/model';

const convolution = (id: string, input: string, outChannels: number): ModelSpec['nodes'][number] => ({
  id,
  type: 'conv2d',
  inputs: [input],
  attributes: { outChannels, kernel: [3, 3], pad: [1, 1, 1, 1] },
});

export const digitsNet: ModelSpec = {
  name: 'seven kernels',
  input: { shape: [1, 28, 28] },
  nodes: [
    convolution('conv1', 'input', 8),
    { id: 'relu1', type: 'relu', inputs: ['conv1'] },
    { id: 'pool1', type: 'maxPool2d', inputs: ['relu1'] },
    convolution('conv2', 'pool1', 16),
    { id: 'relu2', type: 'relu', inputs: ['conv2'] },
    { id: 'pool2', type: 'maxPool2d', inputs: ['relu2'] },
    { id: 'flatten', type: 'flatten', inputs: ['pool2'] },
    { id: 'dense1', type: 'dense', inputs: ['flatten'], attributes: { outFeatures: 32 } },
    { id: 'relu3', type: 'relu', inputs: ['dense1'] },
    { id: 'dense2', type: 'dense', inputs: ['relu3'], attributes: { outFeatures: 10 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense2'] },
  ],
  output: 'softmax',
  labels: [],
  preprocessing: null,
};

const noise = (length: number, seed: number, scale: number): Float32Array => {
  const random = new Random(seed);
  return Float32Array.from({ length }, () => scale * random.normal());
};

/** Normal weights; what an optimiser keeps starts at zero. */
export function randomWeights(plan: Plan, seed = 7): Weights {
  const wanted = plan.tensors.filter(({ arena }) => plan.arenas[arena]?.kind === 'weight');
  return new Map(wanted.map(({ name, length, id }) => [name, noise(length, seed + id, 0.2)]));
}

/** An input of values from 0 to 1. */
export const randomInput = (plan: Plan, seed = 3): Float32Array =>
  noise(plan.tensors[plan.input]?.length ?? 0, seed, 1).map((value) => Math.min(1, Math.abs(value)));

export const palette: Palette = {
  negative: [40, 90, 200],
  zero: [250, 250, 250],
  positive: [200, 80, 20],
  paper: [255, 255, 255],
  ink: [10, 10, 10],
  broken: [220, 0, 220],
};

/** All planes of all nodes' outputs in rows, the input first and in ink; sizes that do not divide evenly. */
export function sceneOf(plan: Plan, range: Scene['range'], pixelRatio = 1): Scene {
  const tiles: Tile[] = [];
  let y = 3;
  const shown = [plan.input, ...plan.nodes.map(({ output }) => output)];
  for (const [group, id] of shown.entries()) {
    const tensor = plan.tensors[id] as PlanTensor;
    const [, planes = 1, rows = 1, columns = 1] = tensor.shape.length === 4 ? tensor.shape : [1, 1, 1, tensor.length];
    const size = rows === 1 ? { width: 4 * columns, height: 5.5 } : { width: 25.5, height: 31 };
    for (let plane = 0; plane < planes; plane++) {
      const place = { x: 2.25 + plane * (size.width + 2), y, ...size };
      tiles.push({ tensor: id, plane, columns, rows, ...place, colour: group === 0 ? 'ink' : 'signed', group });
    }
    y += size.height + 2;
  }
  return { width: 450, height: Math.ceil(y), pixelRatio, tiles, range, palette };
}
