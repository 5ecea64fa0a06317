/** GPU passes of pooling. */
import forward from '../../../shaders/pool2d/forward.wgsl?raw';
import global from '../../../shaders/pool2d/global.wgsl?raw';
import globalGradient from '../../../shaders/pool2d/globalGradient.wgsl?raw';
import gradient from '../../../shaders/pool2d/gradient.wgsl?raw';
import window from '../../../shaders/pool2d/window.wgsl?raw';
import wins from '../../../shaders/pool2d/wins.wgsl?raw';
import type { GpuPass } from '../kernel';
import { lib, perGroup, perItem } from './pass';

type Params = {
  readonly [K in 'planes' | 'inHeight' | 'inWidth' | 'outHeight' | 'outWidth']: number;
};

export const pool2dPasses = (p: Params): readonly GpuPass[] => [
  perItem('pool2d', lib.numbers + wins + window + forward, p.planes * p.outHeight * p.outWidth),
];

export const pool2dGradientPasses = (p: Params): readonly GpuPass[] => [
  perItem('pool2d/gradient', lib.numbers + wins + window + gradient, p.planes * p.inHeight * p.inWidth),
];

export const globalPoolPasses = ({ planes }: { readonly planes: number }): readonly GpuPass[] => [
  perGroup('pool2d/global', lib.reduce + global, planes),
];

export const globalPoolGradientPasses = ({ planes }: { readonly planes: number }): readonly GpuPass[] => [
  perGroup('pool2d/globalGradient', lib.numbers + wins + globalGradient, planes),
];
