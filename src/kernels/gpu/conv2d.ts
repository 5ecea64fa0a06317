/**
 * GPU passes of 2-D convolution, and which form is chosen.
 *
 * `direct`: an invocation computes 4 channels x 4 columns from registers. `depthwise`: 1 channel x 4 columns, where groups
 * have few output channels. `gemm`: tiles in workgroup memory, for layers large enough to fill them.
 */
import depthwise from '../../../shaders/conv2d/depthwise.wgsl?raw';
import direct from '../../../shaders/conv2d/direct.wgsl?raw';
import gemm from '../../../shaders/conv2d/gemm.wgsl?raw';
import inputGradient from '../../../shaders/conv2d/inputGradient.wgsl?raw';
import reduce from '../../../shaders/conv2d/reduce.wgsl?raw';
import weightGradient from '../../../shaders/conv2d/weightGradient.wgsl?raw';
import { grid } from '../grid';
import type { AdapterKind, GpuPass } from '../kernel';
import { lib, perGroup, perItem } from './pass';

type Params = {
  readonly [K in
    | 'batch'
    | 'inChannels'
    | 'inHeight'
    | 'inWidth'
    | 'outChannels'
    | 'outHeight'
    | 'outWidth'
    | 'kernelHeight'
    | 'kernelWidth'
    | 'groups']: number;
};

export function directPasses(p: Params): readonly GpuPass[] {
  const blocks = p.groups * Math.ceil(p.outChannels / p.groups / 4);
  const items = p.batch * blocks * p.outHeight * Math.ceil(p.outWidth / 4);
  return [perItem('conv2d/direct', lib.activation + direct, items)];
}

export function depthwisePasses(p: Params): readonly GpuPass[] {
  const items = p.batch * p.outChannels * p.outHeight * Math.ceil(p.outWidth / 4);
  return [perItem('conv2d/depthwise', lib.activation + depthwise, items)];
}

/** Products fetched into workgroup memory at a time. */
const TILE_K = 16;

/** `threads` x `threads` invocations make a tile of 4 `threads` channels x 4 `threads` pixels. */
export function gemmPasses(p: Params, threads: 8 | 16, splits: number): readonly GpuPass[] {
  const perGroupOut = p.outChannels / p.groups;
  const pixels = p.batch * p.outHeight * p.outWidth;
  const products = (p.inChannels / p.groups) * p.kernelHeight * p.kernelWidth;
  const tile = 4 * threads;
  const { row, workgroups } = grid(Math.ceil(perGroupOut / tile) * Math.ceil(pixels / tile));
  const splitLength = Math.ceil(products / splits / TILE_K) * TILE_K;
  const constants = { threadsM: threads, threadsN: threads, tileK: TILE_K, splits, splitLength, rowItems: row };
  const scratch = splits > 1 ? { scratch: splits * p.outChannels * pixels } : {};
  const main: GpuPass = {
    name: splits > 1 ? 'conv2d/gemmSplit' : 'conv2d/gemm',
    source: lib.activation + gemm,
    constants,
    workgroups: [workgroups[0], workgroups[1], p.groups * splits],
    ...scratch,
  };
  if (splits === 1) return [main];
  const second = perItem('conv2d/reduce', lib.activation + reduce, p.outChannels * pixels, { splits });
  return [main, { ...second, ...scratch }];
}

export function conv2dPasses(p: Params, _connected: readonly boolean[], adapter: AdapterKind): readonly GpuPass[] {
  if (p.outChannels / p.groups < 4) return depthwisePasses(p);
  const pixels = p.batch * p.outHeight * p.outWidth;
  const products = (p.inChannels / p.groups) * p.kernelHeight * p.kernelWidth;
  const channels = p.outChannels / p.groups;
  if (adapter === 'software' || channels < 16 || products < 32 || pixels < 32) return directPasses(p);
  const big = Math.ceil(channels / 64) * Math.ceil(pixels / 64) * p.groups;
  return gemmPasses(p, big >= 64 ? 16 : 8, 1);
}

export const conv2dInputGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('conv2d/inputGradient', inputGradient, p.batch * p.inChannels * p.inHeight * p.inWidth),
];

export const conv2dWeightGradientPasses = (p: Params): readonly GpuPass[] => [
  perGroup(
    'conv2d/weightGradient',
    lib.reduce + weightGradient,
    p.outChannels * (p.inChannels / p.groups) * p.kernelHeight * p.kernelWidth,
  ),
];
