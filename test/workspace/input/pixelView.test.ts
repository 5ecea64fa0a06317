/** The loupe over pixels: zoom keeps its point, pan its bounds, and numbers are written as short as they are true. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cellAt,
  fitView,
  LARGEST_SIDE,
  numberScales,
  panView,
  reveal,
  shortNumber,
  zoomView,
} from '../../../src/workspace/input/pixelView';

const grid = { rows: 28, columns: 28 };
const size = { width: 600, height: 500 };
const whole = fitView(grid, size);

describe('the view', () => {
  test('fits the whole sheet in the middle', () => {
    expect(whole.side).toBeCloseTo(500 / 28);
    expect(whole.left).toBeCloseTo(50);
    expect(whole.top).toBeCloseTo(0);
    expect(cellAt(whole, 49, 10, grid)).toBeNull();
    expect(cellAt(whole, 51, 1, grid)).toEqual({ row: 0, column: 0 });
    expect(cellAt(whole, 549, 499, grid)).toEqual({ row: 27, column: 27 });
  });

  test('keeps the pixel under the pointer while it zooms, where the sheet fills the window', () => {
    const near = zoomView(whole, 3, 300, 250, grid, size);
    const nearer = zoomView(near, 1.5, 400, 100, grid, size);
    expect((400 - nearer.left) / nearer.side).toBeCloseTo((400 - near.left) / near.side);
    expect((100 - nearer.top) / nearer.side).toBeCloseTo((100 - near.top) / near.side);
  });

  test('never leaves a gap, nor grows or shrinks without end', () => {
    const step = fc.tuple(
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.double({ min: -900, max: 900, noNaN: true }),
      fc.double({ min: -900, max: 900, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let view = whole;
        for (const [factor, x, y] of steps) view = panView(zoomView(view, factor, x, y, grid, size), x, y, grid, size);
        const width = view.side * grid.columns;
        const height = view.side * grid.rows;
        expect(view.side).toBeLessThanOrEqual(LARGEST_SIDE);
        expect(view.side).toBeGreaterThanOrEqual(whole.side - 1e-9);
        if (width > size.width) {
          expect(view.left).toBeLessThanOrEqual(1e-9);
          expect(view.left + width).toBeGreaterThanOrEqual(size.width - 1e-6);
        }
        if (height > size.height) {
          expect(view.top).toBeLessThanOrEqual(1e-9);
          expect(view.top + height).toBeGreaterThanOrEqual(size.height - 1e-6);
        }
      }),
    );
  });

  test('reveals a cell that lies outside', () => {
    const near = zoomView(whole, 4, 0, 0, grid, size);
    for (const cell of [
      { row: 27, column: 27 },
      { row: 0, column: 0 },
      { row: 14, column: 3 },
    ]) {
      const moved = reveal(near, cell, grid, size);
      const x = moved.left + (cell.column + 0.5) * moved.side;
      const y = moved.top + (cell.row + 0.5) * moved.side;
      expect(cellAt(moved, x, y, grid)).toEqual(cell);
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(size.width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(size.height);
    }
  });
});

describe('numbers', () => {
  test.each([
    ['bytes', 1, '255'],
    ['bytes', 0, '0'],
    ['bytes', 0.5, '128'],
    ['shares', 0.4823, '.48'],
    ['shares', 1, '1'],
    ['shares', 0.999, '1'],
    ['shares', 0.001, '0'],
    ['fed', -0.4242, '−0.4'],
    ['fed', 2.8215, '2.8'],
    ['fed', -0.01, '0'],
    ['fed', Number.NaN, 'NaN'],
    ['bytes', Number.NEGATIVE_INFINITY, '−∞'],
  ] as const)('as %s, %d is %s', (scale, value, text) => {
    expect(shortNumber(value, scale)).toBe(text);
  });

  test('are never further from the value than their last digit allows', () => {
    const steps = { bytes: 0.5 / 255, shares: 0.005, fed: 0.05 } as const;
    fc.assert(
      fc.property(fc.constantFrom(...numberScales), fc.double({ min: 0, max: 1, noNaN: true }), (scale, value) => {
        const shown = Number(shortNumber(value, scale).replace('−', '-')) / (scale === 'bytes' ? 255 : 1);
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(steps[scale] + 1e-12);
      }),
    );
  });
});
