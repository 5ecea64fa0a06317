/** Alters a drawing before the digits network sees it: turned, faded, noisy or framed. */
import { contrasted, framed, turned } from '../../vision/perturb';
import { normalise } from '../../vision/preprocessing';
import type { Network } from '../../workspace/network';
import type { Planes } from './evidence';
import { withNoise } from './noise';
import type { Settings } from './settings';

/** The frame lies in the margin that MNIST digits leave empty. */
export const FRAME_INSET = 1;

export function perturbed(input: Planes, { turn, noise, contrast, frame }: Settings): Planes {
  const plane = { values: input.values, height: input.rows, width: input.columns };
  const turnedBy = turn === 0 ? plane : turned(plane, turn);
  const around = frame ? framed(turnedBy, FRAME_INSET) : turnedBy;
  const { values } = contrast === 1 ? around : contrasted(around, contrast);
  const changed = { ...input, values };
  return noise > 0 ? withNoise(changed, noise) : changed;
}

/** Values 0 to 1, normalised as the network's input. */
export function normalised({ preprocessing, spec }: Network, values: Float32Array): Float32Array {
  const tensor = values.slice();
  const [, rows, columns] = spec.input.shape;
  normalise(tensor, 0, rows * columns, preprocessing);
  return tensor;
}
