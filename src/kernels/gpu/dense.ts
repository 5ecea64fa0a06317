/**
 * GPU passes of the dense layer. Forward: on hardware a workgroup sums each output, so that its weights are read
 * contiguously; on a software adapter one invocation does, without barriers, and four share their reads of x.
 */
import alone from '../../../shaders/dense/alone.wgsl?raw';
import forward from '../../../shaders/dense/forward.wgsl?raw';
import inputGradient from '../../../shaders/dense/inputGradient.wgsl?raw';
import quads from '../../../shaders/dense/quads.wgsl?raw';
import weightGradient from '../../../shaders/dense/weightGradient.wgsl?raw';
import type { GpuPass, Target } from '../kernel';
import { activationLib, lib, perGroup, perItem } from './pass';

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

export const denseInputGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('dense/inputGradient', inputGradient, p.batch * p.inFeatures),
];

export const denseWeightGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('dense/weightGradient', weightGradient, p.outFeatures * p.inFeatures),
];
