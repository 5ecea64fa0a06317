/** Ranges: true extremes of what is finite, and word of what is not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extents, rangesByTensor, scanRange } from '../../../src/backend/paint/ranges';

const scan = (values: readonly number[]): number[] => {
  const into = new Float32Array(3);
  scanRange(Float32Array.from(values), 0, values.length, into, 0);
  return [...into];
};

describe('scanRange', () => {
  it('finds the extremes', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
        expect(scan(values)).toEqual(
          [Math.min(...values) + 0, Math.max(...values) + 0, 0].map((v) => expect.closeTo(v, 10)),
        );
      }),
    );
  });

  it('leaves NaN and infinities out, and says so', () => {
    expect(scan([1, Number.NaN, -2])).toEqual([-2, 1, 1]);
    expect(scan([1, Infinity, 4])).toEqual([1, 4, 1]);
    expect(scan([-Infinity])).toEqual([0, 0, 2]);
  });
});

describe('what is made of ranges', () => {
  const maps = [
    { tensor: 4, minus: null, start: 0, length: 2 },
    { tensor: 4, minus: null, start: 2, length: 2 },
    { tensor: 7, minus: null, start: 0, length: 2 },
  ];
  const ranges = Float32Array.from([-3, 1, 0, -1, 2, 1, 0.5, 0.75, 0]);

  it('merges the planes of a tensor', () => {
    expect([...rangesByTensor(maps, ranges, 3)]).toEqual([
      [4, { min: -3, max: 2, broken: true }],
      [7, { min: 0.5, max: 0.75, broken: false }],
    ]);
  });

  it('lets a plane without a finite value say only that it is broken', () => {
    const found = rangesByTensor(maps, Float32Array.from([0, 0, 2, 3, 5, 0, 0, 0, 2]), 3);
    expect([...found.values()]).toEqual([
      { min: 3, max: 5, broken: true },
      { min: 0, max: 0, broken: true },
    ]);
  });

  it('takes the largest |value| of a map and of a share', () => {
    const layout = { width: 1, height: 1, maps, tiles: [], shares: [[0, 1], [1, 2], []] };
    expect([...extents(layout, ranges).maps]).toEqual([3, 2, 0.75]);
    expect([...extents(layout, ranges).shares]).toEqual([3, 2, 0]);
  });
});
