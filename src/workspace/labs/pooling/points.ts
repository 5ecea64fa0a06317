/** A fixed test picture: single-pixel points of light on black, as sparse as the features deep in a network. */
import { Random } from '../../../core/random';

/** One pixel in this many is a point. */
const SPARSE = 48;

/** Fills channels x height x width values: 0, with points of 0.6 to 1 that are the same in every channel. */
export function pointsOfLight(
  values: Float32Array,
  [channels, height, width]: readonly [number, number, number],
): void {
  const random = new Random(7);
  const plane = height * width;
  values.fill(0);
  for (let i = 0; i < plane; i++) {
    const [isPoint, light] = [random.below(SPARSE) === 0, random.uniform(0.6, 1)];
    if (isPoint) for (let c = 0; c < channels; c++) values[c * plane + i] = light;
  }
}
