/** Random calls of the kernels that are sums of products: convolution and dense layers, and their gradients. */
import fc from 'fast-check';
import { windowOutput } from '../../../src/core/shapes';
import { kernels } from '../../../src/kernels';
import { fused, type Maker, ordinary, size, sums } from './sample';

export const convolutionShape = fc
  .record({
    batch: size(1, 3),
    groups: fc.constantFrom(1, 1, 1, 2, 3),
    inPerGroup: fc.oneof(size(1, 9), fc.constant(1)),
    outPerGroup: fc.oneof(size(1, 19), fc.constant(1)),
    kernelHeight: size(1, 5),
    kernelWidth: size(1, 5),
    inHeight: size(1, 14),
    inWidth: size(1, 19),
    strideY: fc.constantFrom(1, 1, 2, 3),
    strideX: fc.constantFrom(1, 1, 2, 3),
    dilationY: fc.constantFrom(1, 1, 2, 3),
    dilationX: fc.constantFrom(1, 1, 2, 3),
    padTop: size(0, 4),
    padLeft: size(0, 4),
    padBottom: size(0, 4),
    padRight: size(0, 4),
  })
  .filter(
    (s) =>
      s.inHeight + s.padTop + s.padBottom > s.dilationY * (s.kernelHeight - 1) &&
      s.inWidth + s.padLeft + s.padRight > s.dilationX * (s.kernelWidth - 1),
  );

type ConvolutionShape = typeof convolutionShape extends fc.Arbitrary<infer S> ? S : never;

/** The kernels' parameters and the tensors' lengths of a shape. */
function convolution(s: ConvolutionShape) {
  const { output: outHeight } = windowOutput({
    input: s.inHeight,
    kernel: s.kernelHeight,
    stride: s.strideY,
    padBegin: s.padTop,
    padEnd: s.padBottom,
    dilation: s.dilationY,
  });
  const { output: outWidth } = windowOutput({
    input: s.inWidth,
    kernel: s.kernelWidth,
    stride: s.strideX,
    padBegin: s.padLeft,
    padEnd: s.padRight,
    dilation: s.dilationX,
  });
  const { batch, groups, inPerGroup, outPerGroup, padBottom: _bottom, padRight: _right, ...geometry } = s;
  const inChannels = inPerGroup * groups;
  const outChannels = outPerGroup * groups;
  const taps = s.kernelHeight * s.kernelWidth;
  return {
    params: { ...geometry, batch, groups, inChannels, outChannels, outHeight, outWidth },
    x: batch * inChannels * s.inHeight * s.inWidth,
    w: outChannels * inPerGroup * taps,
    y: batch * outChannels * outHeight * outWidth,
    b: outChannels,
    taps,
  };
}

const features = fc.record({
  batch: fc.constantFrom(1, 1, 2, 3, 5, 8),
  inFeatures: fc.oneof(size(1, 9), size(10, 70)),
  outFeatures: fc.oneof(size(1, 9), size(10, 40)),
});

export const productMakers = {
  conv2d: fc.tuple(convolutionShape, fc.record(ordinary)).map(([shape, activation]) => (values, coin) => {
    const c = convolution(shape);
    const b = coin ? values(c.b).map((v) => (Number.isFinite(v) ? v : 1)) : null;
    const ports = [values(c.x), values(c.w), b, new Float32Array(c.y), coin ? new Float32Array(c.y) : null];
    return fused(
      { kernel: kernels.conv2d, params: { ...c.params, ...activation }, ports },
      shape.inPerGroup * c.taps + 1,
    );
  }),
  conv2dInputGradient: convolutionShape.map((shape) => (values) => {
    const c = convolution(shape);
    const ports = [values(c.y), values(c.w), values(c.x)];
    return sums({ kernel: kernels.conv2dInputGradient, params: c.params, ports }, shape.outPerGroup * c.taps);
  }),
  conv2dWeightGradient: convolutionShape.map((shape) => (values, coin) => {
    const c = convolution(shape);
    const ports = [values(c.x), values(c.y), values(c.w), coin ? values(c.b) : null];
    const terms = c.params.batch * c.params.outHeight * c.params.outWidth;
    return sums({ kernel: kernels.conv2dWeightGradient, params: c.params, ports }, terms);
  }),
  dense: fc.tuple(features, fc.record(ordinary)).map(([shape, activation]) => (values, coin) => {
    const { batch, inFeatures, outFeatures } = shape;
    const out = batch * outFeatures;
    const ports = [
      values(batch * inFeatures),
      values(inFeatures * outFeatures),
      coin ? values(outFeatures) : null,
      new Float32Array(out),
      coin ? new Float32Array(out) : null,
    ];
    return fused({ kernel: kernels.dense, params: { ...shape, ...activation }, ports }, inFeatures + 1);
  }),
  denseInputGradient: features.map((shape) => (values) => {
    const { batch, inFeatures, outFeatures } = shape;
    const ports = [values(batch * outFeatures), values(inFeatures * outFeatures), values(batch * inFeatures)];
    return sums({ kernel: kernels.denseInputGradient, params: shape, ports }, outFeatures);
  }),
  denseWeightGradient: features.map((shape) => (values, coin) => {
    const { batch, inFeatures, outFeatures } = shape;
    const ports = [
      values(batch * inFeatures),
      values(batch * outFeatures),
      values(inFeatures * outFeatures),
      coin ? values(outFeatures) : null,
    ];
    return sums({ kernel: kernels.denseWeightGradient, params: shape, ports }, batch);
  }),
} satisfies Record<string, fc.Arbitrary<Maker>>;
