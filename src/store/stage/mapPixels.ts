/** The pixels of one signed map in the colours that the stage gives it, for small pictures outside the stage. */
import { signedColour } from '../../backend';
import type { Palette } from '../../backend/types';

/** RGBA bytes, a pixel a value; +-extent are the ends of the scale, and NaN and infinities have their own colour. */
export function mapPixels(values: Float32Array, extent: number, palette: Palette): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(4 * values.length);
  for (const [i, value] of values.entries()) {
    const share = extent > 0 ? Math.min(1, Math.max(-1, value / extent)) : 0;
    const colour = Number.isFinite(value) ? signedColour(share, palette) : palette.broken;
    bytes.set(colour, 4 * i);
    bytes[4 * i + 3] = 255;
  }
  return bytes;
}
