/**
 * GPU passes of the dense layer. Forward: on hardware a workgroup sums each output, so that its weights are read
 * contiguously; on a software adapter one invocation does, without barriers, and four share their reads of x. Both
 * gradients are matrix products: through workgroup memory on hardware where that is worth it, otherwise in registers, as
 * 1 x 1 convolutions whose filters are gy.
 */
import alone from '../../../shaders/dense/alone.wgsl?raw';
import bias from '../../../shaders/dense/bias.wgsl?raw';
import forward from '../../../shaders/dense/forward.wgsl?raw';
import inputProduct from '../../../shaders/dense/inputProduct.wgsl?raw';
import quads from '../../../shaders/dense/quads.wgsl?raw';
import weightProduct from '../../../shaders/dense/weightProduct.wgsl?raw';
import type { GpuPass, Target } from '../kernel';
import { type Gather, productGather } from './convGather';
import { gatherPasses, gradientInto, type Tile, unpadded } from './convTile';
import { type Product, productPasses, tiledPasses } from './matmul';
import { activationLib, lib, perGroup, perItem } from './pass';
import { gatherTileFor } from './tileChoice';

type Params = { readonly batch: number; readonly inFeatures: number; readonly outFeatures: number };

/** Whether four neighbouring invocations compute outputs of the same row, and rows are whole vec4s. */
const isInFours = ({ batch, inFeatures, outFeatures }: Params): boolean =>
  inFeatures % 4 === 0 && (batch === 1 || outFeatures % 4 === 0);

export const densePasses = (
  p: Params & { readonly activation: number },
  _connected: readonly boolean[],
  target: Target,
): readonly GpuPass[] => {
  const outputs = p.batch * p.outFeatures;
  const activation = activationLib(p.activation);
  if (target === 'hardware') return [perGroup('dense', activation + lib.reduceOnly + forward, outputs)];
  return target === 'quads' && isInFours(p)
    ? [{ ...perItem('dense/quads', activation + quads, outputs, {}, target), subgroups: true, fours: ['x', 'w'] }]
    : [perItem('dense/alone', activation + alone, outputs, {}, target)];
};

/** gx [batch, inFeatures] = gy w. */
export const inputProductOf = (p: Params): Product => ({
  ...{ groups: 1, rows: p.batch, columns: p.inFeatures, depth: p.outFeatures },
});

/** gw [outFeatures, inFeatures] = the transpose of gy, times x; and a column for the bias. */
export const weightProductOf = (p: Params): Product => ({
  ...{ groups: 1, rows: p.outFeatures, columns: p.inFeatures + 1, depth: p.batch },
});

export const inputGather = (p: Params): Gather =>
  productGather({ pixels: 'W', filters: 'Gy' }, inputProductOf(p), { sourceStep: 1, targetStep: p.outFeatures });

export const weightGather = (p: Params): Gather => {
  const sizes = { ...weightProductOf(p), columns: p.inFeatures };
  return productGather({ pixels: 'X', filters: 'Gy' }, sizes, { sourceStep: p.outFeatures, targetStep: 1 });
};

export const inputGemmPasses = (p: Params, threads: 8 | 16, splits: number): readonly GpuPass[] =>
  productPasses('dense/inputGemm', inputProduct, inputProductOf(p), threads, splits);

export const weightGemmPasses = (p: Params, threads: 8 | 16, splits: number): readonly GpuPass[] =>
  productPasses('dense/weightGemm', weightProduct, weightProductOf(p), threads, splits);

export const inputTilePasses = (p: Params, tile: Tile, target: Target): readonly GpuPass[] =>
  gatherPasses(inputGather(p), tile, target, {
    ...{ name: 'dense/inputGradient', lib: lib.numbers + unpadded + gradientInto('Gx'), activation: 0 },
  });

export const weightTilePasses = (p: Params, tile: Tile, target: Target): readonly GpuPass[] =>
  gatherPasses(weightGather(p), tile, target, {
    ...{ name: 'dense/weightGradient', lib: lib.numbers + unpadded + gradientInto('Gw'), activation: 0 },
    ...{ more: bias, last: 'sumBiases(tile);' },
  });

export const denseInputGradientPasses = (
  p: Params,
  _connected: readonly boolean[],
  target: Target,
): readonly GpuPass[] =>
  (target === 'hardware' ? tiledPasses('dense/inputGemm', inputProduct, inputProductOf(p)) : null) ??
  inputTilePasses(p, gatherTileFor(inputGather(p), target), target);

export const denseWeightGradientPasses = (
  p: Params,
  _connected: readonly boolean[],
  target: Target,
): readonly GpuPass[] =>
  (target === 'hardware' ? tiledPasses('dense/weightGemm', weightProduct, weightProductOf(p)) : null) ??
  weightTilePasses(p, gatherTileFor(weightGather(p), target), target);
