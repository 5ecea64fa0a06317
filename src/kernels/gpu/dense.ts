/** GPU passes of the dense layer. */
import forward from '../../../shaders/dense/forward.wgsl?raw';
import inputGradient from '../../../shaders/dense/inputGradient.wgsl?raw';
import weightGradient from '../../../shaders/dense/weightGradient.wgsl?raw';
import type { GpuPass } from '../kernel';
import { activationLib, lib, perGroup, perItem } from './pass';

type Params = { readonly batch: number; readonly inFeatures: number; readonly outFeatures: number };

export const densePasses = (p: Params & { readonly activation: number }): readonly GpuPass[] => [
  perGroup('dense', activationLib(p.activation) + lib.reduceOnly + forward, p.batch * p.outFeatures),
];

export const denseInputGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('dense/inputGradient', inputGradient, p.batch * p.inFeatures),
];

export const denseWeightGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('dense/weightGradient', weightGradient, p.outFeatures * p.inFeatures),
];
