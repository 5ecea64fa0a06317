/**
 * What the page "Kernels" builds: up to three convolutions in sequence, each with its filters, geometry and activation
 * function. Plain values to be edited, undone and written to the address; spec.ts makes a network of them.
 */
import { type WindowAxis, windowOutput } from '../../../core/shapes';

export const padModes = ['none', 'zero', 'reflect', 'edge'] as const;
export type LabPadMode = (typeof padModes)[number];

export const labActivations = [
  'none',
  'relu',
  'leakyRelu',
  'elu',
  'selu',
  'sigmoid',
  'tanh',
  'softplus',
  'hardSigmoid',
  'hardSwish',
  'gelu',
  'clip',
] as const;
export type LabActivation = (typeof labActivations)[number];

export const limits = { side: 11, filters: 8, layers: 3, stride: 8, dilation: 8, pad: 15 } as const;

export interface Padding {
  readonly mode: LabPadMode;
  /** Pixels on each side; `same`: enough that the output is the input's size over the stride, rounded up. */
  readonly size: number | 'same';
}

/** Filters in one layer; each is a stack of kernels, one per channel of its group. */
export interface KernelLayer {
  readonly filters: number;
  /** Groups of input channels: 1 is an ordinary convolution, as many as channels is a depthwise one. */
  readonly groups: number;
  readonly rows: number;
  readonly columns: number;
  /** filters x (channels / groups) x rows x columns, as float32 values. */
  readonly weights: readonly number[];
  /** One per filter. */
  readonly biases: readonly number[];
  readonly stride: number;
  readonly dilation: number;
  readonly padding: Padding;
  readonly activation: LabActivation;
}

/** What stays fixed in a layer while its numbers are dragged. */
export interface LayerShape extends Omit<KernelLayer, 'weights' | 'biases'> {
  readonly weights: Pick<KernelLayer['weights'], 'length'>;
}

const shaping = Object.keys({
  filters: true,
  groups: true,
  rows: true,
  columns: true,
  stride: true,
  dilation: true,
  padding: true,
  activation: true,
} satisfies Record<keyof Omit<LayerShape, 'weights'>, true>) as (keyof Omit<LayerShape, 'weights'>)[];

/** Whether layers differ at most in kernel values and biases. */
export const sameShapes = (a: readonly LayerShape[], b: readonly LayerShape[]): boolean =>
  a.length === b.length &&
  a.every((layer, i) => {
    const other = b[i];
    return (
      layer === other ||
      (layer.weights.length === other?.weights.length && shaping.every((name) => layer[name] === other[name]))
    );
  });

/** The selected kernel. */
export interface Chosen {
  readonly layer: number;
  readonly filter: number;
  /** Index of the kernel in its filter. */
  readonly channel: number;
}

export const pixelsOf = ({ rows, columns }: Pick<KernelLayer, 'rows' | 'columns'>): number => rows * columns;

/** Channels that each filter of a layer reads. */
export const depthOf = (layer: LayerShape): number => layer.weights.length / (layer.filters * pixelsOf(layer));

/** The values of one kernel, row by row. */
export function kernelAt(layer: KernelLayer, filter: number, channel: number): readonly number[] {
  const size = pixelsOf(layer);
  const at = (filter * depthOf(layer) + channel) * size;
  return layer.weights.slice(at, at + size);
}

/** The kernels of one filter, a channel each. */
export const kernelsOf = (layer: KernelLayer, filter: number): readonly (readonly number[])[] =>
  Array.from({ length: depthOf(layer) }, (_, channel) => kernelAt(layer, filter, channel));

/** The largest |value|. */
export const largest = (values: readonly number[] | Float32Array): number => {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
};

/** The first input channel that a filter reads. */
export const firstChannel = (layer: LayerShape, filter: number): number =>
  Math.floor(filter / (layer.filters / layer.groups)) * depthOf(layer);

/** Input channels of a layer: those of the input, or the maps of the previous layer. */
export const channelsOf = (layers: readonly LayerShape[], index: number, input: number): number =>
  index === 0 ? input : (layers[index - 1]?.filters ?? input);

/**
 * Padding before and after, on one axis. `same` is TensorFlow's SAME: room for ceil(input / stride) windows; if the
 * total is odd, the extra pixel comes after.
 */
function padsOf(layer: LayerShape, kernel: number, input: number): readonly [before: number, after: number] {
  const { padding, stride, dilation } = layer;
  if (padding.mode === 'none') return [0, 0];
  if (padding.size !== 'same') return [padding.size, padding.size];
  const reach = dilation * (kernel - 1) + 1;
  const total = Math.max(0, (Math.ceil(input / stride) - 1) * stride + reach - input);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** One axis of a layer's window over `input` pixels. */
function axisOf(layer: LayerShape, axis: 'rows' | 'columns', input: number): WindowAxis {
  const [padBegin, padEnd] = padsOf(layer, layer[axis], input);
  return { input, kernel: layer[axis], stride: layer.stride, dilation: layer.dilation, padBegin, padEnd };
}

export interface LayerSize {
  readonly rows: WindowAxis;
  readonly columns: WindowAxis;
  /** Null: no window fits. */
  readonly height: number | null;
  readonly width: number | null;
  /** Padded pixels after the last window that no window covers. */
  readonly below: number;
  readonly beside: number;
}

/** Sizes through all layers, from a square input. They end at the first layer in which no window fits. */
export function sizesOf(layers: readonly LayerShape[], side: number): readonly LayerSize[] {
  let [height, width]: readonly (number | null)[] = [side, side];
  const sizes: LayerSize[] = [];
  for (const layer of layers) {
    if (height === null || height === undefined || width === null || width === undefined) break;
    const rows = axisOf(layer, 'rows', height);
    const columns = axisOf(layer, 'columns', width);
    const [down, across] = [outputOf(rows), outputOf(columns)];
    sizes.push({
      rows,
      columns,
      height: down?.output ?? null,
      width: across?.output ?? null,
      below: down?.remainder ?? 0,
      beside: across?.remainder ?? 0,
    });
    [height, width] = [down?.output ?? null, across?.output ?? null];
  }
  return sizes;
}

function outputOf(axis: WindowAxis): ReturnType<typeof windowOutput> | null {
  const fits = axis.input + axis.padBegin + axis.padEnd >= axis.dilation * (axis.kernel - 1) + 1;
  return fits ? windowOutput(axis) : null;
}
