/** GPU passes of batch normalisation: element-wise with stored statistics, a workgroup per channel with the batch's. */
import forward from '../../../shaders/batchNorm/forward.wgsl?raw';
import gradient from '../../../shaders/batchNorm/gradient.wgsl?raw';
import train from '../../../shaders/batchNorm/train.wgsl?raw';
import type { GpuPass } from '../kernel';
import { activationLib, lib, perGroup, perItem } from './pass';

type Params = { readonly batch: number; readonly channels: number; readonly plane: number };

/** Channels are few and planes large, so each channel gets the largest workgroup. */
const LANES = 256;

export const batchNormPasses = (p: Params & { readonly activation: number }): readonly GpuPass[] => [
  perItem('batchNorm', activationLib(p.activation) + forward, p.batch * p.channels * p.plane),
];

export const batchNormTrainPasses = (p: Params): readonly GpuPass[] => [
  perGroup('batchNorm/train', lib.reduce + train, p.channels, LANES),
];

export const batchNormGradientPasses = (p: Params): readonly GpuPass[] => [
  perGroup('batchNorm/gradient', lib.reduce + gradient, p.channels, LANES),
];
