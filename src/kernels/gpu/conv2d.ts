import type { GpuPass } from '../kernel';
export const conv2dPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
export const conv2dInputGradientPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
export const conv2dWeightGradientPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
