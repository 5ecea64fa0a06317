/** Layers that move values without changing them: flatten, reshape, dropout (changes them in training), padding. */
import { EngineError } from '../core/errors';
import { elements, nchw, type Shape, shapeText } from '../core/shapes';
import { dropout as dropoutKernel } from '../kernels/dropout';
import { call, type KernelCall } from '../kernels/kernel';
import { pad2d, pad2dGradient, paddedPixel, padModes } from '../kernels/pad2d';
import { allChannels, channelsInOrder, sameChannels } from './channels';
import { type ExplainContext, type ExplanationOf, moved, termAt } from './explain';
import { type Attributes, defineLayer, type TensorRef } from './layer';

const nothing = { macs: 0, parameters: 0 };

/** The input value at the same place. */
const unmoved = <A>(context: ExplainContext<A>): ExplanationOf<'moved'> => moved(termAt(context, 0, context.index));

/** Sizes before `axis` multiply into the first, the rest into the second: [N, C, H, W] to [N, C H W] at axis 1. */
export const flatten = defineLayer({
  category: 'shape',
  formula: 'y[c·H·W + i·W + j] = x[c, i, j]',
  equation: 'moved',
  affine: true,
  filters: null,
  features: false,
  attributes: { axis: { kind: 'integer', min: 0, max: 8, default: 1 } },
  inputs: { min: 1, max: 1 },
  alias: 'always',
  infer: (a, [x = []]) => [elements(x.slice(0, a.axis)), elements(x.slice(a.axis))],
  weights: () => [],
  cost: () => nothing,
  receptiveField: () => ({ kind: 'pixel' }),
  channels: (question) => (question.attributes.axis === 1 ? channelsInOrder : allChannels)(question),
  keepsZero: () => true,
  forward: () => [],
  backward: () => [],
  explain: unmoved,
  samples: [
    { attributes: {}, ins: [[1, 3, 4, 5]] },
    { attributes: { axis: 2 }, ins: [[2, 3, 4, 5]] },
  ],
});

/** `shape` is one sample's shape: a 0 keeps the input's size at that place, a single -1 takes what is left. */
export const reshape = defineLayer({
  category: 'shape',
  formula: 'y = x, read in the same order under another shape',
  equation: 'moved',
  affine: true,
  filters: null,
  features: false,
  attributes: { shape: { kind: 'sizes', default: [-1] } },
  inputs: { min: 1, max: 1 },
  alias: 'always',
  infer(a, [x = []]) {
    const wrong = (): never => {
      throw new EngineError('shape', 'reshape keeps the number of values', {
        expected: `${elements(x.slice(1))} values a sample`,
        got: shapeText(a.shape),
      });
    };
    const sizes = a.shape.map((size, i) => (size === 0 ? (x[i + 1] ?? wrong()) : size));
    const known = elements(sizes.filter((size) => size !== -1));
    const free = sizes.filter((size) => size === -1).length;
    const rest = elements(x.slice(1)) / known;
    if (free > 1 || !Number.isInteger(rest) || (free === 0 && rest !== 1)) wrong();
    return [x[0] ?? 1, ...sizes.map((size) => (size === -1 ? rest : size))];
  },
  weights: () => [],
  cost: () => nothing,
  receptiveField: () => ({ kind: 'pixel' }),
  channels: channelsInOrder,
  keepsZero: () => true,
  forward: () => [],
  backward: () => [],
  explain: unmoved,
  samples: [
    { attributes: { shape: [-1] }, ins: [[1, 3, 4, 5]] },
    { attributes: { shape: [5, 0, 3] }, ins: [[2, 3, 4, 5]] },
  ],
});

/** The identity in inference; in training, drops each value with probability `rate` and scales up the rest. */
export const dropout = defineLayer({
  category: 'shape',
  formula: 'y = x (in training: 0 with probability r, else x / (1 − r))',
  equation: 'moved',
  affine: true,
  filters: null,
  features: false,
  attributes: { rate: { kind: 'number', min: 0, max: 0.99, default: 0.5 } },
  inputs: { min: 1, max: 1 },
  alias: 'infer',
  infer: (_, [x = []]) => x,
  weights: () => [],
  cost: () => nothing,
  receptiveField: () => ({ kind: 'pixel' }),
  channels: sameChannels,
  keepsZero: () => true,
  forward: (context) => drop(context, (context.ins[0] as TensorRef).id, context.out),
  backward: (context) => {
    const gx = context.inGradients[0];
    return gx ? drop(context, context.gradient.id, gx) : [];
  },
  explain: unmoved,
  samples: [
    { attributes: {}, ins: [[1, 3, 4, 5]] },
    { attributes: { rate: 0.2 }, ins: [[2, 100]] },
  ],
});

/** One kernel applies the same mask to the values and to their gradient. */
function drop(
  context: { attributes: { rate: number }; hyper: number | null; salt: number },
  from: number,
  to: TensorRef,
): KernelCall[] {
  if (context.hyper === null) return [];
  const { rate } = context.attributes;
  const params = {
    length: elements(to.shape),
    threshold: Math.floor(rate * 2 ** 32),
    keep: 1 - rate,
    salt: context.salt,
  };
  return [call(dropoutKernel, [from, context.hyper], [to.id], params)];
}

const padForms = {
  pad: { kind: 'sides', min: -512, max: 512, default: [1, 1, 1, 1] },
  mode: { kind: 'choice', options: ['zero', 'reflect', 'edge'], default: 'zero' },
  value: { kind: 'number', min: -1e6, max: 1e6, default: 0 },
} as const;

function padGeometry(a: Attributes<typeof padForms>, x: Shape, y: Shape) {
  const [n, c, inHeight, inWidth] = nchw(x);
  const [, , outHeight, outWidth] = nchw(y);
  const [padTop, padLeft] = a.pad;
  return { planes: n * c, inHeight, inWidth, outHeight, outWidth, padTop, padLeft, mode: padModes[a.mode] };
}

/** Padding as a layer. `zero` pads with `value`; a negative side crops. */
export const pad = defineLayer({
  category: 'shape',
  formula: 'y[c, i, j] = x[c, i − p, j − p] inside, the padding outside',
  equation: 'moved',
  affine: true,
  filters: null,
  features: false,
  attributes: padForms,
  inputs: { min: 1, max: 1 },
  infer(a, [x = []]) {
    const [n, c, h, w] = nchw(x);
    const [top, left, bottom, right] = a.pad;
    const [height, width] = [h + top + bottom, w + left + right];
    if (height < 1 || width < 1) {
      throw new EngineError('shape', 'padding leaves no picture', { got: `${height}x${width}` });
    }
    return [n, c, height, width];
  },
  weights: () => [],
  cost: () => nothing,
  receptiveField: (a) => ({
    kind: 'window',
    kernel: [1, 1],
    stride: [1, 1],
    pad: [a.pad[0], a.pad[1]],
    dilation: [1, 1],
  }),
  channels: sameChannels,
  keepsZero: (a) => a.mode !== 'zero' || a.value === 0,
  forward({ attributes: a, ins, out }) {
    const x = ins[0] as TensorRef;
    return [call(pad2d, [x.id], [out.id], { ...padGeometry(a, x.shape, out.shape), value: a.value })];
  },
  backward({ attributes: a, ins, out, gradient, inGradients }) {
    const [x, gx] = [ins[0] as TensorRef, inGradients[0]];
    return gx ? [call(pad2dGradient, [gradient.id], [gx.id], padGeometry(a, x.shape, out.shape))] : [];
  },
  explain(context) {
    const { attributes: a, inShapes, outShape, index } = context;
    const [, , height, width] = nchw(inShapes[0] ?? []);
    const [, , outHeight, outWidth] = nchw(outShape);
    const [plane, position] = [Math.floor(index / (outHeight * outWidth)), index % (outHeight * outWidth)];
    const row = paddedPixel(Math.floor(position / outWidth) - a.pad[0], height, padModes[a.mode]);
    const column = paddedPixel((position % outWidth) - a.pad[1], width, padModes[a.mode]);
    const term =
      row < 0 || column < 0
        ? { input: 0, index: null, value: a.value }
        : termAt(context, 0, (plane * height + row) * width + column);
    return moved(term);
  },
  samples: [
    { attributes: {}, ins: [[1, 1, 1, 1]] },
    { attributes: { pad: [3, 1, 0, 2], value: 1.5 }, ins: [[1, 2, 5, 4]] },
    { attributes: { pad: [2, 3, 4, 1], mode: 'reflect' }, ins: [[2, 2, 5, 4]] },
    { attributes: { pad: [2, 3, 4, 1], mode: 'edge' }, ins: [[1, 3, 5, 4]] },
    { attributes: { pad: [-1, 2, 1, -2] }, ins: [[1, 3, 5, 6]] },
  ],
});
