/** The colour table: exact ends and middle, even and ordered between, and what OKLab is known to give. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BROKEN,
  colourTable,
  INK_START,
  INK_STEPS,
  inkColour,
  oklabToRgb,
  packRgb,
  rgbToOklab,
  SIGNED_STEPS,
  signedColour,
  TABLE_LENGTH,
} from '../../../src/backend/paint/colour';
import type { Rgb } from '../../../src/backend/types';
import { palette } from '../../helpers/digitsNet';

const byte = fc.integer({ min: 0, max: 255 });
const lightness = (rgb: Rgb): number => rgbToOklab(rgb)[0];

describe('OKLab', () => {
  it('knows white, black and red', () => {
    const close = (rgb: Rgb, lab: readonly number[]) => {
      for (const [k, value] of rgbToOklab(rgb).entries()) expect(value).toBeCloseTo(lab[k] ?? NaN, 3);
    };
    close([255, 255, 255], [1, 0, 0]);
    close([0, 0, 0], [0, 0, 0]);
    close([255, 0, 0], [0.628, 0.225, 0.126]);
  });

  it('comes back to the same bytes', () => {
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte), (rgb) => {
        expect(oklabToRgb(rgbToOklab(rgb))).toEqual(rgb);
      }),
    );
  });
});

describe('the signed scale', () => {
  it('has the palette at its ends and its middle', () => {
    const table = colourTable(palette);
    expect(table).toHaveLength(TABLE_LENGTH);
    expect(table[0]).toBe(packRgb(palette.negative));
    expect(table[SIGNED_STEPS]).toBe(packRgb(palette.zero));
    expect(table[2 * SIGNED_STEPS]).toBe(packRgb(palette.positive));
    expect(table[BROKEN]).toBe(packRgb(palette.broken));
  });

  it('grows darker away from a light zero, on both sides, and never back', () => {
    const shares = Array.from({ length: 101 }, (_, k) => k / 100);
    for (const sign of [1, -1]) {
      const levels = shares.map((share) => lightness(signedColour(sign * share, palette)));
      for (const [k, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[k - 1] ?? 2) + 0.004);
    }
  });

  it('lets a hundredth of the range be told from zero, and clips beyond the range', () => {
    const [zero, small] = [signedColour(0, palette), signedColour(0.01, palette)];
    expect(Math.max(...zero.map((c, k) => Math.abs(c - (small[k] ?? c))))).toBeGreaterThanOrEqual(3);
    expect(signedColour(7, palette)).toEqual(palette.positive);
    expect(signedColour(-7, palette)).toEqual(palette.negative);
  });
});

describe('the ink scale', () => {
  it('goes from paper to ink in even steps', () => {
    expect(inkColour(0, palette)).toEqual(palette.paper);
    expect(inkColour(1, palette)).toEqual(palette.ink);
    const table = colourTable(palette);
    const reds = Array.from({ length: INK_STEPS + 1 }, (_, k) => (table[INK_START + k] as number) & 255);
    expect(reds[0]).toBe(255);
    expect(reds[INK_STEPS]).toBe(10);
    for (const [k, red] of reds.entries())
      expect(Math.abs(red - (255 - (245 * k) / INK_STEPS))).toBeLessThanOrEqual(0.5);
  });
});
