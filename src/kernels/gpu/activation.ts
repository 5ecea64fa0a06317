/** GPU passes of activation functions. */
import forward from '../../../shaders/activation/forward.wgsl?raw';
import gradient from '../../../shaders/activation/gradient.wgsl?raw';
import type { GpuPass } from '../kernel';
import { lib, perItem } from './pass';

type Params = { readonly length: number };

export const activationPasses = ({ length }: Params): readonly GpuPass[] => [
  perItem('activation', lib.activation + forward, length),
];

export const activationGradientPasses = ({ length }: Params): readonly GpuPass[] => [
  perItem('activation/gradient', lib.activation + gradient, length),
];
