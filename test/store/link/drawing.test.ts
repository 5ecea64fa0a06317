/** A drawing in an address comes back as it was, is short, and nonsense is no drawing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawingText, readDrawing } from '../../../src/store/link/drawing';
import { GRID, PRESSURES } from '../../../src/vision/strokes';
import { beginStroke, createGesture, extendStroke, thicknesses } from '../../../src/workspace/gesture';
import { digitPaths, place } from '../../helpers/strokes';

const along = fc.oneof(
  fc.integer({ min: 0, max: GRID }),
  fc.integer({ min: -2 * GRID, max: 2 * GRID }),
  // A hand that moves slowly.
  fc.integer({ min: 500, max: 540 }),
);
const point = (pressure: fc.Arbitrary<number>) =>
  fc.tuple(along, along, pressure).map(([x, y, p]) => ({ x: x / GRID, y: y / GRID, pressure: p / PRESSURES }));
const stroke = fc.oneof(
  ...[fc.constant(PRESSURES / 2), fc.integer({ min: 0, max: PRESSURES })].map((pressure) =>
    fc.record({
      points: fc.array(point(pressure), { minLength: 1, maxLength: 60 }),
      thickness: fc.constantFrom(...Object.values(thicknesses)),
      eraser: fc.boolean(),
    }),
  ),
);

describe('a drawing', () => {
  test('comes back exactly', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 6 }), (strokes) => {
        const text = drawingText(strokes);
        expect(text).toMatch(/^[\w-]+$/);
        expect(readDrawing(text)).toEqual(strokes);
      }),
    );
  });

  test('as a hand makes it lies on the grid, and needs about a byte a point', () => {
    const digit = digitPaths.find((path) => path.digit === 3) ?? expect.fail('no 3');
    const gesture = createGesture();
    let count = 0;
    for (const [first, ...rest] of place(digit)) {
      if (!first) continue;
      const at = ([x, y]: readonly [number, number]) => ({ x: x + 1e-5, y, pressure: 0.5 });
      beginStroke(gesture, at(first));
      extendStroke(gesture, rest.map(at));
      count += rest.length + 1;
    }
    const { strokes } = gesture.getState();
    const text = drawingText(strokes) ?? expect.fail('no text');
    expect(readDrawing(text)).toEqual(strokes);
    expect((text.length * 3) / 4 / count).toBeLessThan(2);
  });

  test('that is too long for an address, or empty, is not told', () => {
    const points = Array.from({ length: 5000 }, () => ({ x: 0.5, y: 0.5, pressure: 0.5 }));
    const pen = { thickness: thicknesses.thin, eraser: false };
    expect(drawingText([{ ...pen, points }])).toBeNull();
    expect(drawingText([])).toBeNull();
    // Nor are points that are no places.
    const broken = [{ ...pen, points: [{ x: Number.NaN, y: 0, pressure: Infinity }, ...points.slice(0, 2)] }];
    expect(readDrawing(drawingText(broken))).toEqual([{ ...pen, points: points.slice(0, 2) }]);
  });

  test('is not made of nonsense', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[\w-]{0,80}$/),
      // What begins well.
      fc.stringMatching(/^AQ[\w-]{0,80}$/),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const { points, thickness } of readDrawing(text) ?? []) {
          expect(points.length).toBeGreaterThan(0);
          expect(Object.values<number>(thicknesses)).toContain(thickness);
          for (const { x, y, pressure } of points) {
            expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(2);
            expect(pressure).toBeGreaterThanOrEqual(0);
            expect(pressure).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 2000 },
    );
    const text = drawingText([
      { points: [{ x: 0.5, y: 0.5, pressure: 0.5 }], thickness: thicknesses.thick, eraser: true },
    ]);
    for (const cut of [`${text}A`, text?.slice(0, -2) ?? null, '', null, 'AQ', `A${'A'.repeat(5000)}`]) {
      expect(readDrawing(cut)).toBeNull();
    }
  });
});
