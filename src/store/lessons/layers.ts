/** What leads on from a layer: its entry in the glossary, and a laboratory with the layer opened in it. */
import type { Weights } from '../../backend/types';
import { type ResolvedModel, type ResolvedNode, weightName } from '../../graph/model';
import { type LayerType, layerOf } from '../../layers';
import type { NetworkMap } from '../../workspace/catalogue/records';
import { isChoice } from '../../workspace/choices';
import { kernelsCodec } from '../../workspace/labs/kernelLab/codec';
import { type KernelLayer, labActivations, limits, padModes } from '../../workspace/labs/kernelLab/design';
import { kernelsDefaults } from '../../workspace/labs/kernelLab/state';
import { labSides } from '../../workspace/labs/labInput';
import { defaultSettings, MOST_STRIDE, MOST_WINDOW, poolingCodec } from '../../workspace/labs/pooling/settings';
import type { TermId } from './glossary';
import type { Touch } from './touch';

/** The term that explains a layer type; null if the glossary has none. */
export const termOf = {
  conv2d: 'convolution',
  dense: 'dense',
  maxPool2d: 'maxPooling',
  averagePool2d: 'pooling',
  minPool2d: 'pooling',
  globalAveragePool: 'globalPooling',
  globalMaxPool: 'globalPooling',
  globalMinPool: 'globalPooling',
  relu: 'relu',
  leakyRelu: 'activationFunction',
  elu: 'activationFunction',
  selu: 'activationFunction',
  sigmoid: 'activationFunction',
  tanh: 'activationFunction',
  softplus: 'activationFunction',
  hardSigmoid: 'activationFunction',
  hardSwish: 'activationFunction',
  gelu: 'activationFunction',
  clip: 'activationFunction',
  batchNorm: null,
  lrn: null,
  dropout: null,
  flatten: 'flatten',
  reshape: null,
  pad: 'padding',
  add: null,
  multiply: null,
  concat: null,
  softmax: 'softmax',
  logSoftmax: 'softmax',
} as const satisfies Record<LayerType, TermId | null>;

/** One number for all sides or both axes, if they agree and are not too large; else null. */
function single(value: unknown, most: number): number | null {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  const [first] = all;
  return typeof first === 'number' && first <= most && all.every((each) => each === first) ? first : null;
}

/** The activation function that reads a layer, if the laboratory has it. */
function activationAfter({ nodes }: ResolvedModel, id: string): KernelLayer['activation'] {
  const next = nodes.find(({ type, inputs }) => inputs.includes(id) && layerOf(type).activation);
  return next && isChoice(labActivations, next.type) ? next.type : 'none';
}

/** A convolution in the page "Kernels": its filters if they read a picture, else the first kernel of the first one. */
function convolution(model: ResolvedModel, node: ResolvedNode, weights: Weights): Touch | null {
  const { id, attributes, inShapes } = node;
  const [count = 0, depth = 0, rows = 0, columns = 0] = node.weights.find(({ name }) => name === 'weight')?.shape ?? [];
  const values = weights.get(weightName(id, 'weight'));
  const stride = single(attributes.stride, limits.stride);
  const dilation = single(attributes.dilation, limits.dilation);
  const pad = single(attributes.pad, limits.pad);
  if (!values || !stride || !dilation || pad === null || Math.max(rows, columns) > limits.side) return null;
  const isWhole = (depth === 1 || depth === 3) && attributes.groups === 1;
  const filters = isWhole ? Math.min(count, limits.filters) : 1;
  const shown = isWhole ? depth : 1;
  const biases = weights.get(weightName(id, 'bias')) ?? new Float32Array(filters);
  const mode = isChoice(padModes, attributes.padMode) ? attributes.padMode : 'zero';
  const layer: KernelLayer = {
    filters,
    groups: 1,
    rows,
    columns,
    weights: [...values.subarray(0, filters * shown * rows * columns)],
    biases: [...biases.subarray(0, filters)],
    stride,
    dilation,
    padding: pad === 0 ? { mode: 'none', size: 0 } : { mode, size: pad },
    activation: activationAfter(model, id),
  };
  const height = inShapes[0]?.[2] ?? 0;
  const side = labSides.find((each) => each >= height) ?? kernelsDefaults.input.side;
  const colour = shown === 3 ? 'rgb' : 'gray';
  return {
    page: 'kernels',
    parameters: kernelsCodec.write({ ...kernelsDefaults, input: { side, colour }, layers: [layer] }),
  };
}

const marks = { max: 'max', min: 'min', average: 'none' } as const;

/** Pooling in the page "Pooling": of the map that it reads if the page can show that, else of the picture. */
function pooling({ attributes, inputs }: ResolvedNode, reduce: keyof typeof marks, maps: readonly NetworkMap[]): Touch {
  const map = maps.find(({ layer }) => layer === inputs[0])?.id ?? defaultSettings.map;
  const window = single(attributes.window, MOST_WINDOW) ?? defaultSettings.window;
  const stride = single(attributes.stride, MOST_STRIDE) ?? defaultSettings.stride;
  const pad = Math.min(single(attributes.pad, MOST_WINDOW) ?? 0, Math.floor(window / 2));
  const settings = { ...defaultSettings, map, window, stride, pad, marks: marks[reduce] };
  return { page: 'pooling', parameters: poolingCodec.write(settings) };
}

const reduces: { readonly [T in LayerType]?: keyof typeof marks } = {
  maxPool2d: 'max',
  globalMaxPool: 'max',
  averagePool2d: 'average',
  globalAveragePool: 'average',
  minPool2d: 'min',
  globalMinPool: 'min',
};

/** The laboratory with a layer opened in it, of a network with these maps; null if there is none for it, or if the laboratory cannot show it. */
export function labOf(model: ResolvedModel, id: string, weights: Weights, maps: readonly NetworkMap[]): Touch | null {
  const node = model.nodes.find((each) => each.id === id);
  if (!node) return null;
  if (layerOf(node.type).filters === 'kernels') return convolution(model, node, weights);
  const reduce = reduces[node.type];
  return reduce ? pooling(node, reduce, maps) : null;
}
