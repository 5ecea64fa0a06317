/** The sizes of the page "Kernels" in any room, and its links, new and old. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kernelsCodec } from '../../../src/workspace/labs/kernelLab/codec';
import { eyeLayers } from '../../../src/workspace/labs/kernelLab/eyes';
import {
  bandLayout,
  editLayout,
  flowLayout,
  foldedHeight,
  gutters,
  LEFT,
  NARROW,
  RESULT,
  STACK_KERNEL,
  stackLayout,
} from '../../../src/workspace/labs/kernelLab/layout';
import { kernelsDefaults } from '../../../src/workspace/labs/kernelLab/state';

const seeded = { seed: 20261130 };

describe('the layout', () => {
  const rooms = fc.record({ width: fc.integer({ min: 320, max: 2600 }), height: fc.integer({ min: 200, max: 1500 }) });

  test('of the flow fits, and its maps could not be larger', () => {
    fc.assert(
      fc.property(rooms, fc.integer({ min: 1, max: 8 }), fc.boolean(), (room, rows, hasFolded) => {
        const { unit, isNarrow, map, row, rowGap } = flowLayout(room, rows, hasFolded);
        expect(isNarrow).toBe(room.width < NARROW);
        if (isNarrow) {
          expect(2 * map + 48).toBeLessThanOrEqual(Math.max(room.width, 248));
          expect(3 * row + 48 + 32).toBeLessThanOrEqual(room.width);
          return;
        }
        const columns = rows === 1 ? 2 : 3;
        const { planes, sign, sum, activation } = gutters;
        const wide = (m: number, s: number) =>
          40 + LEFT + planes + columns * s + (columns - 1) * sign + sum + activation + 2 * m;
        const [m, s] = [map / unit, row / unit];
        const high = (side: number) => 121 + side + 347 + (hasFolded ? foldedHeight(room.width / unit) : 0);
        const isLeast = Math.abs(m - 150) < 1e-9;
        if (!isLeast) {
          expect(wide(m, s) * unit).toBeLessThanOrEqual(room.width + 1);
          expect(high(m)).toBeLessThanOrEqual((room.height + 48) / unit + 1);
        }
        // Another pixel would not fit: not across, with its rows as wide as it, or not down.
        const isWide = 40 + LEFT + planes + 48 + sum + activation + 3 * (m + 1) + 6 > room.width / unit;
        expect(isWide || high(m + 1) > (room.height + 48) / unit).toBe(true);
        // The rows do not reach the band, unless they are as small as they get.
        if (s > 22) expect(rows * s + (rows - 1) * (rowGap / unit)).toBeLessThanOrEqual(m + 51);
      }),
      { ...seeded, numRuns: 400 },
    );
  });

  test('of the editor shows whole pixels that can be crossed out, or a part of them', () => {
    fc.assert(
      fc.property(
        rooms,
        fc.integer({ min: 1, max: 1100 }),
        fc.integer({ min: 1, max: 1100 }),
        (room, rows, columns) => {
          const layout = editLayout(room, rows, columns);
          const { unit, pixel, isPart, isNarrow, map } = layout;
          expect(layout.rows <= rows && layout.columns <= columns).toBe(true);
          if (!isPart) expect([layout.rows, layout.columns]).toEqual([rows, columns]);
          if (isPart) expect(pixel / unit).toBe(8);
          else if (!isNarrow) expect(pixel / unit).toBeGreaterThanOrEqual(6);
          if (!isNarrow && room.height > 720 && room.width > 1300) {
            expect(
              Math.max(layout.rows, layout.columns) * pixel + 2 * map + (246 + 48 + 80) * unit,
            ).toBeLessThanOrEqual(room.width + 1);
          }
        },
      ),
      { ...seeded, numRuns: 300 },
    );
  });

  test('of all layers fits, each map of a layer as large as the next', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(rooms, counts, (room, filters) => {
        const { unit, isNarrow, picture, maps } = stackLayout(room, filters);
        expect(maps).toHaveLength(filters.length);
        for (const side of [picture, ...maps]) expect(side).toBeGreaterThan(10);
        if (isNarrow) return;
        const wide = 40 + picture / unit + maps.reduce((sum, side) => sum + side / unit + STACK_KERNEL + 74, 0);
        expect(wide * unit).toBeLessThanOrEqual(room.width + 1);
        maps.forEach((side, i) => {
          const count = filters[i] ?? 1;
          expect(count * (side / unit) + 10 * (count - 1)).toBeLessThanOrEqual(
            Math.max(220, (room.height + 48) / unit - 310) + 1,
          );
        });
      }),
      { ...seeded, numRuns: 300 },
    );
  });

  test('of the products fits as many channels as it can, with their numbers where there is room', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 420, max: 2000 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 7 }),
        (width, depth, rows, columns, characters) => {
          const { parts, cell, product, height } = bandLayout(width, depth, rows, columns, characters);
          expect(parts).toBeGreaterThanOrEqual(1);
          expect(parts).toBeLessThanOrEqual(depth);
          const one = columns * (2 * (cell + 1) + product + 1) + 36;
          expect(parts * one + (parts - 1) * 16).toBeLessThanOrEqual(width - RESULT + 1);
          if (height === 22) expect(cell).toBeGreaterThanOrEqual(26);
          expect(rows * height).toBeLessThanOrEqual(7 * 22);
        },
      ),
      { ...seeded, numRuns: 300 },
    );
    // Three windows of 3 x 3 stand beside each other at 1366 pixels.
    expect(bandLayout(1070, 3, 3, 3, 4).parts).toBe(3);
  });
});

describe('links', () => {
  const link = (text: string) => kernelsCodec.read(new URLSearchParams(text));

  test('of before keep what they left unsaid: gray, and a border of zeros', () => {
    const modes = (text: string) => link(text).layers?.map(({ padding }) => padding.mode);
    expect(link('kin=64-rgb')).toMatchObject({ input: { side: 64, colour: 'rgb' }, view: 'flow' });
    expect(modes('kin=64-rgb')).toEqual(['zero']);
    expect(modes('kflip=1')).toEqual(['zero']);
    expect(link('kat=1-1-1').input).toEqual({ side: 128, colour: 'gray' });
    const own = 'knet=1-1-1-2-1-1-reflect-3-none*1_-1*0.5';
    expect(link(own)).toMatchObject({ input: { side: 128, colour: 'gray' }, layers: [{ columns: 2, biases: [0.5] }] });
    // Nothing at all is the page as it opens.
    expect(link('').layers).toEqual(kernelsDefaults.layers);
    expect(link('').input).toEqual(kernelsDefaults.input);
    expect(kernelsDefaults.layers[0]?.padding).toEqual({ mode: 'edge', size: 'same' });
  });

  test('of now say nothing or all, whatever of it is the default', () => {
    const written = (state: Partial<typeof kernelsDefaults>): string =>
      new URLSearchParams(
        Object.entries(kernelsCodec.write({ ...kernelsDefaults, ...state })).filter(
          (pair): pair is [string, string] => pair[1] !== null,
        ),
      ).toString();
    expect(written({})).toBe('');
    for (const state of [
      { view: 'edit' },
      { isConvolution: true },
      { chosen: { layer: 0, filter: 0, channel: 2 } },
      { input: { side: 28, colour: 'rgb' } },
      {
        layers: eyeLayers(),
        input: { side: 64, colour: 'gray' },
        view: 'stack',
        chosen: { layer: 2, filter: 0, channel: 0 },
      },
    ] as const) {
      expect(link(written(state))).toEqual({
        ...Object.fromEntries(
          (['view', 'input', 'layers', 'chosen', 'isConvolution', 'history'] as const).map((key) => [
            key,
            kernelsDefaults[key],
          ]),
        ),
        ...state,
      });
    }
  });
});
