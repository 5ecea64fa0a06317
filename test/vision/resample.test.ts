/** Resampling: exact area averages, interpolation that reproduces lines, continuity where one becomes the other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AxisMap, type Enlarging, type Outside, resamplePlane, span, taps } from '../../src/vision/resample';

function along(
  source: readonly number[],
  size: number,
  map: AxisMap,
  enlarging: Enlarging,
  outside: Outside,
): number[] {
  const table = taps(source.length, size, map, enlarging, outside);
  return Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let k = table.at[i] as number; k < (table.at[i + 1] as number); k++) {
      sum +=
        (table.weights[k] as number) * (source[(table.first[i] as number) + k - (table.at[i] as number)] as number);
    }
    return sum;
  });
}

describe('shrinking', () => {
  it('averages exactly what each output covers', () => {
    const [left, right] = along([1, 2, 3, 4, 5, 6], 2, { start: 0, step: 3 }, 'bilinear', 'zero');
    expect(left).toBeCloseTo(2, 6);
    expect(right).toBeCloseTo(5, 6);
    const [a, b] = along([8, 4, 2, 1], 2, { start: 0.5, step: 1.5 }, 'bilinear', 'zero');
    expect(a).toBeCloseTo((0.5 * 8 + 4) / 1.5, 6);
    expect(b).toBeCloseTo((2 + 0.5 * 1) / 1.5, 6);
  });

  it('keeps the sum of the source, wherever it is shifted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 60 }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.double({ min: -3, max: 0, noNaN: true }),
        (source, step, start) => {
          const size = Math.ceil((source.length - start) / step) + 1;
          const out = along(source, size, { start, step }, 'bilinear', 'zero');
          const sum = (values: number[]): number => values.reduce((x, y) => x + y, 0);
          expect(sum(out) * step).toBeCloseTo(sum(source), 4);
        },
      ),
    );
  });
});

describe('enlarging', () => {
  const line = Array.from({ length: 12 }, (_, i) => 3 + 2 * i);
  it.each(['bilinear', 'catmull-rom'] as const)('reproduces a straight line (%s)', (enlarging) => {
    along(line, 20, { start: 2, step: 0.37 }, enlarging, 'zero').forEach((value, i) => {
      expect(value).toBeCloseTo(3 + 2 * (2 + (i + 0.5) * 0.37 - 0.5), 4);
    });
  });

  it('reproduces a parabola by Catmull-Rom', () => {
    const parabola = Array.from({ length: 12 }, (_, i) => i * i);
    along(parabola, 20, { start: 2, step: 0.37 }, 'catmull-rom', 'zero').forEach((value, i) => {
      expect(value).toBeCloseTo((2 + (i + 0.5) * 0.37 - 0.5) ** 2, 3);
    });
  });
});

describe('borders', () => {
  it.each([
    ['bilinear', 0.4],
    ['catmull-rom', 0.4],
    ['bilinear', 2.5],
  ] as const)('repeats the edge so that a flat picture stays flat (%s, step %d)', (enlarging, step) => {
    for (const value of along([7, 7, 7], 30, { start: -5, step }, enlarging, 'edge')) expect(value).toBeCloseTo(7, 5);
  });

  it('is zero outside where asked, half way over the border a half', () => {
    const out = along([1, 1, 1, 1], 8, { start: -2.5, step: 1 }, 'bilinear', 'zero');
    [0, 0, 0.5, 1, 1, 1, 0.5, 0].forEach((value, i) => {
      expect(out[i]).toBeCloseTo(value, 6);
    });
  });

  it('changes continuously from shrinking to enlarging', () => {
    const source = [0, 1, 0.2, 0.9, 0.4, 0.7, 0];
    const over = along(source, 5, { start: 0.3, step: 1 + 1e-6 }, 'bilinear', 'zero');
    const under = along(source, 5, { start: 0.3, step: 1 - 1e-6 }, 'bilinear', 'zero');
    over.forEach((value, i) => {
      expect(value).toBeCloseTo(under[i] as number, 4);
    });
  });
});

it('resamples a plane as its rows and columns say', () => {
  // 3 x 4 source, halved across, tripled rows kept: averages of pairs.
  const source = Float32Array.from([1, 3, 5, 7, 2, 4, 6, 8, 10, 20, 30, 40]);
  const columns = taps(4, 2, { start: 0, step: 2 }, 'bilinear', 'zero');
  const rows = taps(3, 3, { start: 0, step: 1 }, 'bilinear', 'zero');
  const into = new Float32Array(8).fill(-1);
  resamplePlane(source, 4, columns, rows, new Float32Array(6), into, 1);
  expect([...into]).toEqual([-1, 2, 6, 3, 7, 15, 35, -1]);
});

it('names the source indices that are read', () => {
  expect(span(taps(100, 4, { start: 30.5, step: 2 }, 'bilinear', 'zero'))).toEqual([30, 39]);
});

it('the nearest pixel alone is taken where nothing is averaged, shrinking and enlarging', () => {
  const nearest = (source: number, size: number, step: number): number[] => [
    ...taps(source, size, { start: 0, step }, 'nearest', 'zero').first,
  ];
  expect(nearest(9, 3, 3)).toEqual([1, 4, 7]);
  expect(nearest(2, 4, 0.5)).toEqual([0, 0, 1, 1]);
  expect([...taps(9, 3, { start: 0, step: 3 }, 'nearest', 'zero').weights]).toEqual([1, 1, 1]);
});
