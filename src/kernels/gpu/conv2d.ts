/**
 * GPU passes of 2-D convolution and its gradients, and the choice between their forms.
 *
 * On hardware, what is large is a matrix product through workgroup memory (matmul.ts). Everything else is computed in
 * registers (convTile.ts, convWeights.ts): barriers are expensive on a software adapter, which is a CPU. Gradients that
 * fit neither are summed value by value.
 */
import inputGradient from '../../../shaders/conv2d/inputGradient.wgsl?raw';
import inputProduct from '../../../shaders/conv2d/inputProduct.wgsl?raw';
import product from '../../../shaders/conv2d/product.wgsl?raw';
import weightGradient from '../../../shaders/conv2d/weightGradient.wgsl?raw';
import weightProduct from '../../../shaders/conv2d/weightProduct.wgsl?raw';
import type { ConvGeometry } from '../conv2d';
import type { GpuPass, Target } from '../kernel';
import { backwardTilePasses, epilogueLib, type Fused, inputGradientLib, tilePasses } from './convTile';
import { weightGradientLib, weightTileFor, weightTilePasses } from './convWeights';
import { type Product, productPasses, tiledPasses } from './matmul';
import { lib, perGroup, perItem } from './pass';
import { backwardTileFor, tileFor } from './tileChoice';

const kernelSize = (p: ConvGeometry): number => p.kernelHeight * p.kernelWidth;

/** Output channels x pixels of the batch, over input channels and taps. */
export const productOf = (p: ConvGeometry): Product => ({
  groups: p.groups,
  rows: p.outChannels / p.groups,
  columns: p.batch * p.outHeight * p.outWidth,
  depth: (p.inChannels / p.groups) * kernelSize(p),
});

/** Input channels x pixels of the batch, over output channels and taps. */
export const inputProductOf = (p: ConvGeometry): Product => ({
  groups: p.groups,
  rows: p.inChannels / p.groups,
  columns: p.batch * p.inHeight * p.inWidth,
  depth: (p.outChannels / p.groups) * kernelSize(p),
});

/** Output channels x the weights of one and its bias, over positions of the batch. */
export const weightProductOf = (p: ConvGeometry): Product => ({
  groups: p.groups,
  rows: p.outChannels / p.groups,
  columns: (p.inChannels / p.groups) * kernelSize(p) + 1,
  depth: p.batch * p.outHeight * p.outWidth,
});

export const gemmPasses = (p: Fused, threads: 8 | 16, splits: number): readonly GpuPass[] =>
  productPasses('conv2d/gemm', epilogueLib(p) + product, productOf(p), threads, splits);

export const conv2dPasses = (p: Fused, _connected: readonly boolean[], target: Target): readonly GpuPass[] =>
  (target === 'hardware' ? tiledPasses('conv2d/gemm', epilogueLib(p) + product, productOf(p)) : null) ??
  tilePasses(p, tileFor(p, target), target);

export const inputGemmPasses = (p: ConvGeometry, threads: 8 | 16, splits: number): readonly GpuPass[] =>
  productPasses('conv2d/inputGemm', inputGradientLib + inputProduct, inputProductOf(p), threads, splits);

/** One value after the other, for any convolution. */
export const inputGradientPasses = (p: ConvGeometry): readonly GpuPass[] => [
  perItem('conv2d/inputGradient', inputGradientLib + inputGradient, p.batch * p.inChannels * p.inHeight * p.inWidth),
];

export function conv2dInputGradientPasses(
  p: ConvGeometry,
  _connected: readonly boolean[],
  target: Target,
): readonly GpuPass[] {
  if (target === 'hardware') {
    const tiled = tiledPasses('conv2d/inputGemm', inputGradientLib + inputProduct, inputProductOf(p));
    return tiled ?? inputGradientPasses(p);
  }
  const tile = backwardTileFor(p, target);
  return tile ? backwardTilePasses(p, tile, target) : inputGradientPasses(p);
}

export const weightGemmPasses = (p: ConvGeometry, threads: 8 | 16, splits: number): readonly GpuPass[] =>
  productPasses('conv2d/weightGemm', weightGradientLib + weightProduct, weightProductOf(p), threads, splits);

/** A workgroup for each weight, for any convolution. */
export const weightGradientPasses = (p: ConvGeometry): readonly GpuPass[] => [
  perGroup(
    'conv2d/weightGradient',
    lib.reduce + weightGradient,
    p.outChannels * (p.inChannels / p.groups) * kernelSize(p),
  ),
];

export function conv2dWeightGradientPasses(
  p: ConvGeometry,
  _connected: readonly boolean[],
  target: Target,
): readonly GpuPass[] {
  if (target === 'hardware') {
    const tiled = tiledPasses('conv2d/weightGemm', weightGradientLib + weightProduct, weightProductOf(p));
    return tiled ?? weightGradientPasses(p);
  }
  const tile = weightTileFor(p, target);
  return tile ? weightTilePasses(p, tile, target) : weightGradientPasses(p);
}
