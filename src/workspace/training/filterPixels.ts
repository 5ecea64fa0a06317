/** A filter as RGBA pixels, one a weight. */
import type { Palette } from '../../backend/types';
import { mapPixels } from '../stage/mapPixels';

export interface FilterShape {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/** Channels of a filter that reads colours. */
const COLOURS = 3;

/** Whether the filters of a first layer are drawn in colour. */
export const isColoured = ({ channels }: Pick<FilterShape, 'channels'>): boolean => channels === COLOURS;

/**
 * One kernel is drawn in the colours of the maps. One for red, green and blue each are drawn as one picture, in which
 * grey is zero and a colour's brightness its weight. Of other numbers of channels, the first kernel is drawn.
 */
export function filterPixels(
  values: Float32Array,
  shape: FilterShape,
  extent: number,
  palette: Palette,
): Uint8ClampedArray<ArrayBuffer> {
  const count = shape.rows * shape.columns;
  if (!isColoured(shape)) return mapPixels(values.subarray(0, count), extent, palette);
  const pixels = new Uint8ClampedArray(4 * count).fill(255);
  for (let channel = 0; channel < COLOURS; channel++) {
    for (let i = 0; i < count; i++) {
      const share = (values[channel * count + i] ?? 0) / (extent || 1);
      pixels[4 * i + channel] = Number.isFinite(share) ? 127.5 * (1 + share) : 0;
    }
  }
  return pixels;
}
