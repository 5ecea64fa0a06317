/** GPU passes of the optimisers. */
import adamw from '../../../shaders/optimiser/adamw.wgsl?raw';
import sgd from '../../../shaders/optimiser/sgd.wgsl?raw';
import type { GpuPass } from '../kernel';
import { perItem } from './pass';

type Params = { readonly length: number };

export const adamwPasses = ({ length }: Params): readonly GpuPass[] => [perItem('adamw', adamw, length)];

export const sgdPasses = ({ length }: Params): readonly GpuPass[] => [perItem('sgd', sgd, length)];
