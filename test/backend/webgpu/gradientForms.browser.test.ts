/** Every form of the gradients of convolution and dense layers, forced, on shapes from one pixel to odd and large. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../../../src/backend/types';
import { createWebGpuBackend } from '../../../src/backend/webgpu';
import type { KernelName } from '../../../src/kernels';
import { gpuPasses } from '../../../src/kernels/gpu';
import * as conv from '../../../src/kernels/gpu/conv2d';
import { backwardTilePasses, type Tile } from '../../../src/kernels/gpu/convTile';
import { type WeightTile, weightTileFor, weightTilePasses } from '../../../src/kernels/gpu/convWeights';
import * as dense from '../../../src/kernels/gpu/dense';
import { backwardTileFor } from '../../../src/kernels/gpu/tileChoice';
import type { GpuPass } from '../../../src/kernels/kernel';
import { boundsOf, firstWrong } from '../../helpers/bounds';
import { shapesOf, valued } from '../../helpers/kernelCases';
import { runOnBackend, runTwin } from '../../helpers/plan';

let backend: Backend;
beforeAll(async () => {
  backend = await createWebGpuBackend({ allowFallbackAdapter: true });
});
afterAll(() => backend.dispose());
afterEach(() => {
  vi.restoreAllMocks();
});

type Geometry = Parameters<typeof conv.conv2dInputGradientPasses>[0];
type Sizes = Parameters<typeof dense.denseInputGradientPasses>[0];

/** Tiles of the input's gradient begin at multiples of the stride. */
const input =
  (channels: number, rows: number, columns: number, target: 'software' | 'quads') =>
  (p: Geometry): readonly GpuPass[] => {
    const upTo = (count: number, stride: number): number => stride * Math.ceil(count / stride);
    const tile: Tile = {
      channels,
      rows: upTo(rows, p.strideY),
      columns: upTo(columns, p.strideX),
      whole: true,
      depth: 1,
    };
    return backwardTilePasses(p, tile, target);
  };

/** Row by row where the rows are not strided. */
const byRows = (p: Geometry): readonly GpuPass[] => {
  const whole = p.strideY > 1;
  const tile = { channels: 4, rows: whole ? p.strideY : 1, columns: 5 * p.strideX, whole, depth: 1 };
  return backwardTilePasses(p, tile, 'quads');
};

const weights =
  (tile: Omit<WeightTile, 'splits'>, splits: number, target: 'software' | 'quads') =>
  (p: Geometry): readonly GpuPass[] =>
    weightTilePasses(p, { ...tile, splits }, target);

const some = { outs: 2, ins: 2, rows: 2, columns: 4, whole: true };

const convolutions: { readonly [name: string]: readonly [KernelName, (p: Geometry) => readonly GpuPass[], number] } = {
  'the input, one channel': ['conv2dInputGradient', input(1, 2, 3, 'software'), 8],
  'the input, in fours': ['conv2dInputGradient', input(8, 2, 4, 'quads'), 10],
  'the input, row by row': ['conv2dInputGradient', byRows, 8],
  'the input, a whole row': ['conv2dInputGradient', input(4, 1, 16, 'quads'), 8],
  'the input, value by value': ['conv2dInputGradient', conv.inputGradientPasses, 4],
  'the input, as a product': ['conv2dInputGradient', (p) => conv.inputGemmPasses(p, 8, 1), 4],
  'the input, as a large product': ['conv2dInputGradient', (p) => conv.inputGemmPasses(p, 16, 1), 2],
  'the input, as a product in parts': ['conv2dInputGradient', (p) => conv.inputGemmPasses(p, 8, 3), 4],
  'weights, alone': ['conv2dWeightGradient', weights({ ...some, ins: 1 }, 1, 'software'), 6],
  'weights, in fours': ['conv2dWeightGradient', weights({ ...some, outs: 1 }, 1, 'quads'), 10],
  'weights, a row of the kernel': ['conv2dWeightGradient', weights({ ...some, whole: false }, 1, 'quads'), 8],
  'weights, whole rows of positions': [
    'conv2dWeightGradient',
    weights({ ...some, outs: 1, columns: 40 }, 1, 'quads'),
    8,
  ],
  'weights, in parts': ['conv2dWeightGradient', weights({ ...some, columns: 3 }, 3, 'quads'), 10],
  'weights, one by one': ['conv2dWeightGradient', conv.weightGradientPasses, 4],
  'weights, as a product': ['conv2dWeightGradient', (p) => conv.weightGemmPasses(p, 8, 1), 4],
  'weights, as a large product': ['conv2dWeightGradient', (p) => conv.weightGemmPasses(p, 16, 1), 2],
  'weights, as a product in parts': ['conv2dWeightGradient', (p) => conv.weightGemmPasses(p, 8, 3), 4],
};

const tile: Tile = { channels: 8, rows: 1, columns: 4, whole: true, depth: 1 };

const layers: { readonly [name: string]: readonly [KernelName, (p: Sizes) => readonly GpuPass[], number] } = {
  'the input, in fours': ['denseInputGradient', (p) => dense.inputTilePasses(p, tile, 'quads'), 8],
  'the input, alone': ['denseInputGradient', (p) => dense.inputTilePasses(p, { ...tile, channels: 3 }, 'software'), 6],
  'the input, as a product': ['denseInputGradient', (p) => dense.inputGemmPasses(p, 8, 1), 4],
  'the input, as a product in parts': ['denseInputGradient', (p) => dense.inputGemmPasses(p, 8, 2), 4],
  'weights, in fours': ['denseWeightGradient', (p) => dense.weightTilePasses(p, tile, 'quads'), 8],
  'weights, alone': ['denseWeightGradient', (p) => dense.weightTilePasses(p, { ...tile, channels: 3 }, 'software'), 6],
  'weights, as a product': ['denseWeightGradient', (p) => dense.weightGemmPasses(p, 8, 1), 4],
  'weights, as a large product': ['denseWeightGradient', (p) => dense.weightGemmPasses(p, 16, 1), 2],
};

/** Compares every output with the twin's, with NaN and infinities among the inputs now and then. */
async function agrees(name: KernelName, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(shapesOf(name), fc.nat(), fc.constantFrom(0, 0, 1), async (shape, seed, odd) => {
      const call = valued(name, shape, seed, odd);
      const [got, expected] = [await runOnBackend(backend, call), runTwin(call)];
      const bounds = boundsOf(call, expected);
      for (const [k, values] of got.entries()) {
        const [wanted, bound] = [expected[k], bounds[k]];
        if (values && wanted && bound) expect(firstWrong(values, wanted, bound), `output ${k}`).toBeNull();
      }
    }),
    { numRuns: runs, seed: 20261130 },
  );
}

describe('forms of gradients of convolution agree with the twin', () => {
  it.each(Object.entries(convolutions))('%s', async (_, [name, passes, runs]) => {
    if (name === 'conv2dInputGradient') vi.spyOn(gpuPasses, 'conv2dInputGradient').mockImplementation(passes);
    else vi.spyOn(gpuPasses, 'conv2dWeightGradient').mockImplementation(passes);
    await agrees(name, runs);
  });
});

describe('forms of gradients of dense layers agree with the twin', () => {
  it.each(Object.entries(layers))('%s', async (_, [name, passes, runs]) => {
    if (name === 'denseInputGradient') vi.spyOn(gpuPasses, 'denseInputGradient').mockImplementation(passes);
    else vi.spyOn(gpuPasses, 'denseWeightGradient').mockImplementation(passes);
    await agrees(name, runs);
  });
});

describe('the choice of form', () => {
  const layer = (
    channels: readonly [number, number],
    size: number,
    kernel: number,
    changes: Partial<Geometry> = {},
  ) => {
    const [inChannels, outChannels] = channels;
    const pad = Math.floor(kernel / 2);
    return {
      ...{ batch: 16, inChannels, inHeight: size, inWidth: size, outChannels, outHeight: size, outWidth: size },
      ...{ kernelHeight: kernel, kernelWidth: kernel, strideY: 1, strideX: 1, padTop: pad, padLeft: pad },
      ...{ dilationY: 1, dilationX: 1, groups: 1, ...changes },
    };
  };
  const names = (passes: readonly GpuPass[]): readonly string[] => passes.map(({ name }) => name);

  it.each(['software', 'quads'] as const)('is from registers on %s', (target) => {
    const input = (p: Geometry) => names(conv.conv2dInputGradientPasses(p, [], target));
    const weight = (p: Geometry) => names(conv.conv2dWeightGradientPasses(p, [], target));
    expect(input(layer([32, 32], 16, 3))).toEqual(['conv2d/inputGradient/whole']);
    expect(input(layer([32, 32], 16, 7))).toEqual(['conv2d/inputGradient/rows']);
    expect(input(layer([32, 32], 16, 1))).toEqual(['conv2d/inputGradient/pointwise']);
    expect(input(layer([32, 32], 16, 3, { groups: 32 }))).toEqual(['conv2d/inputGradient/whole']);
    expect(weight(layer([32, 32], 16, 3))).toEqual(['conv2d/weightTile']);
    expect(weight(layer([32, 32], 16, 3, { groups: 32 }))).toEqual(['conv2d/weightTile']);
    // Few weights over many positions: in parts, so that every core has some.
    expect(weight(layer([1, 8], 28, 5))).toEqual(['conv2d/weightSplit', 'conv2d/weightReduce']);
    // Longer than anybody would wait for its text to be compiled.
    expect(input(layer([2, 2], 200, 63, { strideY: 2, strideX: 2 }))).toEqual(['conv2d/inputGradient']);
    expect(weight(layer([2, 2], 200, 63, { outWidth: 4 }))).toEqual(['conv2d/weightTile']);
  });

  it('never writes a turn out that takes long to compile, and splits no tile across a stride', () => {
    for (const kernel of [1, 3, 5, 11]) {
      for (const stride of [1, 2, 3]) {
        const p = layer([16, 24], 33, kernel, { strideY: stride, strideX: stride, outHeight: 11, outWidth: 11 });
        const [input, weight] = [backwardTileFor(p, 'quads'), weightTileFor(p, 'quads')];
        if (input) expect([input.columns % stride, input.whole ? input.rows % stride : stride - 1]).toEqual([0, 0]);
        if (weight) expect(weight.outs * weight.ins * (weight.whole ? kernel : 1) * kernel).toBeLessThanOrEqual(128);
      }
    }
  });

  it('is a product on hardware where that is worth it, in parts where outputs are few', () => {
    const input = (p: Geometry) => names(conv.conv2dInputGradientPasses(p, [], 'hardware'));
    const weight = (p: Geometry) => names(conv.conv2dWeightGradientPasses(p, [], 'hardware'));
    expect(input(layer([64, 64], 56, 3))).toEqual(['conv2d/inputGemm']);
    expect(input(layer([1, 8], 28, 5))).toEqual(['conv2d/inputGradient']);
    expect(weight(layer([64, 64], 56, 3))).toEqual(['conv2d/weightGemm']);
    expect(weight(layer([32, 32], 16, 3))).toEqual(['conv2d/weightGemmSplit', 'conv2d/weightGemmAdd']);
    expect(weight(layer([1, 8], 28, 5))).toEqual(['conv2d/weightGradient']);
    const p = { batch: 64, inFeatures: 400, outFeatures: 64 };
    expect(names(dense.denseInputGradientPasses(p, [], 'hardware'))).toEqual(['dense/inputGemm']);
    expect(names(dense.denseWeightGradientPasses(p, [], 'hardware'))).toEqual(['dense/weightGemm']);
    const small = { batch: 4, inFeatures: 20, outFeatures: 3 };
    expect(names(dense.denseWeightGradientPasses(small, [], 'hardware'))).toEqual(['dense/weightGradient/pointwise']);
  });
});
