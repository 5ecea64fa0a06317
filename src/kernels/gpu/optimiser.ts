import type { GpuPass } from '../kernel';
export const adamwPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
export const sgdPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
