/**
 * Convolution layer: outChannels filters, each a stack of one kernel per input channel of its group. Reflect and edge
 * padding run as a padding kernel before an unpadded convolution.
 */
import { EngineError } from '../core/errors';
import { elements, nchw, type Shape, type WindowAxis, windowOutput } from '../core/shapes';
import { noActivation } from '../kernels/activation';
import {
  type ConvGeometry,
  conv2dInputGradient,
  conv2d as conv2dKernel,
  conv2dWeightGradient,
} from '../kernels/conv2d';
import { call, type KernelCall } from '../kernels/kernel';
import { pad2d, pad2dGradient, padModes } from '../kernels/pad2d';
import { channelCount } from './channels';
import { weightedSum } from './explain';
import { explainWindow } from './explainWindow';
import { padForm, pairForm } from './forms';
import { type Attributes, defineLayer, type ForwardContext, type TensorRef, type WindowAxes } from './layer';
import { constantWeight, filterWeight } from './weights';

const forms = {
  outChannels: { kind: 'integer', min: 1, max: 4096, default: 8 },
  kernel: pairForm(3, 63),
  stride: pairForm(1, 64),
  pad: padForm,
  dilation: pairForm(1, 64),
  groups: { kind: 'integer', min: 1, max: 4096, default: 1 },
  bias: { kind: 'flag', default: true },
  padMode: { kind: 'choice', options: ['zero', 'reflect', 'edge'], default: 'zero' },
} as const;

type ConvAttributes = Attributes<typeof forms>;

function outputShape(a: ConvAttributes, x: Shape): Shape {
  const [n, c] = nchw(x);
  if (c % a.groups !== 0 || a.outChannels % a.groups !== 0) {
    throw new EngineError('shape', 'groups must divide the input and the output channels', {
      expected: `multiples of ${a.groups}`,
      got: `${c} and ${a.outChannels}`,
    });
  }
  const [rows, columns] = axesOf(a, x);
  return [n, a.outChannels, windowOutput(rows).output, windowOutput(columns).output];
}

function axesOf(a: ConvAttributes, x: Shape): WindowAxes {
  const [, , height, width] = nchw(x);
  const [top, left, bottom, right] = a.pad;
  const axis = (input: number, i: 0 | 1, padBegin: number, padEnd: number): WindowAxis => ({
    input,
    kernel: a.kernel[i],
    stride: a.stride[i],
    dilation: a.dilation[i],
    padBegin,
    padEnd,
  });
  return [axis(height, 0, top, bottom), axis(width, 1, left, right)];
}

function filterShape(a: ConvAttributes, channels: number): Shape {
  return [a.outChannels, channels / a.groups, a.kernel[0], a.kernel[1]];
}

/** The convolution's geometry over the tensor it actually reads, and the padding call before it, if any. */
function prepare(context: ForwardContext<ConvAttributes>): {
  input: TensorRef;
  geometry: ConvGeometry;
  padding: { params: Parameters<typeof pad2d.twin>[0]; call: KernelCall } | null;
} {
  const { attributes: a, ins, out } = context;
  const x = ins[0] as TensorRef;
  const [batch, channels, height, width] = nchw(x.shape);
  const [, , outHeight, outWidth] = nchw(out.shape);
  const [top, left, bottom, right] = a.pad;
  const separate = a.padMode !== 'zero' && a.pad.some((side) => side > 0);
  const [inHeight, inWidth] = separate ? [height + top + bottom, width + left + right] : [height, width];
  const geometry = {
    batch,
    inChannels: channels,
    inHeight,
    inWidth,
    outChannels: a.outChannels,
    outHeight,
    outWidth,
    kernelHeight: a.kernel[0],
    kernelWidth: a.kernel[1],
    strideY: a.stride[0],
    strideX: a.stride[1],
    padTop: separate ? 0 : top,
    padLeft: separate ? 0 : left,
    dilationY: a.dilation[0],
    dilationX: a.dilation[1],
    groups: a.groups,
  };
  if (!separate) return { input: x, geometry, padding: null };
  const input = context.temporary('padded', [batch, channels, inHeight, inWidth]);
  const params = {
    planes: batch * channels,
    inHeight: height,
    inWidth: width,
    outHeight: inHeight,
    outWidth: inWidth,
    padTop: top,
    padLeft: left,
    mode: padModes[a.padMode],
    value: 0,
  };
  return { input, geometry, padding: { params, call: call(pad2d, [x.id], [input.id], params) } };
}

export const conv2d = defineLayer({
  category: 'convolution',
  formula: 'y[k, i, j] = b[k] + Σ_c Σ_u Σ_v w[k, c, u, v] · x[c, s·i + d·u − p, s·j + d·v − p]',
  equation: 'weighted',
  affine: true,
  filters: 'kernels',
  features: true,
  attributes: forms,
  inputs: { min: 1, max: 1 },
  fuses: 'always',
  infer: (a, [x = []]) => outputShape(a, x),
  axes: (a, [x = []]) => axesOf(a, x),
  weights(a, [x = []]) {
    const filter = filterWeight(filterShape(a, nchw(x)[1]), a.groups);
    return a.bias ? [filter, constantWeight('bias', a.outChannels, 0, 'weight')] : [filter];
  },
  cost(a, [x = []], out) {
    const filter = elements(filterShape(a, nchw(x)[1]));
    return { macs: (elements(out) / a.outChannels) * filter, parameters: filter + (a.bias ? a.outChannels : 0) };
  },
  receptiveField: (a) => ({
    kind: 'window',
    kernel: a.kernel,
    stride: a.stride,
    pad: [a.pad[0], a.pad[1]],
    dilation: a.dilation,
  }),
  channels({ attributes: a, inShapes, outShape, of }) {
    const [outs, ins] = [channelCount(outShape) / a.groups, channelCount(inShapes[0]) / a.groups];
    return { from: Math.floor(of.from / outs) * ins, to: (Math.floor(of.to / outs) + 1) * ins - 1 };
  },
  keepsZero: (a) => !a.bias,
  forward(context) {
    const { input, geometry, padding } = prepare(context);
    const { attributes: a, fused, out } = context;
    const convolve = call(
      conv2dKernel,
      [input.id, context.weight('weight'), a.bias ? context.weight('bias') : null],
      [out.id, fused?.out.id ?? null],
      { ...geometry, ...(fused?.values ?? noActivation) },
    );
    return padding ? [padding.call, convolve] : [convolve];
  },
  backward(context) {
    const { input, geometry, padding } = prepare(context);
    const { attributes: a, gradient, inGradients } = context;
    const calls: KernelCall[] = [];
    const gw = context.weightGradient('weight');
    if (gw !== null) {
      const gb = a.bias ? context.weightGradient('bias') : null;
      calls.push(call(conv2dWeightGradient, [input.id, gradient.id], [gw, gb], geometry));
    }
    const gx = inGradients[0];
    if (!gx) return calls;
    const target = padding ? context.temporary('paddedGradient', input.shape) : gx;
    calls.push(call(conv2dInputGradient, [gradient.id, context.weight('weight')], [target.id], geometry));
    if (padding) {
      const { value: _, ...params } = padding.params;
      calls.push(call(pad2dGradient, [target.id], [gx.id], params));
    }
    return calls;
  },
  explain(context) {
    const { attributes: a, inShapes, outShape, index, weight } = context;
    const [, channels] = nchw(inShapes[0] ?? []);
    const [, , height, width] = nchw(outShape);
    const filter = Math.floor(index / (height * width));
    const perGroup = channels / a.groups;
    const first = Math.floor(filter / (a.outChannels / a.groups)) * perGroup;
    const taps = a.kernel[0] * a.kernel[1];
    const window = { window: a.kernel, stride: a.stride, dilation: a.dilation, pad: a.pad, padMode: a.padMode };
    const parts = Array.from({ length: perGroup }, (_, c) =>
      explainWindow(context, window, first + c).map((term, tap) => {
        const weightIndex = (filter * perGroup + c) * taps + tap;
        return { ...term, weightIndex, weight: weight('weight', weightIndex) };
      }),
    );
    return weightedSum(parts, a.bias ? weight('bias', filter) : null);
  },
  samples: [
    { attributes: { outChannels: 3, kernel: [1, 1] }, ins: [[1, 2, 1, 1]] },
    { attributes: { outChannels: 8, kernel: [5, 5], pad: [2, 2, 2, 2] }, ins: [[1, 1, 28, 28]] },
    { attributes: { outChannels: 6, kernel: [3, 2], stride: [2, 3], pad: [1, 0, 2, 1] }, ins: [[2, 4, 11, 9]] },
    { attributes: { outChannels: 4, dilation: [2, 3], groups: 2, bias: false }, ins: [[1, 6, 13, 17]] },
    { attributes: { outChannels: 10, groups: 5, pad: [1, 1, 1, 1], stride: [2, 2] }, ins: [[1, 5, 15, 14]] },
    { attributes: { outChannels: 7, groups: 7, pad: [1, 1, 1, 1] }, ins: [[2, 7, 33, 31]] },
    { attributes: { outChannels: 5, pad: [2, 1, 0, 2], padMode: 'reflect' }, ins: [[1, 3, 8, 9]] },
    { attributes: { outChannels: 5, pad: [1, 1, 1, 1], padMode: 'edge', kernel: [3, 3] }, ins: [[1, 2, 7, 6]] },
    { attributes: { outChannels: 33, pad: [1, 1, 1, 1] }, ins: [[1, 31, 19, 23]] },
  ],
});
