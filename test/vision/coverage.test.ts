/** Polygon coverage: exact areas, agreement with a supersampled winding number, clipping. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Coverage } from '../../src/vision/coverage';

type Point = readonly [x: number, y: number];

function filled(polygon: readonly Point[], width = 16, height = 12): Float32Array {
  const into = new Float32Array(width * height);
  new Coverage(width, height).fill(polygon, 1, (i, coverage) => {
    into[i] = coverage;
  });
  return into;
}

const sum = (values: Float32Array): number => values.reduce((a, b) => a + b, 0);

function shoelace(polygon: readonly Point[]): number {
  return (
    polygon.reduce((area, [x, y], i) => {
      const [nextX, nextY] = polygon[(i + 1) % polygon.length] as Point;
      return area + x * nextY - nextX * y;
    }, 0) / 2
  );
}

/** Winding number of a polygon around a point, by crossings of the ray to the right. */
function winding(polygon: readonly Point[], px: number, py: number): number {
  let turns = 0;
  polygon.forEach(([x0, y0], i) => {
    const [x1, y1] = polygon[(i + 1) % polygon.length] as Point;
    if (y0 <= py === y1 <= py) return;
    if (x0 + ((py - y0) / (y1 - y0)) * (x1 - x0) > px) turns += y1 > y0 ? 1 : -1;
  });
  return turns;
}

describe('Coverage', () => {
  it('gives each pixel its covered area', () => {
    const into = filled([
      [2.25, 3.5],
      [5.5, 3.5],
      [5.5, 5],
      [2.25, 5],
    ]);
    const row = (y: number): number[] => [...into.subarray(16 * y + 1, 16 * y + 7)];
    expect(row(3)).toEqual([0, 0.375, 0.5, 0.5, 0.25, 0]);
    expect(row(4)).toEqual([0, 0.75, 1, 1, 0.5, 0]);
    expect(sum(into)).toBeCloseTo(3.25 * 1.5, 5);
  });

  const triangle = fc
    .array(fc.tuple(fc.double({ min: 0, max: 16, noNaN: true }), fc.double({ min: 0, max: 12, noNaN: true })), {
      minLength: 3,
      maxLength: 3,
    })
    // Slivers disappear in the rounding that is meant to hide dust.
    .filter((points) => Math.abs(shoelace(points)) > 0.5);

  it('covers the area of any triangle, whichever way it turns', () => {
    fc.assert(
      fc.property(triangle, (points) => {
        expect(Math.abs(sum(filled(points)) - Math.abs(shoelace(points)))).toBeLessThan(0.02);
        expect(sum(filled(points.toReversed()))).toBeCloseTo(sum(filled(points)), 3);
      }),
    );
  });

  it('clips: what lies outside does not change what lies inside', () => {
    const point = fc.tuple(
      fc.double({ min: -30, max: 40, noNaN: true }),
      fc.double({ min: -30, max: 40, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 3 }), (points) => {
        const small = filled(points);
        const large = filled(
          points.map(([x, y]) => [x + 30, y + 30] as const),
          80,
          80,
        );
        for (let y = 0; y < 12; y++) {
          for (let x = 0; x < 16; x++) {
            expect(Math.abs((small[16 * y + x] as number) - (large[80 * (y + 30) + x + 30] as number))).toBeLessThan(
              1e-3,
            );
          }
        }
      }),
    );
  });

  it('fills where an outline overlaps itself, by the non-zero rule', () => {
    // A figure that goes round twice with a loop: its middle has winding two.
    const twice: Point[] = [];
    for (let i = 0; i < 60; i++) {
      const angle = (4 * Math.PI * i) / 60;
      const radius = 3 + 1.5 * Math.sin(angle / 2);
      twice.push([8 + radius * Math.cos(angle), 6 + radius * Math.sin(angle)]);
    }
    const into = filled(twice);
    const n = 16;
    for (let y = 0; y < 12; y++) {
      for (let x = 0; x < 16; x++) {
        let inside = 0;
        for (let k = 0; k < n * n; k++) {
          if (winding(twice, x + ((k % n) + 0.5) / n, y + (Math.floor(k / n) + 0.5) / n) !== 0) inside++;
        }
        const share = inside / n ** 2;
        // Exact where a pixel is wholly in or out; partly covered pixels may add two windings up.
        if (share === 0 || share === 1) expect(Math.abs((into[16 * y + x] as number) - share)).toBeLessThan(0.01);
        else expect(into[16 * y + x]).toBeGreaterThanOrEqual(share - 0.02);
      }
    }
  });

  it('leaves nothing behind for the next fill', () => {
    const coverage = new Coverage(8, 8);
    coverage.fill(
      [
        [-3, -3],
        [20, 1],
        [4, 30],
      ],
      1,
      () => {},
    );
    let painted = 0;
    coverage.fill(
      [
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 2],
      ],
      1,
      (i, value) => {
        expect([i, value]).toEqual([9, 1]);
        painted++;
      },
    );
    expect(painted).toBe(1);
  });

  it('paints nothing for fewer than three vertices', () => {
    expect(
      sum(
        filled([
          [1, 1],
          [5, 5],
        ]),
      ),
    ).toBe(0);
    expect(sum(filled([]))).toBe(0);
  });
});
