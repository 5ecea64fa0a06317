/** GPU passes of softmax. */
import forward from '../../../shaders/softmax/forward.wgsl?raw';
import gradient from '../../../shaders/softmax/gradient.wgsl?raw';
import type { GpuPass } from '../kernel';
import { lib, perGroup } from './pass';

type Lanes = { readonly outer: number; readonly inner: number };

const library = lib.functions + lib.reduceOnly;

export const softmaxPasses = (p: Lanes): readonly GpuPass[] => [
  perGroup('softmax', library + forward, p.outer * p.inner),
];

export const softmaxGradientPasses = (p: Lanes): readonly GpuPass[] => [
  perGroup('softmax/gradient', library + gradient, p.outer * p.inner),
];
