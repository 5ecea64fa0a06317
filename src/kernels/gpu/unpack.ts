/** GPU pass that unpacks pixels into planes. */
import source from '../../../shaders/unpack/unpack.wgsl?raw';
import type { GpuPass, Target } from '../kernel';
import { perItem } from './pass';

export const unpackPasses = (
  p: { readonly plane: number },
  _connected: readonly boolean[],
  target: Target,
): readonly GpuPass[] => [perItem('unpack', source, p.plane, {}, target)];
