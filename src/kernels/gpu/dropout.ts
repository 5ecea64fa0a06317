/** GPU pass of dropout. */
import source from '../../../shaders/dropout/dropout.wgsl?raw';
import type { GpuPass } from '../kernel';
import { hyperLib, perItem } from './pass';

export const dropoutPasses = ({ length }: { readonly length: number }): readonly GpuPass[] => [
  perItem('dropout', hyperLib + source, length),
];
