/** Windows, winners and sizes against brute force over every window, pixel by pixel. */
import { expect, test } from 'vitest';
import { Random } from '../../../../src/core/random';
import {
  cellAt,
  countWinners,
  pooledSize,
  regionOf,
  type WindowGeometry,
  winners,
} from '../../../../src/workspace/labs/pooling/windows';

const random = new Random(5);
const geometries = Array.from({ length: 60 }, (): WindowGeometry => {
  const window = 1 + random.below(6);
  return {
    rows: window + random.below(9),
    columns: window + random.below(9),
    window,
    stride: 1 + random.below(7),
    pad: random.below(Math.floor(window / 2) + 1),
  };
});

/** Pixels of each window, found by trying every pixel of the padded map. */
function pixelsOf({ rows, columns, window, stride, pad }: WindowGeometry) {
  const cells: { row: number; column: number; pixels: number[] }[] = [];
  for (let top = -pad; top + window <= rows + pad; top += stride) {
    for (let left = -pad; left + window <= columns + pad; left += stride) {
      const pixels: number[] = [];
      for (let at = 0; at < rows * columns; at++) {
        const [row, column] = [Math.floor(at / columns), at % columns];
        if (row >= top && row < top + window && column >= left && column < left + window) pixels.push(at);
      }
      cells.push({ row: (top + pad) / stride, column: (left + pad) / stride, pixels });
    }
  }
  return cells;
}

test('sizes, regions and unseen pixels are those of every window tried', () => {
  for (const geometry of geometries) {
    const cells = pixelsOf(geometry);
    const { height, width, unseen } = pooledSize(geometry);
    expect(height.output * width.output).toBe(cells.length);
    expect(unseen).toBe(geometry.rows * geometry.columns - new Set(cells.flatMap(({ pixels }) => pixels)).size);
    for (const { row, column, pixels } of cells) {
      const { rows, columns } = regionOf(geometry, row, column);
      const from = (rows[0] * geometry.columns + columns[0]) as number;
      expect(from).toBe(pixels[0]);
      expect((rows[1] - rows[0]) * (columns[1] - columns[0])).toBe(pixels.length);
    }
  }
});

test('winners are the first of the largest, or smallest, of each window; NaN wins', async () => {
  for (const geometry of geometries) {
    const plane = Float32Array.from({ length: geometry.rows * geometry.columns }, () => random.below(5));
    if (random.below(3) === 0) plane[random.below(plane.length)] = Number.NaN;
    for (const kind of ['max', 'min'] as const) {
      const expected = pixelsOf(geometry).map(({ pixels }) => {
        const values = pixels.map((at) => plane[at] as number);
        const best = values.some(Number.isNaN) ? Number.NaN : Math[kind](...values);
        return pixels[values.findIndex((value) => Object.is(value, best))];
      });
      expect([...winners(plane, geometry, kind)]).toEqual(expected);
      expect(await countWinners(plane, geometry, kind)).toBe(new Set(expected).size);
    }
  }
});

test('a pointed-at pixel finds a cell whose window holds it, where the windows leave no gaps', () => {
  for (const geometry of geometries.filter(({ stride, window }) => stride <= window)) {
    const { unseen } = pooledSize(geometry);
    if (unseen > 0) continue;
    for (let row = 0; row < geometry.rows; row++) {
      const [i, j] = cellAt(geometry, row, 0);
      const { rows, columns } = regionOf(geometry, i, j);
      expect(row).toBeGreaterThanOrEqual(rows[0]);
      expect(row).toBeLessThan(rows[1]);
      expect(columns[0]).toBe(0);
    }
  }
});
