/**
 * GPU passes of 2-D convolution, and which form is chosen.
 *
 * All but `gemm` keep a block of outputs in registers and read straight from the tensors. Measured on a software adapter
 * (SwiftShader, 2 cores), in milliseconds: `pointwise` 17 against 49 for `direct` (128 to 16 channels at 55 x 55), `row3` 73
 * against 119 (16 to 64 channels, 3 x 3, 55 x 55), `depthwise` 30 against 70 (32 channels at 112 x 112). `gemm` takes a second
 * to compile there, ten times as long as the others, because barriers are costly to a CPU; it is meant for hardware, where
 * tiles in workgroup memory are what large layers need, and where it has not been timed.
 */
import block from '../../../shaders/conv2d/block.wgsl?raw';
import depthwise from '../../../shaders/conv2d/depthwise.wgsl?raw';
import direct from '../../../shaders/conv2d/direct.wgsl?raw';
import gemm from '../../../shaders/conv2d/gemm.wgsl?raw';
import inputGradient from '../../../shaders/conv2d/inputGradient.wgsl?raw';
import pointwise from '../../../shaders/conv2d/pointwise.wgsl?raw';
import reduce from '../../../shaders/conv2d/reduce.wgsl?raw';
import row3 from '../../../shaders/conv2d/row3.wgsl?raw';
import weightGradient from '../../../shaders/conv2d/weightGradient.wgsl?raw';
import { grid } from '../grid';
import type { AdapterKind, GpuPass } from '../kernel';
import { activationLib, lib, perGroup, perItem } from './pass';

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
    | 'strideY'
    | 'strideX'
    | 'padTop'
    | 'padLeft'
    | 'dilationX'
    | 'groups']: number;
};

type Fused = Params & { readonly activation: number };

const blocksOf = (p: Fused): number => p.batch * p.groups * Math.ceil(p.outChannels / p.groups / 4);

/** 4 channels x 4 columns an invocation; any convolution. */
export function directPasses(p: Fused): readonly GpuPass[] {
  const items = blocksOf(p) * p.outHeight * Math.ceil(p.outWidth / 4);
  return [perItem('conv2d/direct', activationLib(p.activation) + block + direct, items)];
}

/** The same for kernels 3 wide with stride and dilation 1 along the rows: neighbouring columns share what they read. */
export function row3Passes(p: Fused): readonly GpuPass[] {
  const items = blocksOf(p) * p.outHeight * Math.ceil(p.outWidth / 4);
  return [perItem('conv2d/row3', activationLib(p.activation) + block + row3, items)];
}

/** 4 channels x 4 pixels an invocation; 1 x 1 kernels with stride 1 and no padding. */
export function pointwisePasses(p: Fused): readonly GpuPass[] {
  const items = blocksOf(p) * Math.ceil((p.outHeight * p.outWidth) / 4);
  return [perItem('conv2d/pointwise', activationLib(p.activation) + block + pointwise, items)];
}

/** 1 channel x 4 columns an invocation; groups with few output channels. */
export function depthwisePasses(p: Fused): readonly GpuPass[] {
  const items = p.batch * p.outChannels * p.outHeight * Math.ceil(p.outWidth / 4);
  return [perItem('conv2d/depthwise', activationLib(p.activation) + depthwise, items)];
}

/** Products fetched into workgroup memory at a time. */
const TILE_K = 16;

/** `threads` x `threads` invocations make a tile of 4 `threads` channels x 4 `threads` pixels. */
export function gemmPasses(p: Fused, threads: 8 | 16, splits: number): readonly GpuPass[] {
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
    source: activationLib(p.activation) + gemm,
    constants,
    workgroups: [workgroups[0], workgroups[1], p.groups * splits],
    ...scratch,
  };
  if (splits === 1) return [main];
  const second = perItem('conv2d/reduce', activationLib(p.activation) + reduce, p.outChannels * pixels, { splits });
  return [main, { ...second, ...scratch }];
}

/** Below these a tile of the matrix product would be mostly empty, or too short to repay fetching it. */
const TILED = { channels: 16, products: 32, pixels: 32 };
/** Tiles of 64 x 64 once there are enough to keep a GPU busy; of 32 x 32 before that. */
const MANY_TILES = 64;

function tiledPasses(p: Fused): readonly GpuPass[] | null {
  const channels = p.outChannels / p.groups;
  const pixels = p.batch * p.outHeight * p.outWidth;
  const products = (p.inChannels / p.groups) * p.kernelHeight * p.kernelWidth;
  if (channels < TILED.channels || products < TILED.products || pixels < TILED.pixels) return null;
  const tiles = (size: number): number => Math.ceil(channels / size) * Math.ceil(pixels / size) * p.groups;
  if (tiles(64) >= MANY_TILES) return gemmPasses(p, 16, 1);
  // Few outputs from many products: split the products until there are as many workgroups as tiles of 64 would need.
  const splits = Math.min(16, Math.floor(MANY_TILES / tiles(32)), Math.floor(products / 256));
  return gemmPasses(p, 8, Math.max(1, splits));
}

export function conv2dPasses(p: Fused, _connected: readonly boolean[], adapter: AdapterKind): readonly GpuPass[] {
  if (p.outChannels / p.groups < 4) return depthwisePasses(p);
  const tiled = adapter === 'hardware' ? tiledPasses(p) : null;
  if (tiled) return tiled;
  const unitStrideX = p.strideX === 1 && p.dilationX === 1;
  if (p.kernelHeight === 1 && p.kernelWidth === 1 && unpaddedUnitStride(p)) return pointwisePasses(p);
  return p.kernelWidth === 3 && unitStrideX ? row3Passes(p) : directPasses(p);
}

const unpaddedUnitStride = (p: Fused): boolean =>
  p.strideY === 1 &&
  p.strideX === 1 &&
  p.padTop === 0 &&
  p.padLeft === 0 &&
  p.outHeight === p.inHeight &&
  p.outWidth === p.inWidth;

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
