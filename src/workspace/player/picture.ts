/** How planes look in a player, and where they lie on a canvas. Pure: sizes in CSS pixels. */
import type { Palette } from '../../backend/types';
import { INPUT } from '../../graph/model';
import type { Region } from '../../insight/receptiveField';
import type { PlaneRef, Sweep } from '../../insight/sweep';
import { paddedPixel, padModes } from '../../kernels/pad2d';
import { planeColour } from '../input/colour';
import { type CellColour, cellColour, readableOn } from '../inspect/cellColour';
import { type PlaneLook, planePixels } from '../stage/mapPixels';
import type { PlayerSource, SweepValues } from './source';

const largest = new WeakMap<Float32Array, number>();

/** Largest finite |value|, cached. */
export function largestOf(values: Float32Array): number {
  let most = largest.get(values) ?? 0;
  if (largest.has(values)) return most;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > most && size !== Infinity) most = size;
  }
  largest.set(values, most);
  return most;
}

/** Colours for a plane of one of a sweep's inputs: the network's input as a picture, any other as a map. */
export function inputLook(
  { inputColour, inputScale, extent }: PlayerSource,
  { inputs }: Sweep,
  values: SweepValues,
  { input, plane }: PlaneRef,
): PlaneLook {
  const id = inputs[input]?.id ?? '';
  const { scale, shift } = inputScale[plane] ?? { scale: 1, shift: 0 };
  if (id === INPUT) return { colour: planeColour(inputColour, plane), scale, shift };
  return { colour: 'signed', extent: extent?.(id) ?? largestOf(values.inputs[input] ?? new Float32Array()) };
}

/** Colours for the sweep's own map; its activation map shares the scale. */
export function outputLook({ extent }: PlayerSource, { node }: Sweep, { output, activated }: SweepValues): PlaneLook {
  const own = (): number => Math.max(largestOf(output), activated ? largestOf(activated) : 0);
  return { colour: 'signed', extent: extent?.(node.id) ?? own() };
}

/** The colours of one value in a cell. */
export function cellLook(value: number, look: PlaneLook, palette: Palette): CellColour {
  if (look.colour === 'signed') return cellColour(value, look.extent, palette);
  const [red = 0, green = 0, blue = 0] = planePixels(Float32Array.of(value), look, palette);
  return { background: `rgb(${red} ${green} ${blue})`, color: readableOn([red, green, blue]) };
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A region of pixels fitted into a box: the side of a pixel, and where pixel (0, 0) starts. */
export interface PlaneFrame {
  readonly side: number;
  readonly left: number;
  readonly top: number;
  readonly reach: Region;
}

/** Fits a region into a box, centred. */
export function frameIn({ x, y, width, height }: Box, reach: Region): PlaneFrame {
  const [rows, columns] = [reach.bottom - reach.top + 1, reach.right - reach.left + 1];
  const side = Math.max(0, Math.min(width / columns, height / rows));
  return {
    side,
    left: x + (width - side * columns) / 2 - side * reach.left,
    top: y + (height - side * rows) / 2 - side * reach.top,
    reach,
  };
}

/** The box of a region. */
export const regionBox = ({ side, left, top }: PlaneFrame, { top: row, left: column, bottom, right }: Region): Box => ({
  x: left + column * side,
  y: top + row * side,
  width: (right - column + 1) * side,
  height: (bottom - row + 1) * side,
});

/** The pixel at a point, with its fraction (0 at the centre of pixel 0). */
export const pixelAt = (
  { side, left, top }: PlaneFrame,
  x: number,
  y: number,
): readonly [row: number, column: number] => [(y - top) / side - 0.5, (x - left) / side - 0.5];

/** A region partway between two others; `share` of the way is done. */
export function between(from: Region, to: Region, share: number): Region {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return {
    top: mix(from.top, to.top),
    left: mix(from.left, to.left),
    bottom: mix(from.bottom, to.bottom),
    right: mix(from.right, to.right),
  };
}

/** The values of one plane. */
export const planeOf = (
  values: Float32Array,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  plane: number,
): Float32Array => values.subarray(plane * rows * columns, (plane + 1) * rows * columns);

export interface Patch {
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** A plane extended over a region by its padding's repetition; null if the padding is constant. */
export function repeated(
  { values, rows, columns }: Patch,
  region: Region,
  { attributes }: Sweep['node'],
): Patch | null {
  const mode = attributes.padMode ?? attributes.mode;
  if (mode !== 'reflect' && mode !== 'edge') return null;
  const [height, width] = [region.bottom - region.top + 1, region.right - region.left + 1];
  const padded = new Float32Array(height * width);
  for (let i = 0; i < height; i++) {
    const row = paddedPixel(i + region.top, rows, padModes[mode]);
    for (let j = 0; j < width; j++) {
      padded[i * width + j] = values[row * columns + paddedPixel(j + region.left, columns, padModes[mode])] ?? 0;
    }
  }
  return { values: padded, rows: height, columns: width };
}

/** Every nth pixel of a plane, so that neither side exceeds `most`: a small picture of a large map. */
export function thinned({ values, rows, columns }: Patch, most: number): Patch {
  const step = Math.ceil(Math.max(rows, columns) / most);
  if (step <= 1) return { values, rows, columns };
  const [height, width] = [Math.ceil(rows / step), Math.ceil(columns / step)];
  const thin = new Float32Array(height * width);
  for (let i = 0; i < thin.length; i++) {
    thin[i] = values[Math.floor(i / width) * step * columns + (i % width) * step] ?? 0;
  }
  return { values: thin, rows: height, columns: width };
}
