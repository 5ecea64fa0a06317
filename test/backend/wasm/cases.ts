/**
 * Random calls of every kernel, each with the error that its result may have. A magnitude is what the twin gives on the
 * absolute values of its inputs: for a sum of K products, sum |a| |b|.
 */
import fc from 'fast-check';
import { Random } from '../../../src/core/random';
import { windowOutput } from '../../../src/core/shapes';
import { type KernelName, kernels } from '../../../src/kernels';
import type { KernelCase } from './run';
import { expected } from './run';

/** Half a unit in the last place of float32, relative. */
export const EPSILON = 2 ** -24;

export interface Sample extends KernelCase {
  /** Largest allowed |error| of value i of output `port` (counted among the outputs), given what the twin gave there. */
  bound(port: number, index: number, want: number): number;
}

type Values = (length: number, options?: { positive?: boolean }) => Float32Array;

/** Normal values; with `odd`, every few of them replaced by NaN, infinities, zeros of both signs and extreme sizes. */
function source(seed: number, odd: boolean): Values {
  const random = new Random(seed);
  const odds = [Number.NaN, Infinity, -Infinity, 0, -0, 1e-20, 3e9, -3e5];
  return (length, { positive = false } = {}) =>
    Float32Array.from({ length }, () => {
      const value = odd && random.below(9) === 0 ? (odds[random.below(odds.length)] as number) : random.normal();
      return positive ? Math.abs(value) + 1e-3 : value;
    });
}

/** Magnitudes of a kernel's outputs: its twin on absolute values, without activation. */
function magnitudes(of: KernelCase): (Float32Array | null)[] {
  const params = 'activation' in of.params ? { ...of.params, activation: 0 } : of.params;
  return expected({ ...of, params, ports: of.ports.map((values) => values?.map(Math.abs) ?? null) });
}

/** A case of a kernel whose every output is a sum of `terms` products. */
function sums(of: KernelCase, terms: number): Sample {
  const sizes = magnitudes(of);
  return { ...of, bound: (port, index) => 2 * terms * EPSILON * (sizes[port]?.[index] ?? 0) };
}

/** A case whose outputs agree bit by bit. */
const exact = (of: KernelCase): Sample => ({ ...of, bound: () => 0 });

const relative = (of: KernelCase, units: number): Sample => ({
  ...of,
  bound: (_, __, want) => units * EPSILON * Math.abs(want),
});

const size = (min: number, max: number) => fc.integer({ min, max });

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

const ordinary = { activation: fc.constantFrom(0, 1, 1, 2, 5), alpha: fc.constant(0.3), beta: fc.constant(0.7) };

/** The fused epilogue is checked by itself: here `post` may stray as far as `y`, all these functions being contractions. */
function fused(of: KernelCase, terms: number): Sample {
  const sizes = magnitudes(of);
  return { ...of, bound: (_, index) => (2 * terms * (sizes[0]?.[index] ?? 0) + 4) * EPSILON };
}

const pool = fc
  .record({
    planes: size(1, 5),
    inHeight: size(1, 13),
    inWidth: size(1, 19),
    window: fc.constantFrom([2, 2], [2, 2], [3, 3], [1, 3], [2, 1], [4, 3]),
    strideY: size(1, 3),
    strideX: size(1, 3),
    twos: fc.boolean(),
    pads: fc.constantFrom([0, 0, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1], [1, 0, 0, 1], [2, 3, 1, 0]),
    dilationY: fc.constantFrom(1, 1, 2),
    dilationX: fc.constantFrom(1, 1, 2),
    kind: size(0, 2),
    countIncludePad: size(0, 1),
    ceil: fc.boolean(),
  })
  .map(({ window, pads, twos, ceil, ...rest }) => {
    const [windowHeight, windowWidth] = twos ? [2, 2] : (window as [number, number]);
    const [padTop, padLeft, padBottom, padRight] = twos ? [0, 0, 0, 0] : (pads as [number, number, number, number]);
    const plain = twos ? { strideY: 2, strideX: 2, dilationY: 1, dilationX: 1 } : {};
    return { ...rest, ...plain, windowHeight, windowWidth, padTop, padLeft, padBottom, padRight, ceil };
  })
  .filter(
    (p) =>
      p.inHeight + p.padTop + p.padBottom > p.dilationY * (p.windowHeight - 1) &&
      p.inWidth + p.padLeft + p.padRight > p.dilationX * (p.windowWidth - 1),
  )
  .map(({ ceil, ...p }) => {
    const outHeight = windowOutput({
      input: p.inHeight,
      kernel: p.windowHeight,
      stride: p.strideY,
      padBegin: p.padTop,
      padEnd: p.padBottom,
      dilation: p.dilationY,
      ceil,
    }).output;
    const outWidth = windowOutput({
      input: p.inWidth,
      kernel: p.windowWidth,
      stride: p.strideX,
      padBegin: p.padLeft,
      padEnd: p.padRight,
      dilation: p.dilationX,
      ceil,
    }).output;
    return { ...p, outHeight, outWidth };
  });

const padding = fc
  .record({
    planes: size(1, 4),
    inHeight: size(1, 8),
    inWidth: size(1, 11),
    padTop: size(-3, 9),
    padLeft: size(-3, 9),
    padBottom: size(-3, 9),
    padRight: size(-3, 9),
    mode: size(0, 2),
  })
  .map(({ padBottom, padRight, ...p }) => ({
    ...p,
    outHeight: p.inHeight + p.padTop + padBottom,
    outWidth: p.inWidth + p.padLeft + padRight,
  }))
  .filter((p) => p.outHeight > 0 && p.outWidth > 0);

/** Sizes of an output, and the strides of two operands that broadcast to it. */
const broadcastShape = fc
  .record({
    sizes: fc.tuple(size(1, 3), size(1, 5), size(1, 5), size(1, 9)),
    keepA: fc.oneof(fc.constant([true, true, true, true]), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })),
    keepB: fc.oneof(fc.constant([true, true, true, true]), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })),
    kind: size(0, 1),
  })
  .map(({ sizes, keepA, keepB, kind }) => {
    const strides = (keep: readonly boolean[]) => {
      const own = sizes.map((length, axis) => (keep[axis] ? length : 1));
      return {
        strides: own.map((length, axis) => (length === 1 ? 0 : own.slice(axis + 1).reduce((a, b) => a * b, 1))),
        length: own.reduce((a, b) => a * b, 1),
      };
    };
    const [a, b] = [strides(keepA), strides(keepB)];
    const named = (prefix: string, values: readonly number[]) =>
      Object.fromEntries(values.map((value, axis) => [`${prefix}${axis}`, value]));
    const params: { [name: string]: number } = {
      ...named('size', sizes),
      ...named('a', a.strides),
      ...named('b', b.strides),
      kind,
    };
    return { params, a: a.length, b: b.length, y: sizes.reduce((p, q) => p * q, 1), kind };
  });

const channels = fc.record({ batch: size(1, 4), channels: size(1, 5), plane: size(1, 21) });

const lanes = fc
  .record({ outer: size(1, 4), classes: size(1, 13), inner: fc.oneof(fc.constant(1), size(1, 7)), log: size(0, 1) })
  .map((p) => ({ params: p, length: p.outer * p.classes * p.inner }));

const features = fc.record({
  batch: fc.constantFrom(1, 1, 2, 3, 5, 8),
  inFeatures: fc.oneof(size(1, 9), size(10, 70)),
  outFeatures: fc.oneof(size(1, 9), size(10, 40)),
});

/** Builds a case from a shape, a source of values, and a coin for each optional port. */
type Maker = (values: Values, coin: boolean) => Sample;

const makers: { readonly [K in KernelName]: fc.Arbitrary<Maker> } = {
  conv2d: fc.tuple(convolutionShape, fc.record(ordinary)).map(([shape, activation]) => (values, coin) => {
    const c = convolution(shape);
    const b = coin ? values(c.b).map((v) => (Number.isFinite(v) ? v : 1)) : null;
    const ports = [values(c.x), finite(values(c.w)), b, new Float32Array(c.y), coin ? new Float32Array(c.y) : null];
    return fused(
      { kernel: kernels.conv2d, params: { ...c.params, ...activation }, ports },
      shape.inPerGroup * c.taps + 1,
    );
  }),
  conv2dInputGradient: convolutionShape.map((shape) => (values) => {
    const c = convolution(shape);
    const ports = [values(c.y), finite(values(c.w)), values(c.x)];
    return sums({ kernel: kernels.conv2dInputGradient, params: c.params, ports }, shape.outPerGroup * c.taps);
  }),
  conv2dWeightGradient: convolutionShape.map((shape) => (values, coin) => {
    const c = convolution(shape);
    const ports = [values(c.x), finite(values(c.y)), values(c.w), coin ? values(c.b) : null];
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
  pool2d: pool.map((params) => (values) => {
    const x = values(params.planes * params.inHeight * params.inWidth);
    const y = values(params.planes * params.outHeight * params.outWidth);
    const of = { kernel: kernels.pool2d, params, ports: [x, y] };
    return params.kind === 1 ? sums(of, params.windowHeight * params.windowWidth) : exact(of);
  }),
  pool2dGradient: pool.map((params) => (values) => {
    const x = values(params.planes * params.inHeight * params.inWidth);
    const y = new Float32Array(params.planes * params.outHeight * params.outWidth);
    kernels.pool2d.twin(params, [x], [y]);
    const gy = finite(values(y.length));
    const of = { kernel: kernels.pool2dGradient, params, ports: [x, y, gy, values(x.length)] };
    // Which pixel wins depends on the signs, so that the magnitude is that of the average, which reaches every pixel.
    const average = magnitudes({ ...of, params: { ...params, kind: 1 } })[0];
    const window = params.windowHeight * params.windowWidth;
    return { ...of, bound: (_, index) => 2 * window * window * EPSILON * (average?.[index] ?? 0) };
  }),
  globalPool: fc.tuple(size(1, 5), size(1, 40), size(0, 2)).map(([planes, length, kind]) => (values) => {
    const of = {
      kernel: kernels.globalPool,
      params: { planes, length, kind },
      ports: [values(planes * length), values(planes)],
    };
    return kind === 1 ? sums(of, 2) : exact(of);
  }),
  globalPoolGradient: fc.tuple(size(1, 5), size(1, 40), size(0, 2)).map(([planes, length, kind]) => (values) => {
    const ports = [values(planes * length), values(planes), values(planes), values(planes * length)];
    return exact({ kernel: kernels.globalPoolGradient, params: { planes, length, kind }, ports });
  }),
  pad2d: padding.map((params) => (values) => {
    const x = values(params.planes * params.inHeight * params.inWidth);
    const y = values(params.planes * params.outHeight * params.outWidth);
    return exact({ kernel: kernels.pad2d, params: { ...params, value: 0.25 }, ports: [x, y] });
  }),
  pad2dGradient: padding.map((params) => (values) => {
    const gx = values(params.planes * params.inHeight * params.inWidth);
    const gy = values(params.planes * params.outHeight * params.outWidth);
    const terms = Math.ceil(params.outHeight / params.inHeight + 1) * Math.ceil(params.outWidth / params.inWidth + 1);
    return sums({ kernel: kernels.pad2dGradient, params, ports: [gy, gx] }, terms + params.outHeight + params.outWidth);
  }),
  copy: fc
    .record({ outer: size(1, 5), inner: size(1, 21), inOffset: size(0, 3), outOffset: size(0, 3), gap: size(0, 5) })
    .map(({ outer, inner, inOffset, outOffset, gap }) => (values) => {
      const params = { outer, inner, inOffset, inStride: inner + gap, outOffset, outStride: inner + 2 * gap };
      const ports = [values(outer * params.inStride + inOffset), values(outer * params.outStride + outOffset)];
      return exact({ kernel: kernels.copy, params, ports });
    }),
  elementwise: fc.tuple(broadcastShape, fc.record(ordinary)).map(([shape, activation]) => (values, coin) => {
    const ports = [values(shape.a), values(shape.b), values(shape.y), coin ? values(shape.y) : null];
    const of = { kernel: kernels.elementwise, params: { ...shape.params, ...activation }, ports };
    return { ...of, bound: (port, _, want) => (port === 0 ? 0 : 4 * EPSILON * Math.abs(want)) };
  }),
  elementwiseGradient: broadcastShape.map((shape) => (values) => {
    const multiply = shape.kind === 1;
    const ports = [values(shape.y), multiply ? values(shape.b) : null, new Float32Array(shape.a)];
    return sums({ kernel: kernels.elementwiseGradient, params: shape.params, ports }, 1);
  }),
  activation: fc.record({ length: size(1, 70), ...ordinary }).map((params) => (values) => {
    return relative({ kernel: kernels.activation, params, ports: [values(params.length), values(params.length)] }, 8);
  }),
  activationGradient: fc.record({ length: size(1, 70), ...ordinary }).map((params) => (values) => {
    const x = values(params.length);
    const y = new Float32Array(params.length);
    kernels.activation.twin(params, [x], [y]);
    const gy = finite(values(params.length));
    const of = { kernel: kernels.activationGradient, params, ports: [x, y, gy, values(params.length)] };
    return { ...of, bound: (_, index) => 4 * EPSILON * Math.abs(gy[index] as number) };
  }),
  batchNorm: fc.tuple(channels, fc.record(ordinary)).map(([shape, activation]) => (values, coin) => {
    const length = shape.batch * shape.channels * shape.plane;
    const own = () => finite(values(shape.channels));
    const [x, scale, shift, mean, variance] = [values(length), own(), own(), own(), own().map(Math.abs)];
    const ports = [x, scale, shift, mean, variance, values(length), coin ? values(length) : null];
    const of = { kernel: kernels.batchNorm, params: { ...shape, epsilon: 1e-3, ...activation }, ports };
    return {
      ...of,
      bound(_, index) {
        const c = Math.floor(index / shape.plane) % shape.channels;
        const at = (own: Float32Array) => Math.abs(own[c] as number);
        const factor = at(scale) / Math.sqrt(at(variance) + 1e-3);
        return 4 * EPSILON * ((Math.abs(x[index] as number) + at(mean)) * factor + at(shift) + 1);
      },
    };
  }),
  batchNormTrain: channels.map((shape) => (values) => {
    const length = shape.batch * shape.channels * shape.plane;
    const own = () => values(shape.channels);
    const ports = [values(length), own(), own(), values(length), own(), own(), own(), own()];
    const of = { kernel: kernels.batchNormTrain, params: { ...shape, epsilon: 1e-3, momentum: 0.1 }, ports };
    const want = expected(of);
    const [scale, shift] = [ports[1], ports[2]];
    return {
      ...of,
      bound(port, index, value) {
        if (port !== 0) return 2 * EPSILON * Math.abs(value) + 1e-12;
        const c = Math.floor(index / shape.plane) % shape.channels;
        // y - shift = scale t, |t| being at most the square root of the count.
        const spread = Math.abs(value - (shift?.[c] ?? 0)) + Math.abs((want[1]?.[c] ?? 0) * (scale?.[c] ?? 0)) * 1e-3;
        return 8 * EPSILON * (spread + Math.abs(shift?.[c] ?? 0) + Math.abs(value));
      },
    };
  }),
  batchNormGradient: channels.map((shape) => (values) => {
    const length = shape.batch * shape.channels * shape.plane;
    const own = () => finite(values(shape.channels));
    const [x, scale, mean, inverse, gy] = [values(length), own(), own(), own().map(Math.abs), values(length)];
    const of = {
      kernel: kernels.batchNormGradient,
      params: shape,
      ports: [x, scale, mean, inverse, gy, values(length), own(), own()],
    };
    const want = expected(of);
    const count = shape.batch * shape.plane;
    // Sums of |gy| and |gy t| per channel.
    const sizes = expected({
      ...of,
      ports: [x.map(Math.abs), scale, mean.map((m) => -Math.abs(m)), inverse, gy.map(Math.abs), ...of.ports.slice(5)],
    });
    return {
      ...of,
      bound(port, index) {
        if (port > 0) return 2 * EPSILON * (sizes[port]?.[index] ?? 0);
        const c = Math.floor(index / shape.plane) % shape.channels;
        const [inv, outer] = [inverse[c] as number, Math.abs((scale[c] as number) * (inverse[c] as number))];
        const t = Math.abs((x[index] as number) - (mean[c] as number)) * inv;
        const gscale = Math.abs(want[1]?.[c] ?? 0);
        const gshift = Math.abs(want[2]?.[c] ?? 0);
        return 8 * EPSILON * outer * (Math.abs(gy[index] as number) + (gshift + t * gscale) / count);
      },
    };
  }),
  softmax: lanes.map(({ params, length }) => (values) => {
    const x = values(length).map((v) => v * 3);
    const of = { kernel: kernels.softmax, params, ports: [x, values(length)] };
    const logs = expected({ ...of, params: { ...params, log: 1 } })[0];
    return {
      ...of,
      bound(_, index, want) {
        // The exponent's rounding is an absolute error of the logarithm.
        const distance = Math.abs(logs?.[index] ?? 0);
        return params.log ? 4 * EPSILON * (distance + 3) : EPSILON * (2 * distance + 12) * want + 2 ** -149;
      },
    };
  }),
  softmaxGradient: lanes.map(({ params, length }) => (values) => {
    const y = new Float32Array(length);
    kernels.softmax.twin(params, [values(length)], [y]);
    const of = { kernel: kernels.softmaxGradient, params, ports: [y, values(length), values(length)] };
    return exactly(of, 2);
  }),
  crossEntropy: fc.tuple(size(1, 6), size(1, 13)).map(([batch, classes]) => (values) => {
    const x = values(batch * classes);
    const target = finite(values(batch * classes)).map(Math.abs);
    const of = {
      kernel: kernels.crossEntropy,
      params: { batch, classes },
      ports: [x, target, values(batch), values(batch * classes)],
    };
    const spread = Math.max(...x.map((v) => (Number.isFinite(v) ? Math.abs(v) : 0)));
    const mass = (n: number) => target.subarray(n * classes, (n + 1) * classes).reduce((a, b) => a + b, 0);
    return {
      ...of,
      bound: (port, index) =>
        port === 0
          ? EPSILON * mass(index) * (4 * spread + 20)
          : (EPSILON * mass(Math.floor(index / classes)) * (4 * spread + 20)) / batch,
    };
  }),
  dropout: fc
    .record({ length: size(1, 70), rate: fc.constantFrom(0, 0.1, 0.5, 0.9), salt: fc.nat(), step: fc.nat(9999) })
    .map(({ length, rate, salt, step }) => (values) => {
      const params = { length, threshold: Math.floor(rate * 2 ** 32), keep: 1 - rate, salt };
      return relative(
        { kernel: kernels.dropout, params, ports: [values(length), Float32Array.of(step, 0, 0, 0), values(length)] },
        1,
      );
    }),
  adamw: fc.record({ length: size(1, 70), step: size(1, 50) }).map(({ length, step }) => (values) => {
    const params = { length, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, decay: 0.02 };
    const hyper = Float32Array.of(step, 0.003, 1 / (1 - 0.9 ** step), 1 / (1 - 0.999 ** step));
    const [g, w, m, v] = [values(length), values(length), values(length), values(length, { positive: true })];
    const of = { kernel: kernels.adamw, params, ports: [g, hyper, w, m, v] };
    // With w = 0 and positive moments, the step itself: its terms do not cancel.
    const step0 = magnitudes({ ...of, ports: [g, hyper, new Float32Array(length), m, v] });
    return {
      ...of,
      bound(port, index, want) {
        if (port > 0) return 4 * EPSILON * (step0[port]?.[index] ?? 0);
        return (
          2 * EPSILON * Math.abs(want) +
          EPSILON * (16 * Math.abs(step0[0]?.[index] ?? 0) + Math.abs(w[index] as number))
        );
      },
    };
  }),
  sgd: fc.record({ length: size(1, 70) }).map(({ length }) => (values) => {
    const params = { length, momentum: 0.9, decay: 0.02 };
    const ports = [values(length), Float32Array.of(1, 0.05, 1, 1), values(length), values(length)];
    const of = { kernel: kernels.sgd, params, ports };
    const u = magnitudes(of)[1];
    return {
      ...of,
      bound: (port, index) => 4 * EPSILON * ((u?.[index] ?? 0) + (port === 0 ? Math.abs(ports[2]?.[index] ?? 0) : 0)),
    };
  }),
};

/** Float64 arithmetic, rounded once: within `units` half units of the result, or of what cancelled. */
function exactly(of: KernelCase, units: number): Sample {
  const sizes = magnitudes(of);
  const largest = Math.max(...(sizes[0] ?? []).filter(Number.isFinite).map(Math.abs), 0);
  return { ...of, bound: (_, __, want) => units * EPSILON * (Math.abs(want) + largest * 2 ** -20) };
}

/** Zero where not finite: padding is multiplied like any pixel, so that the other operand must be finite to compare. */
function finite(values: Float32Array): Float32Array {
  return values.map((v) => (Number.isFinite(v) ? v : 0));
}

/** Random calls of a kernel. `odd` mixes in NaN, infinities and extreme values. */
export function samplesOf(name: KernelName, odd: boolean): fc.Arbitrary<Sample> {
  return fc.tuple(makers[name], fc.nat(), fc.boolean()).map(([make, seed, coin]) => {
    const sample = make(source(seed, odd), coin);
    // A failure names the call, not its tensors: the seed and the path that are printed with it give them again.
    return Object.assign(sample, { [fc.toStringMethod]: () => JSON.stringify({ seed, coin, ...sample.params }) });
  });
}
