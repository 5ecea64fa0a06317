/** Random calls of the kernels that move and gather values: pooling, padding, copies, and broadcast sums and products. */
import fc from 'fast-check';
import { windowOutput } from '../../../src/core/shapes';
import { kernels } from '../../../src/kernels';
import { EPSILON, exact, finite, type Maker, magnitudes, ordinary, size, sums } from './sample';

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

export const windowMakers = {
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
  unpack: size(1, 6000).map(
    (plane): Maker =>
      (values) => {
        const pixels = finite(values(plane)).map((value) => Math.floor(Math.abs(value) * 1e6) % 2 ** 24);
        return exact({ kernel: kernels.unpack, params: { plane }, ports: [pixels, values(768), values(3 * plane)] });
      },
  ),
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
} satisfies Record<string, fc.Arbitrary<Maker>>;
