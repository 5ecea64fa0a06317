/**
 * How a network's input looks, wherever it is drawn; the only place that decides it. A drawing is ink on paper, the
 * same way round as the pad; a picture is bright where its values are high, on a light page and a dark one.
 */
import type { Tile } from '../../backend/types';
import type { Preprocessing } from '../../vision/preprocessing';

/** Of a whole input: one plane of ink or of gray, or red, green and blue. */
export type InputColour = 'ink' | 'gray' | 'rgb';

/** What the network reads, not what it was given: one of drawings finds the ink in a photograph. */
export const inputColour = ({ kind, mean }: Pick<Preprocessing, 'kind' | 'mean'>): InputColour =>
  mean.length === 3 ? 'rgb' : kind === 'drawing' ? 'ink' : 'gray';

const primaries = ['red', 'green', 'blue'] as const;

/** Of one of its planes. */
export const planeColour = (colour: InputColour, plane: number): Exclude<Tile['colour'], 'signed'> =>
  colour === 'rgb' ? (primaries[plane] ?? 'red') : colour;

/** Three planes in full colour as RGBA bytes; black where there are no values. */
export function colourPixels(
  values: Float32Array | null,
  rows: number,
  columns: number,
): Uint8ClampedArray<ArrayBuffer> {
  const count = rows * columns;
  const bytes = new Uint8ClampedArray(4 * count);
  for (let i = 0; i < count; i++) {
    // Uint8ClampedArray rounds and clamps; NaN becomes 0.
    for (const k of [0, 1, 2]) bytes[4 * i + k] = 255 * (values?.[k * count + i] ?? 0);
    bytes[4 * i + 3] = 255;
  }
  return bytes;
}
