/** A filter of the first layer as a small picture, one pixel a weight: of three channels in colour, else signed. */
import type { Palette } from '../../../backend/types';
import { filterPixels } from '../../../workspace/training/filterPixels';
import type { FirstLayer } from '../../../workspace/training/firstLayer';

export function kernelPicture(
  { rows, columns, channels }: FirstLayer,
  values: Float32Array,
  extent: number,
  palette: Palette,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const pixels = filterPixels(values, { rows, columns, channels }, extent, palette);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  return canvas;
}
