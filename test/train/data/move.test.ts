/** Moves of a whole picture against the formula, and changes in place against plain loops. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../src/core/random';
import { cutOut, mirror, shift } from '../../../src/train/data/cut';
import { drawMap, isStill, still, within, writeMoved } from '../../../src/train/data/move';

const shape = { channels: 3, height: 17, width: 23 } as const;
const plane = shape.height * shape.width;
const moves = { rotation: 25, slant: 0.3, scale: [0.7, 1.3], stretch: 0.2, translation: 3 } as const;

test('a picture that is not moved stays as it is, to the byte', () => {
  expect([isStill(still), isStill(moves)]).toEqual([true, false]);
  const images = Uint8Array.from({ length: 5 + 3 * plane }, (_, i) => (i * 31) % 256);
  const into = new Float32Array(3 * plane);
  writeMoved(images, 5, shape, drawMap(still, new Random(1)), 'zero', into);
  expect(into).toEqual(Float32Array.from(images.subarray(5)));
});

test('between pixels a slope is as the map says: bilinear interpolation is exact on it', () => {
  const slope = (c: number, x: number, y: number): number => 10 + 30 * c + 4 * x + 3 * y;
  const images = Uint8Array.from({ length: 3 * plane }, (_, i) =>
    slope(Math.floor(i / plane), i % shape.width, Math.floor((i % plane) / shape.width)),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const map = drawMap(moves, new Random(seed));
      const into = new Float32Array(3 * plane);
      writeMoved(images, 0, shape, map, 'zero', into);
      for (let y = 0; y < shape.height; y++) {
        for (let x = 0; x < shape.width; x++) {
          const [u, v] = [x - 11, y - 8];
          const [sx, sy] = [map.a * u + map.b * v + map.e + 11, map.c * u + map.d * v + map.f + 8];
          if (sx < 0 || sy < 0 || sx > shape.width - 1 || sy > shape.height - 1) continue;
          for (const c of [0, 1, 2]) {
            expect(into[c * plane + y * shape.width + x]).toBeCloseTo(slope(c, sx, sy), 3);
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('a quarter turn puts every pixel where it belongs', () => {
  const side = 9;
  const square = { channels: 1, height: side, width: side } as const;
  const images = Uint8Array.from({ length: side * side }, (_, i) => (i * 29) % 251);
  const into = new Float32Array(side * side);
  // Output (x, y) reads (y, -x) from the middle.
  writeMoved(images, 0, square, { a: 0, b: 1, c: -1, d: 0, e: 0, f: 0 }, 'zero', into);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) expect(into[y * side + x]).toBe(images[(side - 1 - x) * side + y]);
  }
});

test.each([
  ['zero', [-1, -1, 0, 1, 2, 3, -1, -1]],
  ['reflect', [2, 1, 0, 1, 2, 3, 2, 1]],
] as const)('beyond the edge lies %s', (padding, expected) => {
  expect([-2, -1, 0, 1, 2, 3, 4, 5].map((index) => within(index, 4, padding))).toEqual(expected);
});

test('moves stay within what was asked for', () => {
  for (let seed = 0; seed < 300; seed++) {
    const { a, b, c, d } = drawMap({ ...still, rotation: 20 }, new Random(seed));
    expect(Math.abs(Math.atan2(b, a))).toBeLessThanOrEqual((20 * Math.PI) / 180 + 1e-9);
    expect(a * d - b * c).toBeCloseTo(1, 9);
    const sized = drawMap({ ...still, scale: [0.5, 2] }, new Random(seed));
    expect(1 / sized.a).toBeGreaterThanOrEqual(0.5);
    expect(1 / sized.a).toBeLessThanOrEqual(2);
    expect(sized.a).toBe(sized.d);
  }
});

test('mirrored rows read backwards, and a shift leaves black behind', () => {
  const values = Float32Array.from({ length: 2 + 3 * plane }, (_, i) => i);
  const into = values.slice();
  mirror(into, 2, shape);
  for (let i = 0; i < 3 * plane; i++) {
    const [row, x] = [Math.floor(i / shape.width), i % shape.width];
    expect(into[2 + i]).toBe(values[2 + row * shape.width + shape.width - 1 - x]);
  }
  const small = Float32Array.from([9, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  shift(small, 1, 3, 1, -1);
  expect([...small]).toEqual([9, 0, 4, 5, 0, 7, 8, 0, 0, 0]);
});

test('a rectangle is cut out of all channels, no larger than asked for, as often as asked for', () => {
  let cut = 0;
  for (let seed = 0; seed < 400; seed++) {
    const into = new Float32Array(3 * plane);
    cutOut(into, 0, shape, { erase: 0.25, eraseSide: 0.5 }, 7, new Random(seed));
    const places = [...into.keys()].filter((i) => into[i] === 7);
    if (places.length === 0) continue;
    cut += 1;
    const own = places.filter((i) => i < plane);
    const [xs, ys] = [own.map((i) => i % shape.width), own.map((i) => Math.floor(i / shape.width))];
    const [w, h] = [Math.max(...xs) - Math.min(...xs) + 1, Math.max(...ys) - Math.min(...ys) + 1];
    expect(own.length).toBe(w * h);
    expect(places).toEqual([0, 1, 2].flatMap((c) => own.map((i) => c * plane + i)));
    expect(w).toBeLessThanOrEqual(Math.round(0.5 * shape.width));
    expect(h).toBeLessThanOrEqual(Math.round(0.5 * shape.height));
  }
  expect(cut).toBeGreaterThan(70);
  expect(cut).toBeLessThan(130);
});
