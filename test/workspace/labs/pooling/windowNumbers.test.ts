/** What is written of a window: the same as brute-force loops find, and sums that add up by hand. */
import { expect, test } from 'vitest';
import { Random } from '../../../../src/core/random';
import { stridedKernel } from '../../../../src/workspace/labs/pooling/kernels';
import { kernelKinds } from '../../../../src/workspace/labs/pooling/settings';
import { weighted, weightsAt, windowNumbers } from '../../../../src/workspace/labs/pooling/windowNumbers';
import {
  pooledSize,
  rangesOfRow,
  tellingCell,
  unreadAlong,
  type WindowGeometry,
} from '../../../../src/workspace/labs/pooling/windows';

const random = new Random(21);

interface Drawn {
  readonly geometry: WindowGeometry;
  readonly plane: Float32Array;
  readonly row: number;
  readonly column: number;
}

/** A random map of gray or signed values, pooled anyhow, and one of its windows. */
function draw(): Drawn {
  const window = 1 + random.below(8);
  const geometry = {
    rows: window + random.below(12),
    columns: window + random.below(12),
    window,
    stride: 1 + random.below(8),
    pad: random.below(Math.floor(window / 2) + 1),
  };
  const scale = [1, 1, 12, 0.003][random.below(4)] ?? 1;
  const isSigned = random.below(2) === 0;
  const plane = Float32Array.from({ length: geometry.rows * geometry.columns }, () =>
    isSigned ? scale * random.normal() : Math.round(255 * random.uniform()) / 255,
  );
  const { height, width } = pooledSize(geometry);
  return { geometry, plane, row: random.below(height.output), column: random.below(width.output) };
}

/** The real pixels of a window, by trying all that it covers. */
function seen({ geometry, plane, row, column }: Drawn): { value: number; tap: number }[] {
  const { rows, columns, window, stride, pad } = geometry;
  const found: { value: number; tap: number }[] = [];
  for (let tap = 0; tap < window ** 2; tap++) {
    const [y, x] = [row * stride - pad + Math.floor(tap / window), column * stride - pad + (tap % window)];
    if (y >= 0 && y < rows && x >= 0 && x < columns) found.push({ value: plane[y * columns + x] ?? Number.NaN, tap });
  }
  return found;
}

const numberOf = (text: string): number => Number(text.replace('−', '-'));
const total = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + numberOf(text), 0);
/** Half a unit of the last place of a text, and a little. */
const unitOf = (text: string): number => 10 ** -(text.split('.')[1]?.length ?? 0);

test('values, winners and sums are those of the window, and what is written adds up', () => {
  for (let i = 0; i < 800; i++) {
    const drawn = draw();
    const values = seen(drawn).map(({ value }) => value);
    const numbers = windowNumbers(drawn.plane, drawn.geometry, drawn.row, drawn.column);
    const told = JSON.stringify({ ...drawn, plane: undefined });
    expect(numbers.values, told).toEqual(values);
    expect(numbers.across * (numbers.rows[1] - numbers.rows[0]), told).toBe(values.length);
    expect(values[numbers.max], told).toBe(Math.max(...values));
    expect(values[numbers.min], told).toBe(Math.min(...values));
    const written = numbers.sum(values.length);
    const unit = unitOf(written);
    values.forEach((value, at) => {
      expect(Math.abs(numberOf(numbers.texts[at] ?? '') - value), told).toBeLessThanOrEqual(0.5 * unit + 1e-9);
    });
    for (const count of [1, values.length]) {
      expect(Math.abs(total(numbers.texts.slice(0, count)) - numberOf(numbers.sum(count))), told).toBeLessThan(
        unit / 1e3,
      );
    }
    // The mean is both the engine's and what one finds by hand from what is written, in all of its decimals.
    const mean = Math.fround(values.reduce((all, value) => all + value, 0) / values.length);
    const text = numbers.mean(mean);
    const place = unitOf(text);
    expect(Math.abs(numberOf(text) - mean), told).toBeLessThanOrEqual(0.5 * place + 1e-9);
    if (place < 1) {
      const byHand = total(numbers.texts) / values.length;
      expect(Math.abs(numberOf(text) - byHand), told).toBeLessThanOrEqual(0.5 * place + 1e-9);
    }
  }
});

test('NaN and infinities are written as such, and NaN wins', () => {
  const geometry = { rows: 2, columns: 2, window: 2, stride: 2, pad: 0 };
  const numbers = windowNumbers(Float32Array.of(0.5, Number.NaN, 1, Infinity), geometry, 0, 0);
  expect([numbers.max, numbers.min]).toEqual([1, 1]);
  expect(numbers.texts).toEqual(['.5', 'NaN', '1', '+∞']);
});

test('the products of a strided convolution add up to its result', () => {
  for (let i = 0; i < 400; i++) {
    const drawn = draw();
    const kind = kernelKinds[random.below(3)] ?? 'blur';
    const kernel = stridedKernel(kind, drawn.geometry.window);
    const pixels = seen(drawn);
    const weights = weightsAt(kind, drawn.geometry, drawn.row, drawn.column);
    expect(weights).toEqual(pixels.map(({ tap }) => kernel[tap]));
    const result = pixels.reduce((sum, { value, tap }) => sum + value * (kernel[tap] ?? 0), 0);
    const numbers = windowNumbers(drawn.plane, drawn.geometry, drawn.row, drawn.column);
    const { texts } = weighted(numbers, weights, result);
    const unit = Math.min(...texts.map((text) => (text === '0' ? 1 : unitOf(text))));
    expect(Math.abs(total(texts) - result), JSON.stringify(texts)).toBeLessThanOrEqual(0.5 * unit + 1e-9);
  }
});

test('ranges, the first window and unread lines are found by trying every window', () => {
  for (let i = 0; i < 200; i++) {
    const drawn = draw();
    const { geometry, plane } = drawn;
    const { height, width } = pooledSize(geometry);
    const spread = (row: number, column: number): readonly [number, number] => {
      const values = seen({ ...drawn, row, column }).map(({ value }) => value);
      return [Math.min(...values), Math.max(...values)];
    };
    expect(rangesOfRow(plane, geometry, drawn.row)).toEqual(
      Array.from({ length: width.output }, (_, column) => {
        const [low, high] = spread(drawn.row, column);
        return { low, high };
      }),
    );
    const told = tellingCell(plane, geometry);
    if (told) {
      const [low, high] = spread(told.row, told.column);
      for (let row = Math.floor(height.output / 4); row < Math.ceil((3 * height.output) / 4); row++) {
        for (let column = Math.floor(width.output / 4); column < Math.ceil((3 * width.output) / 4); column++) {
          const [least, most] = spread(row, column);
          expect(most - least).toBeLessThanOrEqual(high - low);
        }
      }
    }
    const unread = unreadAlong(geometry.rows, height.output, geometry);
    for (let row = 0; row < geometry.rows; row++) {
      const isRead = Array.from({ length: height.output }, (_, at) => at * geometry.stride - geometry.pad).some(
        (from) => row >= from && row < from + geometry.window,
      );
      expect(unread[row]).toBe(!isRead);
    }
  }
  expect(tellingCell(new Float32Array(16), { rows: 4, columns: 4, window: 2, stride: 2, pad: 0 })).toBeNull();
});
