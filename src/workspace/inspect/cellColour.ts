/** Colours of a cell in a grid of numbers: the map's colour for the value, and a legible text colour. */
import { signedColour } from '../../backend';
import type { Palette, Rgb } from '../../backend/types';

export interface CellColour {
  readonly background: string;
  readonly color: string;
}

const STEPS = 200;
const tables = new WeakMap<Palette, readonly CellColour[]>();

/** Relative luminance, WCAG 2.2. */
function luminance([red, green, blue]: Rgb): number {
  const linear = (byte: number): number => {
    const s = byte / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** The luminance at which black and white contrast equally; below it, white is more legible. */
const MIDDLE = Math.sqrt(1.05 * 0.05) - 0.05;

/** Black or white, whichever is more legible on a colour. */
export const readableOn = (colour: Rgb): string => (luminance(colour) > MIDDLE ? '#000' : '#fff');

const colourOf = (colour: Rgb): CellColour => ({
  background: `rgb(${colour.join(' ')})`,
  color: readableOn(colour),
});

/** The colours of `value` on a scale that ends at +-extent; NaN and infinities have their own colour. */
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
