import type { GpuPass } from '../kernel';
export const pool2dPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
export const pool2dGradientPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
export const globalPoolPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
export const globalPoolGradientPasses = (
  _p: { readonly [name: string]: number },
  _connected: readonly boolean[],
): readonly GpuPass[] => [];
