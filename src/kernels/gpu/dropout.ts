import type { GpuPass } from '../kernel';
export const dropoutPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
