/**
 * The GPU passes of every kernel, by kernel name. Kept apart from the kernels because only the WebGPU backend needs
 * WGSL: a page running without it does not fetch it.
 */
import { EngineError } from '../../core/errors';
import type { ParamValues } from '../../core/params';
import type { KernelName, kernels } from '..';
import type { AnyKernelDef, GpuPass, Target } from '../kernel';
import { activationGradientPasses, activationPasses } from './activation';
import { batchNormGradientPasses, batchNormPasses, batchNormTrainPasses } from './batchNorm';
import { conv2dInputGradientPasses, conv2dPasses, conv2dWeightGradientPasses } from './conv2d';
import { copyPasses } from './copy';
import { denseInputGradientPasses, densePasses, denseWeightGradientPasses } from './dense';
import { dropoutPasses } from './dropout';
import { elementwiseGradientPasses, elementwisePasses } from './elementwise';
import { gatherPasses } from './gather';
import { binaryCrossEntropyPasses, crossEntropyPasses, squaredErrorPasses } from './loss';
import { lrnGradientPasses, lrnPasses } from './lrn';
import { adamPasses, clippingPasses, sgdPasses } from './optimiser';
import { pad2dGradientPasses, pad2dPasses } from './pad2d';
import { globalPoolGradientPasses, globalPoolPasses, pool2dGradientPasses, pool2dPasses } from './pool2d';
import { softmaxGradientPasses, softmaxPasses } from './softmax';
import { unpackPasses } from './unpack';

/** A method type, whose parameters are checked bivariantly, so that the table can be indexed by any name. */
type Passes<P> = {
  of(params: P, connected: readonly boolean[], target: Target): readonly GpuPass[];
}['of'];

export const gpuPasses: {
  [K in KernelName]: Passes<ParamValues<(typeof kernels)[K]['params']>>;
} = {
  activation: activationPasses,
  activationGradient: activationGradientPasses,
  adam: adamPasses,
  batchNorm: batchNormPasses,
  batchNormGradient: batchNormGradientPasses,
  batchNormTrain: batchNormTrainPasses,
  binaryCrossEntropy: binaryCrossEntropyPasses,
  clipping: clippingPasses,
  conv2d: conv2dPasses,
  conv2dInputGradient: conv2dInputGradientPasses,
  conv2dWeightGradient: conv2dWeightGradientPasses,
  copy: copyPasses,
  crossEntropy: crossEntropyPasses,
  dense: densePasses,
  denseInputGradient: denseInputGradientPasses,
  denseWeightGradient: denseWeightGradientPasses,
  dropout: dropoutPasses,
  elementwise: elementwisePasses,
  elementwiseGradient: elementwiseGradientPasses,
  gather: gatherPasses,
  globalPool: globalPoolPasses,
  globalPoolGradient: globalPoolGradientPasses,
  lrn: lrnPasses,
  lrnGradient: lrnGradientPasses,
  pad2d: pad2dPasses,
  pad2dGradient: pad2dGradientPasses,
  pool2d: pool2dPasses,
  pool2dGradient: pool2dGradientPasses,
  sgd: sgdPasses,
  softmax: softmaxPasses,
  softmaxGradient: softmaxGradientPasses,
  squaredError: squaredErrorPasses,
  unpack: unpackPasses,
};

/**
 * A kernel's dispatches for these parameters. `connected` says which ports (inputs, then outputs) are used. Throws
 * EngineError('graph') for a kernel missing from the table.
 */
export function gpuPassesOf(
  { name }: AnyKernelDef,
  params: { readonly [name: string]: number },
  connected: readonly boolean[],
  target: Target,
): readonly GpuPass[] {
  const table: { readonly [name: string]: Passes<typeof params> | undefined } = gpuPasses;
  const passes = table[name];
  if (!passes) throw new EngineError('graph', `the kernel ${name} has no GPU passes`);
  return passes(params, connected, target);
}
