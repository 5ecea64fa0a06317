/** Every form of convolution that conv2dPasses can choose, forced, on shapes from one pixel to odd and large. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../../../src/backend/types';
import { createWebGpuBackend } from '../../../src/backend/webgpu';
import { gpuPasses } from '../../../src/kernels/gpu';
import { conv2dPasses, gemmPasses } from '../../../src/kernels/gpu/conv2d';
import { type Fused, type Tile, tilePasses } from '../../../src/kernels/gpu/convTile';
import { tileFor } from '../../../src/kernels/gpu/tileChoice';
import type { GpuPass, Target } from '../../../src/kernels/kernel';
import { boundsOf, firstWrong, postOf } from '../../helpers/bounds';
import { valued } from '../../helpers/kernelCases';
import { runOnBackend, runTwin } from '../../helpers/plan';

let backend: Backend;
beforeAll(async () => {
  backend = await createWebGpuBackend({ allowFallbackAdapter: true });
});
afterAll(() => backend.dispose());

interface Form {
  passes(p: Fused): readonly GpuPass[];
  /** Kernel sizes, strides, dilations and paddings that the form is for. */
  readonly kernels: readonly number[];
  readonly unit?: true;
  readonly unpadded?: true;
  readonly runs: number;
}

/** Subgroup functions are for a device that has them: the one of these tests, wherever its adapter is SwiftShader. */
const quads: Target = 'quads';

/** With `depth` input channels a turn, in groups that have a multiple of that. */
const tile = (channels: number, rows: number, columns: number, whole: boolean, target: Target, depth = 1) => {
  const size = (p: Fused): Tile => {
    const divides = (p.inChannels / p.groups) % depth === 0;
    return { channels, rows, columns, whole, depth: divides ? depth : 1 };
  };
  return (p: Fused): readonly GpuPass[] => tilePasses(p, size(p), target);
};

const forms: { readonly [name: string]: Form } = {
  'one channel, whole kernels': { passes: tile(1, 2, 3, true, 'software'), kernels: [1, 2, 3], runs: 6 },
  'three channels, row by row': { passes: tile(3, 1, 5, false, 'software'), kernels: [1, 2, 3, 5], runs: 6 },
  'whole kernels': { passes: tile(4, 2, 4, true, 'software'), kernels: [1, 2, 3], runs: 10 },
  'row by row': { passes: tile(8, 1, 6, false, 'software'), kernels: [1, 3, 5], runs: 10 },
  pointwise: { passes: tile(8, 1, 4, true, 'software'), kernels: [1], unit: true, unpadded: true, runs: 8 },
  'in fours, whole kernels': { passes: tile(8, 2, 4, true, quads), kernels: [1, 2, 3], runs: 10 },
  'in fours, row by row': { passes: tile(4, 1, 8, false, quads), kernels: [1, 3, 5], runs: 10 },
  'in fours, pointwise': { passes: tile(16, 1, 4, true, quads), kernels: [1], unit: true, unpadded: true, runs: 8 },
  'in fours, two channels a turn': { passes: tile(8, 1, 5, true, quads, 2), kernels: [1, 3], runs: 8 },
  'pointwise, pixels by fours, two channels a turn': {
    ...{ passes: tile(8, 1, 8, true, quads, 2), kernels: [1], unit: true, unpadded: true, runs: 16 },
  },
  'the choice on hardware': {
    passes: (p) => tilePasses(p, tileFor(p, 'hardware'), 'hardware'),
    kernels: [1, 3, 5],
    runs: 6,
  },
  'the choice on software': {
    passes: (p) => tilePasses(p, tileFor(p, 'software'), 'software'),
    kernels: [1, 3, 5],
    runs: 6,
  },
  'the choice in fours': { passes: (p) => tilePasses(p, tileFor(p, quads), quads), kernels: [1, 3, 5], runs: 6 },
  gemm8: { passes: (p) => gemmPasses(p, 8, 1), kernels: [1, 3], runs: 4 },
  gemm16: { passes: (p) => gemmPasses(p, 16, 1), kernels: [1, 3], runs: 2 },
  split: { passes: (p) => gemmPasses(p, 8, 3), kernels: [1, 3], runs: 3 },
};

const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

const shapesFor = ({ kernels, unit, unpadded }: Form) =>
  fc
    .record({
      batch: int(1, 2),
      groups: int(1, 2),
      inPer: int(1, 20),
      outPer: int(1, 40),
      size: fc.tuple(int(1, 40), int(1, 40)),
      kernel: fc.tuple(fc.constantFrom(...kernels), fc.constantFrom(...kernels)),
      stride: unit ? fc.constant([1, 1] as const) : fc.tuple(int(1, 2), int(1, 2)),
      dilation: unit ? fc.constant([1, 1] as const) : fc.tuple(int(1, 2), int(1, 2)),
      pad: unpadded ? fc.constant([0, 0] as const) : fc.tuple(int(0, 3), int(0, 3)),
    })
    .map(({ batch, groups, inPer, outPer, size, kernel, stride, dilation, pad }) => {
      const axis = (k: 0 | 1): readonly [number, number] => {
        const reach = dilation[k] * (kernel[k] - 1) + 1;
        const input = Math.max(size[k], reach - 2 * pad[k]);
        return [input, Math.floor((input + 2 * pad[k] - reach) / stride[k]) + 1];
      };
      const [[inHeight, outHeight], [inWidth, outWidth]] = [axis(0), axis(1)];
      const y = batch * groups * outPer * outHeight * outWidth;
      return {
        params: {
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
          activation: 1,
          alpha: 0,
          beta: 0,
        },
        lengths: [
          batch * groups * inPer * inHeight * inWidth,
          groups * outPer * inPer * kernel[0] * kernel[1],
          groups * outPer,
          y,
          y,
        ],
      };
    });

describe('forms of convolution agree with the twin', () => {
  it.each(Object.entries(forms))('%s', async (_, form) => {
    const forced = vi.spyOn(gpuPasses, 'conv2d').mockImplementation(form.passes);
    await fc.assert(
      fc.asyncProperty(shapesFor(form), fc.nat(), fc.constantFrom(0, 1), async (shape, seed, odd) => {
        const call = valued('conv2d', shape, seed, odd);
        const [y, post] = await runOnBackend(backend, call);
        const expected = runTwin(call);
        const bounds = boundsOf(call, expected);
        if (!y || !post || !expected[0] || !bounds[0]) throw new Error('the case has no output');
        expect(firstWrong(y, expected[0], bounds[0])).toBeNull();
        const { values, bounds: within } = postOf(call.params, y);
        expect(firstWrong(post, values, within)).toBeNull();
      }),
      { numRuns: form.runs, seed: 20261124 },
    );
    forced.mockRestore();
  });
});

describe('the choice of form', () => {
  const layer = (inChannels: number, outChannels: number, size: number, kernel: number, groups = 1) => ({
    batch: 1,
    inChannels,
    inHeight: size,
    inWidth: size,
    outChannels,
    outHeight: size,
    outWidth: size,
    kernelHeight: kernel,
    kernelWidth: kernel,
    strideY: 1,
    strideX: 1,
    padTop: Math.floor(kernel / 2),
    padLeft: Math.floor(kernel / 2),
    dilationY: 1,
    dilationX: 1,
    groups,
    activation: 0,
  });
  const names = (p: Fused, target: Target) => conv2dPasses(p, [], target).map(({ name }) => name);

  it.each(['software', 'quads'] as const)('takes one dispatch from registers on %s', (target) => {
    expect(names(layer(64, 64, 56, 3), target)).toEqual(['conv2d/whole']);
    expect(names(layer(64, 64, 56, 1), target)).toEqual(['conv2d/pointwise']);
    expect(names(layer(64, 64, 56, 5), target)).toEqual(['conv2d/rows']);
    expect(names(layer(64, 64, 56, 3, 64), target)).toEqual(['conv2d/whole']);
  });

  it('takes tiles on hardware for large layers, and splits long sums with few outputs', () => {
    expect(names(layer(64, 64, 56, 3), 'hardware')).toEqual(['conv2d/gemm']);
    expect(names(layer(512, 64, 7, 3), 'hardware')).toEqual(['conv2d/gemmSplit', 'conv2d/gemmAdd']);
    expect(names(layer(1, 8, 28, 3), 'hardware')).toEqual(['conv2d/whole']);
  });

  it('never asks for more workgroups along a dimension than every device accepts', () => {
    for (const target of ['hardware', 'software', 'quads'] as const) {
      for (const { workgroups } of conv2dPasses({ ...layer(3, 64, 2048, 3), batch: 16 }, [], target)) {
        expect(Math.max(...workgroups)).toBeLessThanOrEqual(65_535);
      }
    }
  });
});
