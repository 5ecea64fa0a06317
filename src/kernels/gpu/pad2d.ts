/** GPU passes of padding. */
import forward from '../../../shaders/pad2d/forward.wgsl?raw';
import gradient from '../../../shaders/pad2d/gradient.wgsl?raw';
import pixel from '../../../shaders/pad2d/pixel.wgsl?raw';
import type { GpuPass } from '../kernel';
import { lib, perItem } from './pass';

type Params = {
  readonly [K in 'planes' | 'inHeight' | 'inWidth' | 'outHeight' | 'outWidth']: number;
};

export const pad2dPasses = (p: Params): readonly GpuPass[] => [
  perItem('pad2d', lib.numbers + pixel + forward, p.planes * p.outHeight * p.outWidth),
];

export const pad2dGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('pad2d/gradient', pixel + gradient, p.planes * p.inHeight * p.inWidth),
];
