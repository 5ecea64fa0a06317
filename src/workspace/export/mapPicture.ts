/** One tensor's maps as a picture: a whole number of pixels per value, with the colour scale below. */
import type { Scene, Tile } from '../../backend/types';
import { rounded } from '../numbers';
import { css } from '../stage/palette';
import { drawBar, LINE, type Look, paintPicture } from './picture';

/** How values are coloured: about zero, with |value| at the ends of the scale, or as pixels of a picture. */
export type MapColours =
  | { readonly colour: 'signed'; readonly extent: number }
  /** Value v is drawn as v * scale + shift, from 0 (paper, or black) to 1. */
  | { readonly colour: Exclude<Tile['colour'], 'signed'>; readonly scale?: number; readonly shift?: number };

export interface MapPicture {
  readonly title: string;
  /** Row-major; the last two axes are rows and columns, the others are laid out in a grid. */
  readonly values: Float32Array;
  readonly shape: readonly number[];
  readonly colours: MapColours;
  /** Picture pixels per value. */
  readonly scale: number;
}

const MARGIN = 16;
const GAP = 6;
const NARROWEST = 220;

/** Rows, columns and number of a tensor's maps; a vector is one column. */
function mapsOf(shape: readonly number[]): readonly [planes: number, rows: number, columns: number] {
  const rows = shape.length > 1 ? (shape.at(-2) ?? 1) : (shape[0] ?? 1);
  const columns = shape.length > 1 ? (shape.at(-1) ?? 1) : 1;
  return [shape.slice(0, -2).reduce((product, size) => product * size, 1), rows, columns];
}

const LARGEST_SIDE = 4096;
const scales = [1, 2, 4, 8, 16, 32] as const;

/** Pixels per value available for a tensor's picture: up to 4,096 pixels a side, and always 1. */
export function scalesFor(shape: readonly number[]): readonly number[] {
  const [planes, rows, columns] = mapsOf(shape);
  const across = Math.ceil(Math.sqrt(planes));
  const side = Math.max(across * columns, Math.ceil(planes / across) * rows);
  return scales.filter((scale) => scale === 1 || scale * side <= LARGEST_SIDE);
}

/** The picture as a PNG file, in the page's colours. */
export function mapPicture({ title, values, shape, colours, scale }: MapPicture, look: Look): Promise<Blob> {
  const [planes, rows, columns] = mapsOf(shape);
  const across = Math.ceil(Math.sqrt(planes));
  const [width, height] = [columns * scale, rows * scale];
  const [right, bottom] = [across * (width + GAP) - GAP, Math.ceil(planes / across) * (height + GAP) - GAP];
  const extent = colours.colour === 'signed' ? colours.extent : null;
  const { colour } = colours;
  const inked = colours.colour === 'signed' ? {} : { scale: colours.scale ?? 1, shift: colours.shift ?? 0 };
  const place = { tensor: 0, columns, rows, width, height, colour, group: 0, ...inked };
  const tiles: Tile[] = Array.from({ length: planes }, (_, plane) => ({
    ...place,
    plane,
    x: MARGIN + (plane % across) * (width + GAP),
    y: MARGIN + Math.floor(plane / across) * (height + GAP),
  }));
  // An off-screen tile that fixes the end of the scale; no value exceeds it.
  const end: Tile = { ...place, tensor: 1, plane: 0, columns: 1, rows: 1, x: -2, y: -2, width: 1, height: 1 };
  const within = (value: number, most: number): number =>
    Number.isFinite(value) ? Math.max(-most, Math.min(most, value)) : value;
  const inner = Math.max(right, NARROWEST);
  const scene = {
    width: inner + 2 * MARGIN,
    height: bottom + 2 * MARGIN + LINE + (extent === null ? 0 : LINE + GAP),
    pixelRatio: 1,
    tiles: [...tiles, end],
    range: 'network' as const,
    palette: look.palette,
  } satisfies Scene;
  const shown = extent === null ? values : values.map((value) => within(value, extent));
  const tensors = new Map([
    [0, { name: title, values: shown }],
    [1, { name: 'extent', values: Float32Array.of(extent ?? 0) }],
  ]);
  return paintPicture(scene, tensors, look, (context) => {
    context.font = `600 13px ${look.font}`;
    context.fillStyle = css(look.ink);
    context.fillText(title, MARGIN, MARGIN + bottom + LINE, inner);
    if (extent === null) return;
    const text = rounded(extent);
    const bar = { x: MARGIN, y: MARGIN + bottom + LINE + GAP, width: Math.min(inner, 2 * NARROWEST) };
    drawBar(context, { ...bar, low: `−${text}`, high: `+${text}` }, look);
  });
}
