/** Edits of the layers of the page "Kernels". Pure: each returns new layers that fit each other. */
import {
  type Chosen,
  channelsOf,
  depthOf,
  type KernelLayer,
  kernelAt,
  kernelsOf,
  type LabPadMode,
  limits,
  pixelsOf,
} from './design';
import { type Preset, presetKernel } from './presets';

/** Where a value is repeated when it is set: mirrored across, down, both, or through the centre. */
export const symmetries = ['none', 'across', 'down', 'both', 'point'] as const;
export type Symmetry = (typeof symmetries)[number];

type Layers = readonly KernelLayer[];

/** `mode`: zero padding gives a picture false edges, whose values would set all colours. */
export const firstLayer = (channels: number, mode: LabPadMode = 'edge'): KernelLayer => {
  const { rows, columns, values } = presetKernel('sobelX');
  return {
    filters: 1,
    groups: 1,
    rows,
    columns,
    weights: Array.from({ length: channels }, () => values).flat(),
    biases: [0],
    stride: 1,
    dilation: 1,
    padding: { mode, size: 'same' },
    activation: 'relu',
  };
};

/** Resizes a layer to its channels, filters and groups: existing kernels stay in place, new ones repeat the first. */
function refit(layer: KernelLayer, channels: number, wanted: number, groups: number): KernelLayer {
  const isDivided = channels % groups === 0;
  const parts = isDivided ? groups : 1;
  const filters = Math.min(limits.filters, Math.max(parts, Math.ceil(wanted / parts) * parts));
  const [before, depth] = [depthOf(layer), channels / parts];
  if (filters === layer.filters && depth === before && parts === layer.groups) return layer;
  const weights = Array.from({ length: filters * depth }, (_, i) => {
    const [filter, channel] = [Math.floor(i / depth), i % depth];
    return kernelAt(layer, filter % layer.filters, channel % before);
  }).flat();
  const biases = Array.from({ length: filters }, (_, filter) => layer.biases[filter] ?? 0);
  return { ...layer, filters, groups: parts, weights, biases };
}

/** Makes every layer fit the previous one. */
export function fitted(layers: Layers, input: number): Layers {
  const result: KernelLayer[] = [];
  for (const layer of layers) {
    const channels = channelsOf(result, result.length, input);
    result.push(refit(layer, channels, layer.filters, layer.groups));
  }
  return result.every((layer, i) => layer === layers[i]) ? layers : result;
}

const replaced = (layers: Layers, index: number, layer: KernelLayer): Layers =>
  layers.map((each, i) => (i === index ? layer : each));

/** Changes a layer's geometry or activation, not its kernels. */
export function adjust(
  layers: Layers,
  index: number,
  change: Partial<Pick<KernelLayer, 'stride' | 'dilation' | 'padding' | 'activation'>>,
): Layers {
  const layer = layers[index];
  return layer ? replaced(layers, index, { ...layer, ...change }) : layers;
}

/** Sets the number of filters and of groups; the number of filters is rounded to a multiple of the groups. */
export function regroup(layers: Layers, index: number, input: number, filters: number, groups: number): Layers {
  const layer = layers[index];
  if (!layer) return layers;
  return fitted(replaced(layers, index, refit(layer, channelsOf(layers, index, input), filters, groups)), input);
}

/** The kernels of a filter that an edit changes: the selected one, or all of them when linked. */
const handled = (layer: KernelLayer, { filter, channel }: Chosen, linked: boolean): readonly number[] => {
  const depth = depthOf(layer);
  const first = filter * depth;
  return linked ? Array.from({ length: depth }, (_, c) => first + c) : [first + channel];
};

/** Applies `change` to the values of every kernel that an edit changes. */
function changeKernels(
  layers: Layers,
  chosen: Chosen,
  linked: boolean,
  change: (values: readonly number[]) => readonly number[],
): Layers {
  const layer = layers[chosen.layer];
  if (!layer) return layers;
  const size = pixelsOf(layer);
  const weights = [...layer.weights];
  for (const kernel of handled(layer, chosen, linked)) {
    const at = kernel * size;
    weights.splice(at, size, ...change(layer.weights.slice(at, at + size)).map(Math.fround));
  }
  return replaced(layers, chosen.layer, { ...layer, weights });
}

/** The cells set together with one, that one first. */
export function brushed(
  { rows, columns }: Pick<KernelLayer, 'rows' | 'columns'>,
  symmetry: Symmetry,
  row: number,
  column: number,
): readonly number[] {
  const [down, across] = [rows - 1 - row, columns - 1 - column];
  const places: { readonly [S in Symmetry]: readonly (readonly [number, number])[] } = {
    none: [],
    across: [[row, across]],
    down: [[down, column]],
    both: [
      [row, across],
      [down, column],
      [down, across],
    ],
    point: [[down, across]],
  };
  return [...new Set([[row, column] as const, ...places[symmetry]].map(([y, x]) => y * columns + x))];
}

export function setCell(
  layers: Layers,
  chosen: Chosen,
  options: { readonly linked: boolean; readonly symmetry: Symmetry },
  [row, column]: readonly [row: number, column: number],
  value: number,
): Layers {
  const layer = layers[chosen.layer];
  if (!layer || !Number.isFinite(value)) return layers;
  const cells = new Set(brushed(layer, options.symmetry, row, column));
  return changeKernels(layers, chosen, options.linked, (values) =>
    values.map((old, i) => (cells.has(i) ? value : old)),
  );
}

/** Replaces a kernel with one of any size; the layer's other kernels are cropped or zero-padded to that size. */
export function putKernel(layers: Layers, chosen: Chosen, linked: boolean, kernel: Preset): Layers {
  const sized = resize(layers, chosen.layer, kernel.rows, kernel.columns);
  return changeKernels(sized, chosen, linked, () => kernel.values);
}

/** Replaces a filter, given a kernel per channel; if the filter has more channels, the kernels repeat. */
export function putFilter(
  layers: Layers,
  chosen: Chosen,
  { rows, columns, kernels }: Pick<Preset, 'rows' | 'columns'> & { readonly kernels: readonly (readonly number[])[] },
): Layers {
  const depth = depthOf(layers[chosen.layer] ?? firstLayer(1));
  return Array.from({ length: depth }, (_, channel) => channel).reduce<Layers>(
    (all, channel) =>
      putKernel(all, { ...chosen, channel }, false, { rows, columns, values: kernels[channel % kernels.length] ?? [] }),
    layers,
  );
}

/** Appends a layer, with the initial settings of the first. */
export function addLayer(layers: Layers, input: number): Layers {
  if (layers.length >= limits.layers) return layers;
  return fitted([...layers, firstLayer(channelsOf(layers, layers.length, input))], input);
}

/** Removes the last layer; the first one stays. */
export const removeLayer = (layers: Layers): Layers => (layers.length > 1 ? layers.slice(0, -1) : layers);

/** Resizes all kernels of a layer about their centre: adds zeros around them, or crops the border. */
export function resize(layers: Layers, index: number, rows: number, columns: number): Layers {
  const layer = layers[index];
  if (!layer || (layer.rows === rows && layer.columns === columns)) return layers;
  const [down, across] = [
    Math.floor(layer.rows / 2) - Math.floor(rows / 2),
    Math.floor(layer.columns / 2) - Math.floor(columns / 2),
  ];
  const size = pixelsOf(layer);
  const weights = Array.from({ length: layer.weights.length / size }, (_, kernel) =>
    Array.from({ length: rows * columns }, (_, i) => {
      const [y, x] = [Math.floor(i / columns) + down, (i % columns) + across];
      const isInside = y >= 0 && y < layer.rows && x >= 0 && x < layer.columns;
      return isInside ? (layer.weights[kernel * size + y * layer.columns + x] ?? 0) : 0;
    }),
  ).flat();
  return replaced(layers, index, { ...layer, rows, columns, weights });
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** A sum this small is only rounding error. */
const sumsToZero = (values: readonly number[]): boolean =>
  Math.abs(total(values)) <= 1e-6 * Math.max(1e-30, total(values.map(Math.abs)));

/**
 * Scales to the sum 1, which keeps brightness; if the sum is 0, to a sum of |values| of 2, which gives a response of -1
 * to 1.
 */
export const normalise = (layers: Layers, chosen: Chosen, linked: boolean): Layers =>
  changeKernels(layers, chosen, linked, (values) => {
    const sum = sumsToZero(values) ? total(values.map(Math.abs)) / 2 : total(values);
    return sum === 0 ? values : values.map((value) => value / sum);
  });

/** Rotates by 180 degrees: the difference between convolution and cross-correlation. */
export const flip = (layers: Layers, chosen: Chosen, linked: boolean): Layers =>
  changeKernels(layers, chosen, linked, (values) => [...values].reverse());

/** All kernels of all layers rotated so; the same layers for the same ones. */
export function turned(layers: Layers): Layers {
  const known = turnedOf.get(layers);
  if (known) return known;
  const all = layers.map((layer) => {
    const kernels = Array.from({ length: layer.filters }, (_, filter) => kernelsOf(layer, filter)).flat();
    return { ...layer, weights: kernels.flatMap((values) => [...values].reverse()) };
  });
  turnedOf.set(layers, all);
  return all;
}

const turnedOf = new WeakMap<Layers, Layers>();

export function setBias(layers: Layers, { layer: index, filter }: Chosen, value: number): Layers {
  const layer = layers[index];
  if (!layer || !Number.isFinite(value)) return layers;
  const biases = layer.biases.map((old, i) => (i === filter ? Math.fround(value) : old));
  return replaced(layers, index, { ...layer, biases });
}
