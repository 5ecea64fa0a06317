/** What is made of a drawing before the network of digits is shown it: turned, faded, with noise, framed. */
import { contrasted, framed, turned } from '../../vision/perturb';
import { normalise } from '../../vision/preprocessing';
import type { Network } from '../../workspace/network';
import type { Planes } from './evidence';
import { withNoise } from './noise';
import type { Settings } from './settings';

/** The frame lies in the margin that MNIST's digits leave free. */
export const FRAME_INSET = 1;

export function perturbed(input: Planes, { turn, noise, contrast, frame }: Settings): Planes {
  const plane = { values: input.values, height: input.rows, width: input.columns };
  const turnedBy = turn === 0 ? plane : turned(plane, turn);
  const around = frame ? framed(turnedBy, FRAME_INSET) : turnedBy;
  const { values } = contrast === 1 ? around : contrasted(around, contrast);
  const changed = { ...input, values };
  return noise > 0 ? withNoise(changed, noise) : changed;
}

/** Values 0 to 1 as the network is fed them. */
export function normalised({ preprocessing, spec }: Network, values: Float32Array): Float32Array {
  const tensor = values.slice();
  const [, rows, columns] = spec.input.shape;
  normalise(tensor, 0, rows * columns, preprocessing);
  return tensor;
}
