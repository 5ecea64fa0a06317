/** GPU pass of dropout. */
import source from '../../../shaders/dropout/dropout.wgsl?raw';
import type { GpuPass } from '../kernel';
import { perItem } from './pass';

export const dropoutPasses = ({ length }: { readonly length: number }): readonly GpuPass[] => [
  perItem('dropout', source, length),
];
