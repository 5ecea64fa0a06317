/** GPU pass of the gathering of a batch. */
import source from '../../../shaders/gather/gather.wgsl?raw';
import type { GpuPass, Target } from '../kernel';
import { perItem } from './pass';

type Params = { readonly batch: number; readonly length: number; readonly classes: number; readonly scalars: number };

export const gatherPasses = (p: Params, _: readonly boolean[], target: Target): readonly GpuPass[] => [
  perItem('gather', source, p.batch * (p.length + p.classes) + p.scalars, {}, target),
];
