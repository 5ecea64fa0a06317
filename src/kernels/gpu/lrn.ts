/** GPU passes of local response normalisation: one invocation per value. */
import forward from '../../../shaders/lrn/forward.wgsl?raw';
import gradient from '../../../shaders/lrn/gradient.wgsl?raw';
import type { GpuPass } from '../kernel';
import { lib, perItem } from './pass';

type Params = { readonly batch: number; readonly channels: number; readonly plane: number };

const items = (p: Params): number => p.batch * p.channels * p.plane;

export const lrnPasses = (p: Params): readonly GpuPass[] => [perItem('lrn', lib.functions + forward, items(p))];

export const lrnGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('lrn/gradient', lib.functions + gradient, items(p)),
];
