/** A plane with salt-and-pepper noise, at the same pixels each time. */
import { Random } from '../../core/random';
import { saltAndPepper } from '../../vision/perturb';
import type { Planes } from './evidence';

const SEED = 12;

export const withNoise = ({ values, rows, columns }: Planes, share: number): Planes => {
  const noisy = saltAndPepper({ values, height: rows, width: columns }, share, new Random(SEED));
  return { values: noisy.values, planes: 1, rows, columns };
};
