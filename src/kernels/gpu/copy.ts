import type { GpuPass } from '../kernel';
export const copyPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
