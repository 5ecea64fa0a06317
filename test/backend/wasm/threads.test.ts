/** A team of threads gives the same bits as one thread, on calls large enough to be shared out. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import type { Backend } from '../../../src/backend/types';
import { createWasmBackend } from '../../../src/backend/wasm';
import { loadModule } from '../../../src/backend/wasm/module';
import { Random } from '../../../src/core/random';
import { type KernelName, kernels } from '../../../src/kernels';
import { chunksOf, SIZES } from '../../../src/kernels/optimiser';
import { hyperOf } from '../../helpers/hyper';
import { tableOf } from '../../helpers/kernelCases';
import { computed, type KernelCase } from './run';

const random = new Random(5);
const values = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());

const conv = (batch: number, inC: number, outC: number, size: number, kernel: number, stride: number, groups = 1) => {
  const pad = kernel >> 1;
  const out = Math.floor((size + 2 * pad - kernel) / stride) + 1;
  const params = {
    ...{ batch, inChannels: inC, inHeight: size, inWidth: size, outChannels: outC, outHeight: out, outWidth: out },
    ...{ kernelHeight: kernel, kernelWidth: kernel, strideY: stride, strideX: stride, padTop: pad, padLeft: pad },
    ...{ dilationY: 1, dilationX: 1, groups },
  };
  const x = values(batch * inC * size * size);
  const w = values((outC * inC * kernel * kernel) / groups);
  return { params, x, w, b: values(outC), y: values(batch * outC * out * out) };
};

function convolutions(...shape: Parameters<typeof conv>): KernelCase[] {
  const { params, x, w, b, y } = conv(...shape);
  const relu = { activation: 1, alpha: 0, beta: 0 };
  return [
    { kernel: kernels.conv2d, params: { ...params, ...relu }, ports: [x, w, b, y, y.slice()] },
    { kernel: kernels.conv2dInputGradient, params, ports: [y, w, x] },
    { kernel: kernels.conv2dWeightGradient, params, ports: [x, y, w, b] },
  ];
}

const dense = { batch: 33, inFeatures: 130, outFeatures: 67 };
const pooled = {
  ...{ planes: 12, inHeight: 30, inWidth: 31, outHeight: 15, outWidth: 15, windowHeight: 2, windowWidth: 2 },
  ...{ strideY: 2, strideX: 2, padTop: 0, padLeft: 0, padBottom: 0, padRight: 0, dilationY: 1, dilationX: 1 },
  ...{ kind: 0, countIncludePad: 0 },
};
const normed = { batch: 5, channels: 7, plane: 301 };
const nearby = { ...normed, size: 5, alpha: 0.1, beta: 0.75, bias: 2 };
const padded = { planes: 7, inHeight: 40, inWidth: 41, outHeight: 46, outWidth: 45, padTop: 3, padLeft: 2, mode: 1 };
const many = 40007;
const broadcast = {
  ...{ size0: 3, size1: 5, size2: 37, size3: 41, a0: 0, a1: 1, a2: 0, a3: 0, b0: 7585, b1: 1517, b2: 41, b3: 1 },
};
const own = (): Float32Array => values(normed.channels).map(Math.abs);
const normMaps = (): Float32Array => values(normed.batch * normed.channels * normed.plane);
const moved = (): Float32Array => values(many);
const hyper = hyperOf({ kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-3, decay: 0.1 }, 3, 0.01, { row: 1 });
const table = tableOf({ batch: 30, length: 801, scalars: hyper.length }, 9 * 801, random);
const sizes = (): Float32Array => new Float32Array(2 * SIZES * chunksOf({ length: many, chunk: 256 }));
const planes = (height: number, width: number, count: number): Float32Array => values(height * width * count);

/** Calls above every kernel's threshold for sharing, their sizes no multiples of anything. */
const cases: { readonly [K in KernelName]?: readonly KernelCase[] } = {
  conv2d: [
    ...convolutions(1, 3, 13, 21, 3, 1),
    ...convolutions(5, 7, 10, 13, 5, 1),
    ...convolutions(3, 8, 24, 15, 3, 2),
    ...convolutions(3, 12, 12, 19, 3, 1, 12),
    ...convolutions(2, 10, 1, 33, 7, 1),
    ...convolutions(2, 33, 40, 9, 1, 1),
  ],
  dense: [
    {
      kernel: kernels.dense,
      params: { ...dense, activation: 6, alpha: 0, beta: 0 },
      ports: [values(33 * 130), values(130 * 67), values(67), values(33 * 67), values(33 * 67)],
    },
    { kernel: kernels.denseInputGradient, params: dense, ports: [values(33 * 67), values(130 * 67), values(33 * 130)] },
    {
      kernel: kernels.denseWeightGradient,
      params: dense,
      ports: [values(33 * 130), values(33 * 67), values(130 * 67), values(67)],
    },
  ],
  pool2d: [0, 1, 2].flatMap((kind) => {
    const [x, y] = [planes(30, 31, 12), planes(15, 15, 12)];
    return [
      { kernel: kernels.pool2d, params: { ...pooled, kind }, ports: [x, y] },
      { kernel: kernels.pool2dGradient, params: { ...pooled, kind }, ports: [x, y, planes(15, 15, 12), x.slice()] },
      { kernel: kernels.globalPool, params: { planes: 12, length: 930, kind }, ports: [x, values(12)] },
      {
        kernel: kernels.globalPoolGradient,
        params: { planes: 12, length: 930, kind },
        ports: [x, values(12), values(12), x.slice()],
      },
    ];
  }),
  batchNorm: [
    {
      kernel: kernels.batchNorm,
      params: { ...normed, epsilon: 1e-3, activation: 5, alpha: 0, beta: 0 },
      ports: [normMaps(), own(), own(), own(), own(), normMaps(), normMaps()],
    },
    {
      kernel: kernels.batchNormTrain,
      params: { ...normed, epsilon: 1e-3, momentum: 0.1 },
      ports: [normMaps(), own(), own(), normMaps(), own(), own(), own(), own()],
    },
    {
      kernel: kernels.batchNormGradient,
      params: normed,
      ports: [normMaps(), own(), own(), own(), normMaps(), normMaps(), own(), own()],
    },
  ],
  softmax: [0, 1].flatMap((log) => [
    {
      kernel: kernels.softmax,
      params: { outer: 70, classes: 101, inner: 1, log },
      ports: [values(7070), values(7070)],
    },
    {
      kernel: kernels.softmax,
      params: { outer: 7, classes: 101, inner: 10, log },
      ports: [values(7070), values(7070)],
    },
    {
      kernel: kernels.softmaxGradient,
      params: { outer: 70, classes: 101, inner: 1, log },
      ports: [values(7070), values(7070), values(7070)],
    },
  ]),
  crossEntropy: [
    {
      kernel: kernels.crossEntropy,
      params: { batch: 70, classes: 101 },
      ports: [values(7070), values(7070).map(Math.abs), hyper, values(420), values(7070)],
    },
    {
      kernel: kernels.binaryCrossEntropy,
      params: { batch: 70, classes: 101 },
      ports: [values(7070), values(7070).map(Math.abs), hyper, values(420), values(7070)],
    },
    {
      kernel: kernels.squaredError,
      params: { batch: 70, classes: 101 },
      ports: [values(7070), values(7070), hyper, values(420), values(7070)],
    },
    {
      kernel: kernels.gather,
      params: { batch: 30, length: 801, classes: 7, scalars: hyper.length },
      ports: [
        ...[values(9 * 801), values(9 * 7), table],
        ...[values(30 * 801), values(30 * 7), new Float32Array(hyper.length)],
      ],
    },
  ],
  activation: [
    {
      kernel: kernels.activation,
      params: { length: many, activation: 10, alpha: 0, beta: 0 },
      ports: [moved(), moved()],
    },
    {
      kernel: kernels.activationGradient,
      params: { length: many, activation: 3, alpha: 0.5, beta: 0 },
      ports: [moved(), moved(), moved(), moved()],
    },
    {
      kernel: kernels.dropout,
      params: { length: many, threshold: 2 ** 31, keep: 0.5, salt: 77 },
      ports: [moved(), hyper, moved()],
    },
    {
      kernel: kernels.adam,
      params: { length: many, decaying: 20_000, chunk: 256 },
      ports: [
        moved(),
        hyper,
        Float32Array.of(0.5),
        moved(),
        moved(),
        moved().map(Math.abs),
        sizes(),
        new Float32Array(1),
      ],
    },
    {
      kernel: kernels.sgd,
      params: { length: many, decaying: 20_000, chunk: 256, nesterov: 1 },
      ports: [moved(), hyper, null, moved(), moved(), sizes(), new Float32Array(1)],
    },
    {
      kernel: kernels.clipping,
      params: { length: many },
      ports: [moved(), hyper, Float32Array.of(0)],
    },
    {
      kernel: kernels.copy,
      params: { outer: 50, inner: 801, inOffset: 3, inStride: 810, outOffset: 5, outStride: 805 },
      ports: [values(50 * 810 + 3), values(50 * 805 + 5)],
    },
  ],
  elementwise: [0, 1].flatMap((kind) => [
    {
      kernel: kernels.elementwise,
      params: { ...broadcast, kind, activation: 1, alpha: 0, beta: 0 },
      ports: [values(5), values(22755), values(22755), values(22755)],
    },
    {
      kernel: kernels.elementwiseGradient,
      params: { ...broadcast, kind },
      ports: [values(22755), kind ? values(22755) : null, values(5)],
    },
  ]),
  pad2d: [
    { kernel: kernels.pad2d, params: { ...padded, value: 1 }, ports: [planes(40, 41, 7), planes(46, 45, 7)] },
    { kernel: kernels.pad2dGradient, params: padded, ports: [planes(46, 45, 7), planes(40, 41, 7)] },
  ],
  lrn: [
    { kernel: kernels.lrn, params: nearby, ports: [normMaps(), normMaps()] },
    { kernel: kernels.lrnGradient, params: nearby, ports: [normMaps(), normMaps(), normMaps()] },
  ],
  unpack: [
    {
      kernel: kernels.unpack,
      params: { plane: many },
      ports: [Float32Array.from({ length: many }, () => random.below(2 ** 24)), values(768), values(3 * many)],
    },
  ],
};

describe.each([2, 3])('%i threads', (threads) => {
  let one: Backend;
  let team: Backend;
  beforeAll(async () => {
    one = await createWasmBackend({ threads: 1 });
    team = await createWasmBackend({ threads });
  });
  afterAll(() => {
    one.dispose();
    team.dispose();
  });

  it.each(Object.keys(cases) as KernelName[])('%s and what belongs to it', async (name) => {
    const calls = cases[name] ?? [];
    expect(await computed(team, calls)).toEqual(await computed(one, calls));
  });
});

it('keep what they work out to themselves: no kernel writes to the memory of the module itself', async () => {
  const backend = await createWasmBackend({ threads: 2 });
  const { heapBase } = (await loadModule(true)).sizer;
  const calls = Object.values(cases)
    .flat()
    .map(({ kernel, params, ports }) => ({ kernel, params, lengths: ports.map((port) => port?.length ?? null) }));
  const plan = callPlan(calls);
  const weights = new Map(plan.tensors.map(({ name, length }) => [name, new Float32Array(length)]));
  const program = await backend.load(plan, weights);
  const memory = program.view(plan.input)?.buffer;
  if (!memory) throw new Error('the program shows no memory');
  const before = new Uint8Array(memory, 0, heapBase).slice();
  await program.run();
  expect(new Uint8Array(memory, 0, heapBase)).toEqual(before);
  backend.dispose();
});

it('tries every kernel', () => {
  const tried = Object.values(cases).flatMap((calls) => calls.map(({ kernel }) => kernel.name));
  expect(new Set(tried)).toEqual(new Set(Object.keys(kernels)));
});
