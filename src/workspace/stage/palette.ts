/** The colours of maps, from the page's tokens, so that maps, legend and page always match. */
import { signedColour } from '../../backend';
import type { Palette, Rgb } from '../../backend/types';

/** The token for each colour of the palette. */
export const paletteTokens = {
  negative: '--neg',
  zero: '--zero',
  positive: '--pos',
  paper: '--paper',
  ink: '--pad-ink',
  broken: '--broken',
} as const satisfies Record<keyof Palette, string>;

/** `rgb(1, 2, 3)` or `rgba(1, 2, 3, 1)`, as browsers report computed colours. Throws RangeError otherwise. */
export function parseRgb(text: string): Rgb {
  const [red, green, blue] = (text.match(/^rgba?\((.+)\)$/)?.[1] ?? '').split(/[\s,/]+/).map(Number);
  if (red === undefined || green === undefined || blue === undefined || Number.isNaN(red + green + blue)) {
    throw new RangeError(`not a colour: ${text}`);
  }
  return [red, green, blue];
}

/** Reads the palette, each colour by its token. */
export function readPalette(colourOf: (token: string) => string): Palette {
  const read = (name: keyof Palette): Rgb => parseRgb(colourOf(paletteTokens[name]));
  return {
    negative: read('negative'),
    zero: read('zero'),
    positive: read('positive'),
    paper: read('paper'),
    ink: read('ink'),
    broken: read('broken'),
  };
}

/** Colours from the lowest to the highest value of the scale in even steps, as painted. */
export const scaleStops = (palette: Palette, steps = 24): readonly Rgb[] =>
  Array.from({ length: steps + 1 }, (_, i) => signedColour((2 * i) / steps - 1, palette));

export const css = (colour: Rgb): string => `rgb(${colour.join(' ')})`;

/** The colour scale as a CSS gradient, from the lowest to the highest value. */
export const scaleGradient = (palette: Palette): string =>
  `linear-gradient(90deg, ${scaleStops(palette).map(css).join(', ')})`;
