/** What happens to a picture on its way: turns, shifts, light, noise and frames, held to what they mean. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random';
import { contrasted, framed, type Plane, saltAndPepper, shifted, turned } from '../../src/vision/perturb';

const plane = (rows: readonly (readonly number[])[]): Plane => ({
  values: Float32Array.from(rows.flat()),
  height: rows.length,
  width: rows[0]?.length ?? 0,
});
const rowsOf = ({ values, width, height }: Plane): number[][] =>
  Array.from({ length: height }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]);
const random = (seed: number): Plane => {
  const numbers = new Random(seed);
  return { values: Float32Array.from({ length: 28 * 28 }, () => numbers.uniform()), height: 28, width: 28 };
};

describe('turned', () => {
  it('a quarter turns clockwise, exactly', () => {
    const corner = plane([
      [1, 2],
      [3, 4],
    ]);
    expect(rowsOf(turned(corner, 90))).toEqual([
      [3, 1],
      [4, 2],
    ]);
    expect(rowsOf(turned(corner, -90))).toEqual([
      [2, 4],
      [1, 3],
    ]);
    const picture = random(1);
    expect(turned(picture, 360).values).toEqual(picture.values);
    expect(turned(turned(picture, 180), 180).values).toEqual(picture.values);
    expect([...turned(picture, 180).values]).toEqual([...picture.values].reverse());
  });

  it('by an angle and back leaves the middle of a smooth picture nearly as it was', () => {
    const hill: Plane = {
      values: Float32Array.from({ length: 784 }, (_, i) =>
        Math.exp(-((Math.floor(i / 28) - 12) ** 2 + ((i % 28) - 15) ** 2) / 30),
      ),
      height: 28,
      width: 28,
    };
    const back = turned(turned(hill, 33), -33);
    for (const [i, value] of hill.values.entries()) expect(Math.abs(value - (back.values[i] ?? 0))).toBeLessThan(0.05);
  });
});

it('shifted moves whole pixels and brings in zeros', () => {
  const picture = plane([
    [1, 2],
    [3, 4],
  ]);
  expect(rowsOf(shifted(picture, 0, 1))).toEqual([
    [0, 1],
    [0, 3],
  ]);
  expect(rowsOf(shifted(picture, -1, 0))).toEqual([
    [3, 4],
    [0, 0],
  ]);
});

it('contrasted keeps, greys or reverses', () => {
  const picture = plane([[0, 0.25, 1]]);
  expect([...contrasted(picture, 1).values]).toEqual([0, 0.25, 1]);
  expect([...contrasted(picture, 0).values]).toEqual([0.5, 0.5, 0.5]);
  expect([...contrasted(picture, -1).values]).toEqual([1, 0.75, 0]);
});

it('salt and pepper strikes about its share, half of it white; more strikes the same pixels too', () => {
  const grey: Plane = { values: new Float32Array(100 * 100).fill(0.5), height: 100, width: 100 };
  const struck = (share: number) => [...saltAndPepper(grey, share, new Random(7)).values];
  const some = struck(0.2);
  const count = (value: number): number => some.filter((one) => one === value).length;
  expect(count(0.5)).toBeGreaterThan(7800);
  expect(count(0.5)).toBeLessThan(8200);
  expect(Math.abs(count(1) - count(0))).toBeLessThan(200);
  const more = struck(0.4);
  expect(some.every((value, i) => value === 0.5 || value === more[i])).toBe(true);
  expect(struck(0)).toEqual([...grey.values]);
});

it('framed draws a square ring', () => {
  const empty: Plane = { values: new Float32Array(25), height: 5, width: 5 };
  expect(rowsOf(framed(empty, 1))).toEqual([
    [0, 0, 0, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 1, 0, 1, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 0, 0, 0],
  ]);
});
