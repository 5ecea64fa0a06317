/** Pooling layers: max, average and min over windows, and over whole planes. */
import { elements, nchw, type Shape, type WindowAxis, windowOutput } from '../core/shapes';
import { call } from '../kernels/kernel';
import { globalPool, globalPoolGradient, type PoolKind, pool2d, pool2dGradient, poolKinds } from '../kernels/pool2d';
import { sameChannels } from './channels';
import { reduced, termAt } from './explain';
import { explainWindow } from './explainWindow';
import { padForm, pairForm } from './forms';
import { type Attributes, defineLayer, type Sample, type TensorRef, type WindowAxes } from './layer';

const forms = {
  window: pairForm(2, 512),
  stride: pairForm(2, 512),
  pad: padForm,
  dilation: pairForm(1, 64),
  ceil: { kind: 'flag', default: false },
  /** Average only: whether padding counts towards the divisor. */
  countIncludePad: { kind: 'flag', default: false },
} as const;

type PoolAttributes = Attributes<typeof forms>;

function outputShape(a: PoolAttributes, x: Shape): Shape {
  const [n, c] = nchw(x);
  const [rows, columns] = axesOf(a, x);
  return [n, c, windowOutput(rows).output, windowOutput(columns).output];
}

function axesOf(a: PoolAttributes, x: Shape): WindowAxes {
  const [, , h, w] = nchw(x);
  const [top, left, bottom, right] = a.pad;
  const axis = (input: number, i: 0 | 1, padBegin: number, padEnd: number): WindowAxis => ({
    input,
    kernel: a.window[i],
    stride: a.stride[i],
    dilation: a.dilation[i],
    padBegin,
    padEnd,
    ceil: a.ceil,
  });
  return [axis(h, 0, top, bottom), axis(w, 1, left, right)];
}

function geometry(kind: PoolKind, a: PoolAttributes, x: Shape, y: Shape) {
  const [n, c, inHeight, inWidth] = nchw(x);
  const [, , outHeight, outWidth] = nchw(y);
  const [padTop, padLeft, padBottom, padRight] = a.pad;
  return {
    planes: n * c,
    inHeight,
    inWidth,
    outHeight,
    outWidth,
    windowHeight: a.window[0],
    windowWidth: a.window[1],
    strideY: a.stride[0],
    strideX: a.stride[1],
    padTop,
    padLeft,
    padBottom,
    padRight,
    dilationY: a.dilation[0],
    dilationX: a.dilation[1],
    kind: poolKinds[kind],
    countIncludePad: a.countIncludePad ? 1 : 0,
  };
}

const samples: readonly Sample[] = [
  { attributes: { window: [1, 1], stride: [1, 1] }, ins: [[1, 1, 1, 1]] },
  { attributes: {}, ins: [[1, 8, 28, 28]] },
  { attributes: {}, ins: [[2, 3, 7, 9]] },
  { attributes: { window: [3, 3], stride: [2, 2], ceil: true }, ins: [[1, 4, 14, 13]] },
  { attributes: { window: [3, 2], stride: [1, 2], pad: [1, 1, 1, 0], countIncludePad: true }, ins: [[1, 5, 9, 8]] },
  {
    attributes: { window: [3, 3], stride: [2, 2], pad: [1, 1, 1, 1], ceil: true, countIncludePad: true },
    ins: [[1, 2, 6, 6]],
  },
  { attributes: { window: [2, 3], stride: [1, 1], dilation: [2, 2] }, ins: [[1, 3, 9, 11]] },
];

/** One output as a formula, over values `x` at positions `over`, `count` of them. */
const formulas: { readonly [K in PoolKind]: (x: string, over: readonly [string, string], count: string) => string } = {
  max: (x, over) => `max over ${over.join(', ')} of ${x}`,
  average: (x, [first, second], count) => `1/${count} · Σ_${first} Σ_${second} ${x}`,
  min: (x, over) => `min over ${over.join(', ')} of ${x}`,
};

const windowPool = (kind: PoolKind) =>
  defineLayer({
    category: 'pooling',
    formula: `y[c, i, j] = ${formulas[kind]('x[c, s·i + u − p, s·j + v − p]', ['u', 'v'], 'n')}`,
    equation: 'window',
    affine: true,
    filters: null,
    features: false,
    attributes: forms,
    inputs: { min: 1, max: 1 },
    infer: (a, [x = []]) => outputShape(a, x),
    axes: (a, [x = []]) => axesOf(a, x),
    weights: () => [],
    cost: (a, _, out) => ({ macs: elements(out) * a.window[0] * a.window[1], parameters: 0 }),
    receptiveField: (a) => ({
      kind: 'window',
      kernel: a.window,
      stride: a.stride,
      pad: [a.pad[0], a.pad[1]],
      dilation: a.dilation,
    }),
    channels: sameChannels,
    keepsZero: () => true,
    forward({ attributes, ins, out }) {
      const x = ins[0] as TensorRef;
      return [call(pool2d, [x.id], [out.id], geometry(kind, attributes, x.shape, out.shape))];
    },
    backward({ attributes, ins, out, gradient, inGradients }) {
      const [x, gx] = [ins[0] as TensorRef, inGradients[0]];
      if (!gx) return [];
      const params = geometry(kind, attributes, x.shape, out.shape);
      return [call(pool2dGradient, [x.id, out.id, gradient.id], [gx.id], params)];
    },
    explain(context) {
      const { attributes: a, inShapes, outShape, index } = context;
      const [, , height, width] = nchw(outShape);
      const window = { ...a, padMode: 'zero' as const };
      const terms = explainWindow(context, window, Math.floor(index / (height * width)));
      const divisor = a.countIncludePad
        ? withinPadding(a, inShapes[0] ?? [], outShape, index)
        : terms.filter((term) => term.index !== null).length;
      return reduced(kind, terms, divisor);
    },
    samples,
  });

export const maxPool2d = windowPool('max');
export const averagePool2d = windowPool('average');
export const minPool2d = windowPool('min');

/** How many pixels of output `index`'s window lie in the input or its padding, rather than past both. */
function withinPadding(a: PoolAttributes, x: Shape, y: Shape, index: number): number {
  const [, , inHeight, inWidth] = nchw(x);
  const [, , outHeight, outWidth] = nchw(y);
  const position = index % (outHeight * outWidth);
  const count = (output: number, axis: 0 | 1, end: number): number => {
    const start = output * a.stride[axis] - a.pad[axis];
    return Math.min(a.window[axis], Math.ceil((end - start) / a.dilation[axis]));
  };
  const rows = count(Math.floor(position / outWidth), 0, inHeight + a.pad[2]);
  return rows * count(position % outWidth, 1, inWidth + a.pad[3]);
}

function planes(kind: PoolKind, x: Shape) {
  const [n, c, h, w] = nchw(x);
  return { planes: n * c, length: h * w, kind: poolKinds[kind] };
}

/** Output N x C x 1 x 1. */
const wholePool = (kind: PoolKind) =>
  defineLayer({
    category: 'pooling',
    formula: `y[c] = ${formulas[kind]('x[c, i, j]', ['i', 'j'], '(H·W)')}`,
    equation: 'window',
    affine: true,
    filters: null,
    features: false,
    attributes: {},
    inputs: { min: 1, max: 1 },
    infer(_, [x = []]) {
      const [n, c] = nchw(x);
      return [n, c, 1, 1];
    },
    weights: () => [],
    cost: (_, [x = []]) => ({ macs: elements(x), parameters: 0 }),
    receptiveField: () => ({ kind: 'all' }),
    channels: sameChannels,
    keepsZero: () => true,
    forward({ ins, out }) {
      const x = ins[0] as TensorRef;
      return [call(globalPool, [x.id], [out.id], planes(kind, x.shape))];
    },
    backward({ ins, out, gradient, inGradients }) {
      const [x, gx] = [ins[0] as TensorRef, inGradients[0]];
      if (!gx) return [];
      return [call(globalPoolGradient, [x.id, out.id, gradient.id], [gx.id], planes(kind, x.shape))];
    },
    explain(context) {
      const { length } = planes(kind, context.inShapes[0] ?? []);
      const terms = Array.from({ length }, (_, k) => termAt(context, 0, context.index * length + k));
      return reduced(kind, terms, length);
    },
    samples: [
      { attributes: {}, ins: [[1, 1, 1, 1]] },
      { attributes: {}, ins: [[2, 5, 7, 3]] },
      { attributes: {}, ins: [[1, 130, 13, 13]] },
    ],
  });

export const globalAveragePool = wholePool('average');
export const globalMaxPool = wholePool('max');
export const globalMinPool = wholePool('min');
