/** Alters a drawing before the digits network sees it: turned, faded, noisy or framed. */
import { contrasted, framed, shifted, turned } from '../../vision/perturb';
import { normalise, prepare } from '../../vision/preprocessing';
import { rasterise } from '../../vision/strokes';
import { samples } from '../../workspace/input/samples';
import type { Network } from '../../workspace/network';
import type { Planes } from './evidence';
import { withNoise } from './noise';
import type { Settings } from './settings';

/** Of the pad that a sample is drawn on. */
const SIDE = 224;

/** The frame lies in the margin that MNIST digits leave empty, close to the digit. */
export const FRAME_INSET = 3;

export function perturbed(input: Planes, { turn, noise, contrast, frame }: Settings): Planes {
  const plane = { values: input.values, height: input.rows, width: input.columns };
  const turnedBy = turn === 0 ? plane : turned(plane, turn);
  const around = frame ? framed(turnedBy, FRAME_INSET) : turnedBy;
  const { values } = contrast === 1 ? around : contrasted(around, contrast);
  const changed = { ...input, values };
  return noise > 0 ? withNoise(changed, noise) : changed;
}

/** A sample digit as a network is given it, 0 to 1; null for a network that is given pictures. */
export function sampleInput({ preprocessing, spec }: Network, digit: number): Planes | null {
  const [planes, rows, columns] = spec.input.shape;
  const ink = rasterise(samples[digit] ?? [], SIDE);
  const seen = planes === 1 ? prepare(preprocessing, { kind: 'drawing', ink })?.seen : undefined;
  return seen ? { values: seen, planes, rows, columns } : null;
}

/** The same, so many pixels further to the right. */
export const movedRight = (input: Planes, by: number): Planes => ({
  ...input,
  values: shifted({ values: input.values, height: input.rows, width: input.columns }, 0, by).values,
});

/** Values 0 to 1, normalised as the network's input. */
export function normalised({ preprocessing, spec }: Network, values: Float32Array): Float32Array {
  const tensor = values.slice();
  const [, rows, columns] = spec.input.shape;
  normalise(tensor, 0, rows * columns, preprocessing);
  return tensor;
}
