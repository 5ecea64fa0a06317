/** The colours of a cell of a grid of numbers: the map's own colour for the value, and an ink that can be read on it. */
import { signedColour } from '../../backend';
import type { Palette, Rgb } from '../../backend/types';

export interface CellColour {
  readonly background: string;
  readonly color: string;
}

const STEPS = 200;
const tables = new WeakMap<Palette, readonly CellColour[]>();

/** Relative luminance of WCAG 2.2. */
function luminance([red, green, blue]: Rgb): number {
  const linear = (byte: number): number => {
    const s = byte / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Black and white contrast equally with this luminance: on a darker ground white is read better. */
const MIDDLE = Math.sqrt(1.05 * 0.05) - 0.05;

/** Black or white, whichever is read better on a colour. */
export const readableOn = (colour: Rgb): string => (luminance(colour) > MIDDLE ? '#000' : '#fff');

const colourOf = (colour: Rgb): CellColour => ({
  background: `rgb(${colour.join(' ')})`,
  color: readableOn(colour),
});

/** The colours of `value` where the scale ends at +-extent; NaN and infinities take the palette's own colour for them. */
export function cellColour(value: number, extent: number, palette: Palette): CellColour {
  if (!Number.isFinite(value)) return colourOf(palette.broken);
  let table = tables.get(palette);
  if (!table) {
    table = Array.from({ length: 2 * STEPS + 1 }, (_, i) => colourOf(signedColour((i - STEPS) / STEPS, palette)));
    tables.set(palette, table);
  }
  const share = extent > 0 ? Math.min(1, Math.max(-1, value / extent)) : 0;
  return table[Math.round(share * STEPS) + STEPS] ?? colourOf(palette.zero);
}
