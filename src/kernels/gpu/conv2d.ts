/**
 * GPU passes of 2-D convolution, and the choice between their forms.
 *
 * `gemm` shares its loads through workgroup memory, as large layers need on hardware (not timed there yet). Everything
 * else is computed in registers (convTile.ts): barriers are expensive on a software adapter, which is a CPU.
 */
import gemm from '../../../shaders/conv2d/gemm.wgsl?raw';
import inputGradient from '../../../shaders/conv2d/inputGradient.wgsl?raw';
import reduce from '../../../shaders/conv2d/reduce.wgsl?raw';
import weightGradient from '../../../shaders/conv2d/weightGradient.wgsl?raw';
import { grid } from '../grid';
import type { GpuPass, Target } from '../kernel';
import { epilogueLib, type Fused, tileFor, tilePasses } from './convTile';
import { lib, perGroup, perItem } from './pass';

/** Depth of the tiles loaded into workgroup memory, in products. */
const TILE_K = 16;

/** `threads` x `threads` invocations compute a tile of 4 `threads` channels x 4 `threads` pixels. */
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
    source: epilogueLib(p) + gemm,
    constants,
    workgroups: [workgroups[0], workgroups[1], p.groups * splits],
    ...scratch,
  };
  if (splits === 1) return [main];
  const second = perItem('conv2d/reduce', epilogueLib(p) + reduce, p.outChannels * pixels, { splits });
  return [main, { ...second, ...scratch }];
}

/** Below these, a tile of the matrix product would be mostly empty, or too short to be worth loading. */
const TILED = { channels: 16, products: 32, pixels: 32 };
/** 64 x 64 tiles once there are enough of them to keep a GPU busy; 32 x 32 below that. */
const MANY_TILES = 64;

function tiledPasses(p: Fused): readonly GpuPass[] | null {
  const channels = p.outChannels / p.groups;
  const pixels = p.batch * p.outHeight * p.outWidth;
  const products = (p.inChannels / p.groups) * p.kernelHeight * p.kernelWidth;
  if (channels < TILED.channels || products < TILED.products || pixels < TILED.pixels) return null;
  const tiles = (size: number): number => Math.ceil(channels / size) * Math.ceil(pixels / size) * p.groups;
  if (tiles(64) >= MANY_TILES) return gemmPasses(p, 16, 1);
  // Few outputs from many products: split the products to approach MANY_TILES workgroups.
  const splits = Math.min(16, Math.floor(MANY_TILES / tiles(32)), Math.floor(products / 256));
  return gemmPasses(p, 8, Math.max(1, splits));
}

export const conv2dPasses = (p: Fused, _connected: readonly boolean[], target: Target): readonly GpuPass[] =>
  (target === 'hardware' ? tiledPasses(p) : null) ?? tilePasses(p, tileFor(p, target), target);

type Params = Omit<Fused, 'activation'>;

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
