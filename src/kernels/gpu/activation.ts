/** GPU passes of activation functions. */
import forward from '../../../shaders/activation/forward.wgsl?raw';
import gradient from '../../../shaders/activation/gradient.wgsl?raw';
import type { GpuPass } from '../kernel';
import { activationLib, perItem } from './pass';

type Params = { readonly length: number; readonly activation: number };

export const activationPasses = (p: Params): readonly GpuPass[] => [
  perItem('activation', activationLib(p.activation) + forward, p.length),
];

export const activationGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('activation/gradient', activationLib(p.activation) + gradient, p.length),
];
