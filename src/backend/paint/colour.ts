/**
 * The colours of maps: one table per palette, used by both painters, so that the GPU and CPU paths draw the same
 * pixels. Entries are RGBA bytes in memory order (red in the low byte), opaque.
 *
 *   [0, 2 SIGNED_STEPS]       signed maps, from -range to +range; the middle entry is exactly the palette's `zero`
 *   [INK_START, + INK_STEPS]  paper to ink
 *   BROKEN                    NaN and infinities
 */
import type { Palette, Rgb } from '../types';

export const SIGNED_STEPS = 1023;
export const INK_START = 2 * SIGNED_STEPS + 1;
export const INK_STEPS = 255;
export const BROKEN = INK_START + INK_STEPS + 1;
export const TABLE_LENGTH = BROKEN + 1;

/** Exponent below 1 to keep small values visible; preserves odd symmetry and order. */
export const SIGNED_GAMMA = 0.75;

type Lab = readonly [l: number, a: number, b: number];

const toLinear = (byte: number): number => {
  const s = byte / 255;
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
};

const toByte = (linear: number): number => {
  const s = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, s)));
};

/** sRGB to OKLab (Ottosson, A perceptual color space for image processing, 2020). */
export function rgbToOklab([red, green, blue]: Rgb): Lab {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLab to sRGB bytes, clipped to the gamut. */
export function oklabToRgb([lightness, a, b]: Lab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/**
 * Colour of a signed value as a share of the range, -1 to 1: diverging about zero, even steps in OKLab after the gamma.
 * Legends use it too.
 */
export function signedColour(share: number, palette: Palette): Rgb {
  const t = Math.min(1, Math.abs(share)) ** SIGNED_GAMMA;
  if (t === 0) return palette.zero;
  const end = share < 0 ? palette.negative : palette.positive;
  if (t === 1) return end;
  const [from, to] = [rgbToOklab(palette.zero), rgbToOklab(end)];
  const mix = (k: 0 | 1 | 2): number => from[k] + t * (to[k] - from[k]);
  return oklabToRgb([mix(0), mix(1), mix(2)]);
}

/** Colour of an input pixel, 0 (paper) to 1 (ink), blended as a canvas blends. */
export function inkColour(share: number, palette: Palette): Rgb {
  const mix = (k: 0 | 1 | 2): number => Math.round(palette.paper[k] + share * (palette.ink[k] - palette.paper[k]));
  return [mix(0), mix(1), mix(2)];
}

/** A packed pixel of a picture is OPAQUE + step UNIT, for steps of 0 to INK_STEPS. */
export const OPAQUE = 0xff000000;
export const UNIT = { gray: 0x010101, red: 0x000001, green: 0x000100, blue: 0x010000 } as const;

export const packRgb = ([red, green, blue]: Rgb): number =>
  ((255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;

const tables = new WeakMap<Palette, Uint32Array<ArrayBuffer>>();

/** The whole table of a palette, made once: not to be written to. */
export function colourTable(palette: Palette): Uint32Array<ArrayBuffer> {
  const known = tables.get(palette);
  if (known) return known;
  const table = new Uint32Array(TABLE_LENGTH);
  for (let i = -SIGNED_STEPS; i <= SIGNED_STEPS; i++) {
    table[i + SIGNED_STEPS] = packRgb(signedColour(i / SIGNED_STEPS, palette));
  }
  for (let i = 0; i <= INK_STEPS; i++) table[INK_START + i] = packRgb(inkColour(i / INK_STEPS, palette));
  table[BROKEN] = packRgb(palette.broken);
  tables.set(palette, table);
  return table;
}
