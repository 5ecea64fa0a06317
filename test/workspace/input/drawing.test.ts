/** A drawing in an address comes back as it was, is short, and nonsense is no drawing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '../../../src/core/base64url';
import { GRID, onGrid, PRESSURES, type Stroke } from '../../../src/vision/strokes';
import { beginStroke, createGesture, extendStroke, thicknesses } from '../../../src/workspace/gesture';
import { drawingText, readDrawing } from '../../../src/workspace/input/drawing';
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

  test('that is long is thinned, and comes back as the same text however often it is passed on', () => {
    const pen = { thickness: thicknesses.medium, eraser: false };
    const spiral = (turns: number): Stroke[] => [
      {
        ...pen,
        points: Array.from({ length: 500 * turns }, (_, i) => {
          const [angle, radius] = [(i * 2 * Math.PI) / 500, 0.45 * (1 - i / 500 / turns)];
          const pressure = (20 + Math.round(12 * Math.cos(angle))) / PRESSURES;
          return onGrid({ x: 0.5 + radius * Math.cos(angle), y: 0.5 + radius * Math.sin(angle), pressure });
        }),
      },
      { ...pen, points: [{ x: 0.25, y: 0.5, pressure: 0.5 }] },
    ];
    const long = spiral(12);
    const text = drawingText(long) ?? expect.fail('no text');
    expect(text.length).toBeLessThanOrEqual(4000);
    const read = readDrawing(text) ?? expect.fail('no drawing');
    expect(read[1]).toEqual(long[1]);
    const [coarsest, first] = [thicknesses.medium / 16, long[0]?.points ?? []];
    for (const [i, { x, y }] of (read[0]?.points ?? []).entries()) {
      if (i % 32 > 0) continue;
      const nearest = Math.min(...first.map((point) => Math.hypot(point.x - x, point.y - y)));
      expect(nearest).toBeLessThan(coarsest + 0.005);
    }
    expect(drawingText(read)).toBe(text);
    expect(readDrawing(drawingText(read))).toEqual(read);
    // What is drawn beside it changes nothing of it.
    const more = readDrawing(drawingText([...read, ...spiral(1)]));
    expect(more?.slice(0, 2)).toEqual(read);
    // One that fits as it is stays as it is.
    expect(readDrawing(drawingText(spiral(1)))).toEqual(spiral(1));
  });

  test('that is too long even so, or empty, is not told', () => {
    const points = Array.from({ length: 5000 }, (_, i) =>
      onGrid({ x: (i * 0.618) % 1, y: (i * 0.41) % 1, pressure: 0.5 }),
    );
    const pen = { thickness: thicknesses.thin, eraser: false };
    expect(drawingText([{ ...pen, points }])).toBeNull();
    expect(drawingText([])).toBeNull();
    // Nor are points that are no places.
    const broken = [{ ...pen, points: [{ x: Number.NaN, y: 0, pressure: Infinity }, ...points.slice(0, 2)] }];
    expect(readDrawing(drawingText(broken))).toEqual([{ ...pen, points: points.slice(0, 2) }]);
  });

  test('that asks for more points than a hand draws is none', () => {
    // A thousand times from edge to edge: a short text, of which each line is filled with points.
    const across = {
      points: [
        { x: -2, y: -2, pressure: 0.5 },
        { x: 2, y: 2, pressure: 0.5 },
      ],
      eraser: false,
    };
    const line = drawingText([{ ...across, thickness: thicknesses.thin }]) ?? expect.fail('no text');
    const [form = 0, pen = 0, ...rest] = fromBase64url(line) ?? [];
    const many = (count: number) =>
      toBase64url([form, ...Array.from({ length: count }, () => [pen | 16, ...rest]).flat()]);
    expect(readDrawing(many(1))?.[0]?.points.length).toBeGreaterThan(1000);
    expect(many(200).length).toBeLessThan(4000);
    expect(readDrawing(many(200))).toBeNull();
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
