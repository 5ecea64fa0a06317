/**
 * GPU passes of the dense layer. Forward: on hardware a workgroup adds up an output, so that its weights are read side by
 * side; on a software adapter an invocation does, without barriers.
 */
import alone from '../../../shaders/dense/alone.wgsl?raw';
import forward from '../../../shaders/dense/forward.wgsl?raw';
import inputGradient from '../../../shaders/dense/inputGradient.wgsl?raw';
import weightGradient from '../../../shaders/dense/weightGradient.wgsl?raw';
import type { GpuPass, Target } from '../kernel';
import { activationLib, lib, perGroup, perItem } from './pass';

type Params = { readonly batch: number; readonly inFeatures: number; readonly outFeatures: number };

export const densePasses = (
  p: Params & { readonly activation: number },
  _connected: readonly boolean[],
  target: Target,
): readonly GpuPass[] => {
  const outputs = p.batch * p.outFeatures;
  return target === 'hardware'
    ? [perGroup('dense', activationLib(p.activation) + lib.reduceOnly + forward, outputs)]
    : [perItem('dense/alone', activationLib(p.activation) + alone, outputs, {}, target)];
};

export const denseInputGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('dense/inputGradient', inputGradient, p.batch * p.inFeatures),
];

export const denseWeightGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('dense/weightGradient', weightGradient, p.outFeatures * p.inFeatures),
];
