/** GPU pass of the strided copy. */
import source from '../../../shaders/copy/copy.wgsl?raw';
import type { GpuPass } from '../kernel';
import { perItem } from './pass';

export const copyPasses = (p: { readonly outer: number; readonly inner: number }): readonly GpuPass[] => [
  perItem('copy', source, p.outer * p.inner),
];
