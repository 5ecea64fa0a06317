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
