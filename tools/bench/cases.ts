/**
 * The rows of the benchmark (the shipped models, SqueezeNet and single convolutions), and the case file for more.
 *
 * A case file is a JSON list of convolutions and networks:
 *
 *   [{ "id": "mine", "channels": 64, "size": [56, 56], "out": 64, "kernel": 3, "stride": 1, "pad": 1, "dilation": 1,
 *      "groups": 1 },
 *    { "id": "net", "model": {"name": "net", "input": { "shape": [3, 32, 32] }, "nodes": [...], "output": "softmax"} }]
 *
 * `size` is [height, width], or one number for both; so are `kernel`, `stride` and `dilation`; `pad` applies to all
 * sides. Defaults: stride, dilation and groups 1, pad 0. A `model` is a ModelSpec of convolutions, ReLUs, max pooling
 * without padding, global averages, flatten, dense, concat and softmax. Weights and inputs are random, from fixed
 * seeds.
 */
import { checkModel, type ModelSpec } from '../../src/graph/model';
import { squeeze } from './nets';

export interface Case {
  /** Its name for `--rows`. */
  readonly id: string;
  readonly title: string;
  /** The network, or the address of a model file in the served folder. */
  readonly model: ModelSpec | string;
  /** Every frame changes the first layer's filter and keeps the picture, as when a kernel's cell is dragged. */
  readonly edited?: true;
}

type Pair = readonly [number, number];

interface Convolution {
  readonly channels: number;
  readonly size: Pair;
  readonly out: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly pad: number;
  readonly dilation: Pair;
  readonly groups: number;
}

/** A network of one convolution. Throws EngineError for an invalid shape. */
function convolution(id: string, c: Convolution): Case {
  const attributes = {
    outChannels: c.out,
    kernel: c.kernel,
    stride: c.stride,
    dilation: c.dilation,
    pad: [c.pad, c.pad, c.pad, c.pad],
    groups: c.groups,
  };
  const model = checkModel({
    name: id,
    input: { shape: [c.channels, ...c.size] },
    nodes: [{ id: 'conv', type: 'conv2d', inputs: ['input'], attributes }],
    output: 'conv',
  });
  const square = ([a, b]: Pair): string => `${a} x ${b}`;
  const extras = [
    ...(String(c.stride) === '1,1' ? [] : [`stride ${c.stride[0]}`]),
    ...(String(c.dilation) === '1,1' ? [] : [`dilation ${c.dilation[0]}`]),
    ...(c.groups === 1 ? [] : [`${c.groups} groups`]),
  ];
  const title = [`${c.channels} to ${c.out} channels, ${square(c.kernel)} on ${square(c.size)}`, ...extras].join(', ');
  return { id, title, model };
}

type Short = readonly [channels: number, out: number, size: number, kernel: number, rest?: Partial<Convolution>];

function short(id: string, [channels, out, size, kernel, rest = {}]: Short): Case {
  const pad = rest.pad ?? Math.floor(kernel / 2);
  const common = { channels, out, size: [size, size] as Pair, kernel: [kernel, kernel] as Pair, pad };
  return convolution(id, { ...common, stride: [1, 1], dilation: [1, 1], groups: 1, ...rest });
}

const convolutions: { readonly [id: string]: Short } = {
  c1: [1, 8, 28, 5],
  c2: [32, 64, 32, 3],
  c3: [128, 128, 28, 3],
  c4: [64, 64, 56, 1],
  c5: [128, 128, 112, 3, { groups: 128 }],
  c6: [64, 128, 56, 3, { stride: [2, 2] }],
  c7: [3, 64, 112, 7, { stride: [2, 2] }],
  c8: [32, 32, 64, 3, { dilation: [2, 2], pad: 2 }],
  c9: [64, 64, 56, 3, { groups: 4 }],
  c10: [512, 1000, 13, 1],
  c11: [16, 32, 64, 5],
  K3: [3, 1, 512, 3],
  K7: [3, 1, 512, 7],
};

export const builtIn: readonly Case[] = [
  { id: 'digits', title: 'the shipped digits model', model: 'models/digits.safetensors' },
  { id: 'objects', title: 'the shipped objects model', model: 'models/objects.safetensors' },
  { id: 'squeeze', title: 'SqueezeNet 1.1 at 224 x 224, random weights', model: squeeze() },
  ...Object.entries(convolutions).map(([id, shape]) => short(id, shape)),
  ...['K3', 'K7'].flatMap((id): Case[] => {
    const shape = convolutions[id];
    if (!shape) return [];
    const { title, model } = short(`${id}e`, shape);
    return [{ id: `${id}e`, title: `${title}, another filter every frame on the same picture`, model, edited: true }];
  }),
];

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown, min: number): value is number => Number.isInteger(value) && Number(value) >= min;

const numbers: { readonly [name in keyof Convolution]: { readonly min: number; readonly initial?: number } } = {
  channels: { min: 1 },
  size: { min: 1 },
  out: { min: 1 },
  kernel: { min: 1 },
  stride: { min: 1, initial: 1 },
  pad: { min: 0, initial: 0 },
  dilation: { min: 1, initial: 1 },
  groups: { min: 1, initial: 1 },
};

function checkConvolution(id: string, value: { readonly [key: string]: unknown }): Case {
  const number = (name: keyof Convolution): number => {
    const { min, initial } = numbers[name];
    const given = value[name] ?? initial;
    if (!isCount(given, min)) throw new Error(`case ${id}: ${name} must be a whole number from ${min}`);
    return given;
  };
  const pair = (name: keyof Convolution): Pair => {
    const given = value[name];
    if (!Array.isArray(given)) return [number(name), number(name)];
    const [a, b, more] = given;
    const { min } = numbers[name];
    if (!isCount(a, min) || !isCount(b, min) || more !== undefined) {
      throw new Error(`case ${id}: ${name} must be one or two whole numbers from ${min}`);
    }
    return [a, b];
  };
  const wrong = Object.keys(value).find((key) => key !== 'id' && !(key in numbers));
  if (wrong !== undefined) throw new Error(`case ${id}: ${wrong} is not known`);
  return convolution(id, {
    ...{ channels: number('channels'), out: number('out'), pad: number('pad'), groups: number('groups') },
    ...{ size: pair('size'), kernel: pair('kernel'), stride: pair('stride'), dilation: pair('dilation') },
  });
}

/** Reads a case file. Throws Error (EngineError for a network) that names the case and its fault. */
export function readCases(text: string): readonly Case[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error('a case file is a JSON list');
  const known = new Set(builtIn.map(({ id }) => id));
  return list.map((value: unknown, k): Case => {
    const id = isRecord(value) ? value.id : undefined;
    if (!isRecord(value) || typeof id !== 'string' || !/^[\w.-]{1,40}$/.test(id)) {
      throw new Error(`case ${k + 1}: needs an id of letters, digits, dots and dashes`);
    }
    if (known.has(id)) throw new Error(`case ${id}: the id is taken`);
    known.add(id);
    if (!('model' in value)) return checkConvolution(id, value);
    const model = checkModel(value.model);
    return { id, title: model.name, model };
  });
}
