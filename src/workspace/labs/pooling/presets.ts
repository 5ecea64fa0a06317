/** Experiments that show where the claim about max pooling holds, and where it does not. */
import type { PoolingSettings } from './settings';

const quiet = { experiment: 'noise', gaussian: 0, salt: 0, pepper: 0 } as const;
const photo = {
  ...quiet,
  subject: 'given',
  map: 'picture',
  colour: 'gray',
  side: 64,
  window: 2,
  stride: 2,
  pad: 0,
} as const;

/** The claim holds in the first two only. */
export const presets = {
  points: {
    ...quiet,
    subject: 'points',
    map: 'picture',
    colour: 'gray',
    side: 64,
    window: 4,
    stride: 4,
    pad: 0,
    gaussian: 0.05,
    over: 'gaussian',
    measure: 'relative',
  },
  pepper: { ...photo, pepper: 0.1, over: 'pepper', measure: 'rmse' },
  salt: { ...photo, salt: 0.1, over: 'salt', measure: 'rmse' },
  gaussian: { ...photo, gaussian: 0.15, over: 'gaussian', measure: 'rmse' },
} as const satisfies { readonly [name: string]: Partial<PoolingSettings> };

export type PresetName = keyof typeof presets;
export const presetNames = ['points', 'pepper', 'salt', 'gaussian'] as const satisfies readonly PresetName[];
