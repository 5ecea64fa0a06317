/** The pixels of one plane in the stage's colours, for pictures outside the stage. */
import { BROKEN, colourTable, INK_START, INK_STEPS, OPAQUE, SIGNED_STEPS, UNIT } from '../../backend';
import type { Palette, Tile } from '../../backend/types';

/** As in Tile's colour; the signed scale ends at +-extent. */
export type PlaneLook =
  | { readonly colour: 'signed'; readonly extent: number }
  | { readonly colour: Exclude<Tile['colour'], 'signed'>; readonly scale: number; readonly shift: number };

/** RGBA bytes, one pixel per value; NaN and infinities have their own colour. */
export function planePixels(values: Float32Array, look: PlaneLook, palette: Palette): Uint8ClampedArray<ArrayBuffer> {
  const table = colourTable(palette);
  const pixels = new Uint32Array(values.length);
  const signed = look.colour === 'signed';
  const factor = signed && look.extent > 0 ? SIGNED_STEPS / look.extent : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value !== 0) pixels[i] = table[BROKEN] as number;
    else if (signed) {
      const step = Math.round(Math.min(SIGNED_STEPS, Math.max(-SIGNED_STEPS, value * factor)));
      pixels[i] = table[SIGNED_STEPS + step] as number;
    } else {
      const step = Math.round(Math.min(1, Math.max(0, value * look.scale + look.shift)) * INK_STEPS);
      pixels[i] = look.colour === 'ink' ? (table[INK_START + step] as number) : OPAQUE + step * UNIT[look.colour];
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/** A signed map. */
export const mapPixels = (values: Float32Array, extent: number, palette: Palette): Uint8ClampedArray<ArrayBuffer> =>
  planePixels(values, { colour: 'signed', extent }, palette);
