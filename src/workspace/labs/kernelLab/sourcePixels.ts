/** A part of what a layer reads, as a picture: three planes of a picture in full colour, else one plane. */
import type { Palette } from '../../../backend/types';
import { colourPixels } from '../../input/colour';
import { planePixels } from '../../stage/mapPixels';
import { type LabPadMode, largest } from './design';
import { pixelOf } from './unread';

export interface Part {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

interface Planes {
  readonly planes: number;
  readonly rows: number;
  readonly columns: number;
}

export type Look = 'signed' | 'ink' | 'gray';

/** How padding shows through: fainter than the picture. */
const FAINT = 110;
/** The most pixels a side; of more, every nth is shown. */
const MOST = 448;

/** RGBA, width x height pixels. */
export interface Bitmap {
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Beyond the planes, the padding shows faintly; nothing where it is zero. `plane`: the one shown, if not in colour. */
export function sourcePicture(
  source: Float32Array,
  { planes, rows, columns }: Planes,
  part: Part,
  look: Look,
  palette: Palette,
  { plane = 0, mode = 'none' }: { readonly plane?: number; readonly mode?: LabPadMode } = {},
): Bitmap {
  const isColour = planes === 3 && look === 'gray';
  const step = Math.max(1, Math.ceil(Math.max(part.rows, part.columns) / MOST));
  const [height, width] = [Math.ceil(part.rows / step), Math.ceil(part.columns / step)];
  const size = height * width;
  const values = new Float32Array((isColour ? 3 : 1) * size);
  const alpha = new Uint8ClampedArray(size);
  const shown = isColour ? [0, 1, 2] : [plane];
  for (let i = 0; i < size; i++) {
    const [row, column] = [part.top + Math.floor(i / width) * step, part.left + (i % width) * step];
    const [y, x] = [pixelOf(row, rows, mode), pixelOf(column, columns, mode)];
    if (y < 0 || x < 0) continue;
    alpha[i] = y === row && x === column ? 255 : FAINT;
    shown.forEach((from, k) => {
      values[k * size + i] = source[(from * rows + y) * columns + x] as number;
    });
  }
  const extent = look === 'signed' ? largest(values) : 0;
  const bytes = isColour
    ? colourPixels(values, height, width)
    : planePixels(values, look === 'signed' ? { colour: look, extent } : { colour: look, scale: 1, shift: 0 }, palette);
  alpha.forEach((value, i) => {
    bytes[4 * i + 3] = value;
  });
  return { bytes, width, height };
}
