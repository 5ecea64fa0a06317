/** A picture of a set as the page's input, so that there is something to be read where pictures in colour are learned. */
import { generate, type generatedKinds } from '../../train/data/generated';
import { isChoice } from '../choices';
import { colourPixels } from '../input/colour';
import type { Input } from '../input/input';
import type { SetFacts } from './sets';

const kinds = ['bars', 'shapes', 'textures', 'colours'] as const satisfies readonly (keyof typeof generatedKinds)[];

/** The bytes of a generated set's first picture; null for another set. */
export const madeExample = ({ id }: SetFacts): Uint8Array | null =>
  isChoice(kinds, id) ? generate(id, 1, 1).images : null;

/** Opens a set's picture as the page's input. */
export async function bringExample(input: Input, facts: SetFacts, bytes: Uint8Array, name: string): Promise<void> {
  const [channels, height, width] = facts.shape;
  const values = Float32Array.from(bytes, (byte) => byte / 255);
  const planes = channels === 3 ? values : Float32Array.from([...values, ...values, ...values]);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  context?.putImageData(new ImageData(colourPixels(planes, height, width), width, height), 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (blob) await input.openPicture(blob, name);
}
