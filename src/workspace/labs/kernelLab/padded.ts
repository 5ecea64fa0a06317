/** The input as the first layer reads it: the picture with its padding, as canvas bytes. */
import { paddedPixel, padModes } from '../../../kernels/pad2d';
import type { LabPadMode, LayerSize } from './design';

export interface PaddedPicture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
}

/** Values 0..1 of one plane (gray) or three (red, green, blue) of `side` x `side`, padded as a layer does. */
export function paddedPicture(
  values: Float32Array,
  side: number,
  { rows, columns }: Pick<LayerSize, 'rows' | 'columns'>,
  mode: LabPadMode,
): PaddedPicture {
  const [width, height] = [side + columns.padBegin + columns.padEnd, side + rows.padBegin + rows.padEnd];
  const bytes = new Uint8ClampedArray(4 * width * height);
  const code = padModes[mode === 'none' ? 'zero' : mode];
  const plane = values.length >= 3 * side * side ? side * side : 0;
  const across = Int32Array.from({ length: width }, (_, j) => paddedPixel(j - columns.padBegin, side, code));
  for (let i = 0, at = 0; i < height; i++) {
    const y = paddedPixel(i - rows.padBegin, side, code);
    for (let j = 0; j < width; j++, at += 4) {
      const x = across[j] as number;
      bytes[at + 3] = 255;
      if (y < 0 || x < 0) continue;
      const pixel = y * side + x;
      bytes[at] = 255 * (values[pixel] as number);
      bytes[at + 1] = 255 * (values[plane + pixel] as number);
      bytes[at + 2] = 255 * (values[2 * plane + pixel] as number);
    }
  }
  return { width, height, bytes };
}
