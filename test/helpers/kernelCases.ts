/**
 * Random cases of every kernel for property tests on any backend: parameters with all their corners (padding, stride,
 * dilation, groups, broadcasting, absent ports), port lengths to fit, and values from a seed.
 */
import fc from 'fast-check';
import { Random } from '../../src/core/random';
import { windowOutput } from '../../src/core/shapes';
import type { Kind } from '../../src/graph/alone';
import { type KernelName, kernels } from '../../src/kernels';
import { activations } from '../../src/kernels/activation';
import { tableLength } from '../../src/kernels/gather';
import { hyperLength } from '../../src/kernels/hyper';
import { RESULTS } from '../../src/kernels/loss';
import { chunksOf, SIZES } from '../../src/kernels/optimiser';
import { padModes } from '../../src/kernels/pad2d';
import { isLayerType, layers } from '../../src/layers';
import { casesOf, type LayerCase, layerPlan, samplesOf } from '../contract/layerCase';
import { hyperOf } from './hyper';
import type { ValuedCall } from './plan';

type Params = { readonly [name: string]: number };
type Shaped = { readonly params: Params; readonly lengths: readonly (number | null)[] };

const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** Codes with parameters that they are used with. */
const activation = fc.constantFrom(...Object.entries(activations)).chain(([name, { code }]) => {
  const pair = (alpha: number, beta: number): fc.Arbitrary<Params> => fc.constant({ activation: code, alpha, beta });
  if (name === 'gelu') return fc.constantFrom(0, 1).map((alpha): Params => ({ activation: code, alpha, beta: 0 }));
  if (name === 'clip') return fc.oneof(pair(0, 6), pair(-0.5, 0.5), pair(-Infinity, 1), pair(-1, Infinity));
  return pair(0.2, 0.6);
});

const optional = <T>(value: T): fc.Arbitrary<T | null> => fc.constantFrom(value, null);

interface ConvCase {
  readonly params: Params;
  readonly x: number;
  readonly w: number;
  readonly y: number;
  readonly out: number;
}

const convolution = (most: number): fc.Arbitrary<ConvCase> =>
  fc
    .record({
      batch: int(1, 3),
      groups: int(1, 3),
      inPer: int(1, most),
      outPer: int(1, most),
      kernel: fc.tuple(int(1, 4), int(1, 4)),
      stride: fc.tuple(int(1, 3), int(1, 3)),
      dilation: fc.tuple(int(1, 2), int(1, 2)),
      pad: fc.tuple(int(-1, 3), int(-1, 3)),
      extra: fc.tuple(int(0, 9), int(0, 9)),
      end: fc.tuple(int(0, 2), int(0, 2)),
    })
    .map(({ batch, groups, inPer, outPer, kernel, stride, dilation, pad, extra, end }) => {
      const axis = (k: 0 | 1): readonly [input: number, output: number] => {
        const reach = dilation[k] * (kernel[k] - 1) + 1;
        const input = Math.max(1, reach - pad[k] - end[k]) + extra[k];
        const window = { input, kernel: kernel[k], stride: stride[k], padBegin: pad[k], padEnd: end[k] };
        return [input, windowOutput({ ...window, dilation: dilation[k] }).output];
      };
      const [[inHeight, outHeight], [inWidth, outWidth]] = [axis(0), axis(1)];
      const params = {
        batch,
        inChannels: groups * inPer,
        inHeight,
        inWidth,
        outChannels: groups * outPer,
        outHeight,
        outWidth,
        kernelHeight: kernel[0],
        kernelWidth: kernel[1],
        strideY: stride[0],
        strideX: stride[1],
        padTop: pad[0],
        padLeft: pad[1],
        dilationY: dilation[0],
        dilationX: dilation[1],
        groups,
      };
      return {
        params,
        x: batch * groups * inPer * inHeight * inWidth,
        w: groups * outPer * inPer * kernel[0] * kernel[1],
        y: batch * groups * outPer * outHeight * outWidth,
        out: groups * outPer,
      };
    });

const pooling = fc
  .record({
    planes: int(1, 4),
    window: fc.tuple(int(1, 4), int(1, 4)),
    stride: fc.tuple(int(1, 4), int(1, 4)),
    dilation: fc.tuple(int(1, 2), int(1, 2)),
    pad: fc.tuple(int(0, 2), int(0, 2)),
    end: fc.tuple(int(0, 2), int(0, 2)),
    extra: fc.tuple(int(0, 9), int(0, 9)),
    ceil: fc.boolean(),
    kind: int(0, 2),
    countIncludePad: int(0, 1),
  })
  .map(({ planes, window, stride, dilation, pad, end, extra, ceil, kind, countIncludePad }) => {
    const axis = (k: 0 | 1): readonly [number, number] => {
      const input = dilation[k] * (window[k] - 1) + 1 + extra[k];
      const sides = { padBegin: pad[k], padEnd: end[k], dilation: dilation[k], ceil };
      return [input, windowOutput({ input, kernel: window[k], stride: stride[k], ...sides }).output];
    };
    const [[inHeight, outHeight], [inWidth, outWidth]] = [axis(0), axis(1)];
    const params = {
      planes,
      inHeight,
      inWidth,
      outHeight,
      outWidth,
      windowHeight: window[0],
      windowWidth: window[1],
      strideY: stride[0],
      strideX: stride[1],
      padTop: pad[0],
      padLeft: pad[1],
      padBottom: end[0],
      padRight: end[1],
      dilationY: dilation[0],
      dilationX: dilation[1],
      kind,
      countIncludePad,
    };
    return { params, x: planes * inHeight * inWidth, y: planes * outHeight * outWidth };
  });

const padding = fc
  .record({
    planes: int(1, 3),
    size: fc.tuple(int(1, 6), int(1, 6)),
    begin: fc.tuple(int(-1, 7), int(-1, 7)),
    end: fc.tuple(int(0, 7), int(0, 7)),
    mode: fc.constantFrom(...Object.values(padModes)),
  })
  .map(({ planes, size, begin, end, mode }) => {
    const out = (k: 0 | 1): number => Math.max(1, size[k] + begin[k] + end[k]);
    const params = {
      planes,
      inHeight: size[0],
      inWidth: size[1],
      outHeight: out(0),
      outWidth: out(1),
      padTop: begin[0],
      padLeft: begin[1],
      mode,
    };
    return { params, x: planes * size[0] * size[1], y: planes * out(0) * out(1) };
  });

/** Sizes of the output, and strides of two operands of which each axis may be broadcast. */
const broadcasting = fc
  .record({
    sizes: fc.tuple(int(1, 3), int(1, 4), int(1, 5), int(1, 9)),
    a: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
    b: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
    kind: int(0, 1),
  })
  .map(({ sizes, a, b, kind }) => {
    const strides = (whole: readonly boolean[]): { list: number[]; length: number } => {
      const list = [0, 0, 0, 0];
      let length = 1;
      for (let axis = 3; axis >= 0; axis--) {
        if (!whole[axis]) continue;
        list[axis] = length;
        length *= sizes[axis] as number;
      }
      return { list, length };
    };
    const [left, right] = [strides(a), strides(b)];
    const named = (prefix: string, values: readonly number[]): Params =>
      Object.fromEntries(values.map((value, axis) => [`${prefix}${axis}`, value]));
    const params = { ...named('size', sizes), ...named('a', left.list), ...named('b', right.list), kind };
    return { params, a: left.length, b: right.length, y: sizes.reduce((product, size) => product * size, 1) };
  });

const denseSizes = fc.record({ batch: int(1, 4), inFeatures: int(1, 150), outFeatures: int(1, 20) });
const length = int(1, 300);

/** A loss, whose results have room for two rows. */
const lossShape = fc.record({ batch: int(1, 5), classes: int(1, 130) }).map((params) => {
  const { batch, classes } = params;
  const all = batch * classes;
  return { params, lengths: [all, all, hyperLength, 2 * RESULTS * batch, all] };
});

/** Samples, and a table of two steps. */
const gathering = fc
  .record({ batch: int(1, 5), length: int(1, 40), classes: int(1, 9), samples: int(1, 6) })
  .map(({ samples, ...size }) => {
    const { batch, length, classes } = size;
    return {
      params: { ...size, scalars: hyperLength },
      lengths: [
        samples * length,
        samples * classes,
        tableLength(2, batch),
        batch * length,
        batch * classes,
        hyperLength,
      ],
    };
  });

/** An optimiser's step; its sizes have room for two rows. */
const stepOf = fc
  .record({
    length,
    decaying: int(0, 320),
    chunk: int(1, 90),
    nesterov: int(0, 1),
    clips: fc.boolean(),
    sizes: fc.boolean(),
  })
  .map(({ clips, sizes, ...params }) => ({
    params,
    clips: clips ? 1 : null,
    sizes: sizes ? 2 * SIZES * chunksOf(params) : null,
  }));

/** Shapes of kernels whose corners no layer reaches, from single elements up. */
const ownShapes: { readonly [K in KernelName]?: fc.Arbitrary<Shaped> } = {
  adam: stepOf.map(({ params: { nesterov: _, ...params }, clips, sizes }) => {
    const n = params.length;
    return { params, lengths: [n, hyperLength, clips, n, n, n, sizes, sizes && 1] };
  }),
  clipping: length.map((n) => ({ params: { length: 20 * n }, lengths: [20 * n, hyperLength, 1] })),
  conv2d: fc
    .tuple(convolution(9), activation, fc.boolean(), fc.boolean())
    .map(([{ params, x, w, y, out }, a, bias, post]) => ({
      params: { ...params, ...a },
      lengths: [x, w, bias ? out : null, y, post ? y : null],
    })),
  conv2dInputGradient: convolution(5).map(({ params, x, w, y }) => ({ params, lengths: [y, w, x] })),
  conv2dWeightGradient: fc
    .tuple(convolution(4), fc.boolean())
    .map(([{ params, x, w, y, out }, bias]) => ({ params, lengths: [x, y, w, bias ? out : null] })),
  copy: fc
    .record({ outer: int(1, 5), inner: int(1, 40), inOffset: int(0, 5), outOffset: int(0, 5), gap: int(0, 3) })
    .map(({ outer, inner, inOffset, outOffset, gap }) => ({
      params: { outer, inner, inOffset, inStride: inner + gap, outOffset, outStride: inner + gap },
      lengths: [outer * (inner + gap) + inOffset, outer * (inner + gap) + outOffset],
    })),
  binaryCrossEntropy: lossShape,
  crossEntropy: lossShape,
  dense: fc.tuple(denseSizes, activation, fc.boolean(), fc.boolean()).map(([p, a, bias, post]) => {
    const [x, w, y] = [p.batch * p.inFeatures, p.outFeatures * p.inFeatures, p.batch * p.outFeatures];
    return { params: { ...p, ...a }, lengths: [x, w, bias ? p.outFeatures : null, y, post ? y : null] };
  }),
  denseInputGradient: denseSizes.map((p) => ({
    params: p,
    lengths: [p.batch * p.outFeatures, p.outFeatures * p.inFeatures, p.batch * p.inFeatures],
  })),
  denseWeightGradient: fc.tuple(denseSizes, fc.boolean()).map(([p, bias]) => {
    const [x, w, y] = [p.batch * p.inFeatures, p.outFeatures * p.inFeatures, p.batch * p.outFeatures];
    return { params: p, lengths: [x, y, w, bias ? p.outFeatures : null] };
  }),
  elementwise: fc
    .tuple(broadcasting, activation, fc.boolean())
    .chain(([{ params, a, b, y }, act, post]) =>
      fc.constant({ params: { ...params, ...act }, lengths: [a, b, y, post ? y : null] }),
    ),
  elementwiseGradient: broadcasting.chain(({ params, a, b, y }) =>
    optional(b).map((second) => ({ params, lengths: [y, second, a] })),
  ),
  gather: gathering,
  pad2d: fc
    .tuple(padding, fc.constantFrom(0, -1.5, Infinity, -Infinity))
    .map(([{ params, x, y }, value]) => ({ params: { ...params, value }, lengths: [x, y] })),
  pad2dGradient: padding.map(({ params, x, y }) => ({ params, lengths: [y, x] })),
  pool2d: pooling.map(({ params, x, y }) => ({ params, lengths: [x, y] })),
  pool2dGradient: pooling.map(({ params, x, y }) => ({ params, lengths: [x, y, y, x] })),
  sgd: fc.tuple(stepOf, fc.boolean()).map(([{ params, clips, sizes }, moment]) => {
    const n = params.length;
    return { params, lengths: [n, hyperLength, clips, n, moment ? n : null, sizes, sizes && 1] };
  }),
  squaredError: lossShape,
  unpack: length.map((plane) => ({ params: { plane }, lengths: [plane, 768, 3 * plane] })),
};

const kinds = ['infer', 'gradients', 'train'] as const satisfies readonly Kind[];

/** The calls of a kernel that a layer makes. */
function callsOf(name: KernelName, layerCase: LayerCase, kind: Kind): Shaped[] {
  const { plan } = layerPlan(layerCase, kind);
  return [...plan.phases.forward, ...plan.phases.backward]
    .filter(({ kernel }) => kernel.name === name)
    .map(({ params, ins, outs }) => ({
      params,
      lengths: [...ins, ...outs].map((id) => (id === null ? null : (plan.tensors[id]?.length ?? null))),
    }));
}

/** Random calls of the layers that use the kernel. Throws RangeError when there is none. */
function shapesFromLayers(name: KernelName): fc.Arbitrary<Shaped> {
  const users = Object.keys(layers)
    .filter(isLayerType)
    .flatMap((type) => kinds.map((kind) => ({ type, kind })))
    .filter(({ type, kind }) => samplesOf(type).some((sample) => callsOf(name, sample, kind).length > 0));
  if (users.length === 0) throw new RangeError(`no layer's sample uses the kernel ${name}`);
  return fc
    .constantFrom(...users)
    .chain(({ type, kind }) => casesOf(type).map((layerCase) => callsOf(name, layerCase, kind)))
    .filter((calls) => calls.length > 0)
    .map(([first]) => first as Shaped);
}

/** Random calls of a kernel: their parameters, and lengths of ports to fit. */
export const shapesOf = (name: KernelName): fc.Arbitrary<Shaped> => ownShapes[name] ?? shapesFromLayers(name);

/** Ports whose values must be positive for the kernel to mean anything. */
const positive: ReadonlySet<string> = new Set(['variance', 'inverseDeviation', 'v', 'runningVariance', 'target']);
export const isPositive = (port: string): boolean => positive.has(port);

const adamSpec = { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-3, decay: 0.1 } as const;

/** A table whose row stands at the second of its two steps. */
export function tableOf(params: Params, values: number, random: Random): Float32Array {
  const { batch = 1, length = 1, scalars = 0 } = params;
  const step = (): number[] => [
    ...Array.from({ length: scalars }, () => random.normal()),
    ...Array.from({ length: batch }, () => random.below(values / length)),
  ];
  return Float32Array.from([1, ...step(), ...step()]);
}

/** Values for a shape. Some are equal, so that pools meet ties; `odd` of a hundred inputs are NaN or infinite. */
export function valued(name: KernelName, { params, lengths }: Shaped, seed: number, odd = 0): ValuedCall {
  const kernel = kernels[name];
  const random = new Random(seed);
  const strange = [Number.NaN, Infinity, -Infinity];
  const values = [...kernel.ins, ...kernel.outs].map((port, k) => {
    const count = lengths[k];
    if (count === null || count === undefined) return null;
    if (port.name === 'hyper') return hyperOf(adamSpec, 3, 0.01, { row: 1, smoothing: 0.1 });
    if (port.name === 'table') return tableOf(params, lengths[0] ?? 0, random);
    if (port.name === 'pixels') return Float32Array.from({ length: count }, () => random.below(2 ** 24));
    return Float32Array.from({ length: count }, () => {
      if (isPositive(port.name)) return random.uniform(0.1, 1);
      if (k < kernel.ins.length && random.uniform(0, 100) < odd) return strange[random.below(3)] ?? 0;
      return random.below(4) === 0 ? random.below(5) - 2 : random.normal();
    });
  });
  return { kernel, params, values };
}
