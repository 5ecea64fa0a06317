/** Strokes: widths, dots, erasing, strokes off the pad, broken points, and drawing that grows. */
import { describe, expect, it } from 'vitest';
import { outline, rasterise, type Stroke, StrokeRaster } from '../../src/vision/strokes';
import { digitPaths, penStrokes } from '../helpers/strokes';

const SIDE = 112;
const sum = (values: Float32Array): number => values.reduce((a, b) => a + b, 0);

function line(
  from: [number, number],
  to: [number, number],
  more: Partial<Stroke> & { pressure?: number } = {},
): Stroke {
  const { pressure = 0.5, ...rest } = more;
  const points = Array.from({ length: 30 }, (_, i) => ({
    x: from[0] + ((to[0] - from[0]) * i) / 29,
    y: from[1] + ((to[1] - from[1]) * i) / 29,
    pressure,
  }));
  return { points, thickness: 0.1, eraser: false, ...rest };
}

describe('rasterise', () => {
  it('draws a line as wide as its thickness, with round ends', () => {
    const { data, width, height } = rasterise([line([0.2, 0.5], [0.8, 0.5])], SIDE);
    expect([width, height]).toEqual([SIDE, SIDE]);
    let across = 0;
    for (let y = 0; y < SIDE; y++) across += data[y * SIDE + 56] as number;
    expect(Math.abs(across - 0.1 * SIDE)).toBeLessThan(0.6);
    const r = 0.05 * SIDE;
    expect(Math.abs(sum(data) / (0.6 * SIDE * 2 * r + Math.PI * r * r) - 1)).toBeLessThan(0.05);
  });

  it('draws thin lines faint instead of broken', () => {
    const { data } = rasterise([line([0.1, 0.2], [0.9, 0.7], { thickness: 0.003 })], SIDE);
    for (let x = 20; x < 90; x++) {
      let across = 0;
      for (let y = 0; y < SIDE; y++) across += data[y * SIDE + x] as number;
      expect(across).toBeGreaterThan(0.25);
      expect(across).toBeLessThan(0.6);
    }
  });

  it('makes a dot of a single point, and of many at one place', () => {
    const point = { x: 0.5, y: 0.5, pressure: 0.5 };
    for (const points of [[point], [point, point, point]]) {
      const area = sum(rasterise([{ points, thickness: 0.2, eraser: false }], SIDE).data);
      expect(Math.abs(area / (Math.PI * (0.1 * SIDE) ** 2) - 1)).toBeLessThan(0.15);
    }
  });

  it('presses harder, draws wider', () => {
    const areas = [0.1, 0.5, 0.9].map((pressure) =>
      sum(rasterise([line([0.2, 0.5], [0.8, 0.5], { pressure })], SIDE).data),
    );
    expect(areas[1]).toBeGreaterThan(1.2 * (areas[0] as number));
    expect(areas[2]).toBeGreaterThan(1.15 * (areas[1] as number));
  });

  it('erases in order', () => {
    const ink = line([0.2, 0.5], [0.8, 0.5]);
    const rubber = line([0.5, 0.2], [0.5, 0.8], { eraser: true, thickness: 0.2 });
    const { data } = rasterise([ink, rubber], SIDE);
    expect(data[56 * SIDE + 56]).toBe(0);
    expect(data[56 * SIDE + 30]).toBe(1);
    expect(rasterise([rubber, ink], SIDE).data[56 * SIDE + 56]).toBe(1);
  });

  it('never exceeds one where strokes cross', () => {
    for (const path of digitPaths) {
      const { data } = rasterise(penStrokes(path, {}, 0.09), SIDE);
      expect(Math.max(...data)).toBeLessThanOrEqual(1);
      expect(Math.min(...data)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...data)).toBeGreaterThan(0.99);
    }
  });

  it('clips strokes that leave the pad and ignores broken points', () => {
    const out = rasterise([line([-0.5, 0.5], [1.5, 0.5])], SIDE).data;
    expect(out[56 * SIDE]).toBeCloseTo(1, 2);
    expect(out[56 * SIDE + SIDE - 1]).toBeCloseTo(1, 2);
    expect(sum(rasterise([line([-3, -3], [-2, -2])], SIDE).data)).toBe(0);
    const whole = line([0.2, 0.5], [0.8, 0.5]);
    const broken = { ...whole, points: [...whole.points, { x: Number.NaN, y: 0.5, pressure: 0.5 }] };
    expect(rasterise([broken], SIDE).data).toEqual(rasterise([whole], SIDE).data);
    expect(outline({ points: [], thickness: 0.1, eraser: false })).toEqual([]);
    expect(outline({ ...whole, thickness: 0 })).toEqual([]);
  });

  it('scales with the pad', () => {
    const strokes = penStrokes(digitPaths[6] ?? expect.fail(), {}, 0.09);
    const ratio = sum(rasterise(strokes, 224).data) / sum(rasterise(strokes, 56).data);
    expect(Math.abs(ratio / 16 - 1)).toBeLessThan(0.01);
  });
});

describe('StrokeRaster', () => {
  it('agrees with drawing afresh as strokes grow, are added, undone, erased and cleared', () => {
    const raster = new StrokeRaster(64);
    const strokes = digitPaths.slice(12, 18).flatMap((path) => penStrokes(path, { size: 0.5 }, 0.06));
    const rubber: Stroke = { ...line([0.3, 0.1], [0.6, 0.9]), eraser: true };
    const [a, b, c] = strokes as [Stroke, Stroke, Stroke];
    const half = { ...b, points: b.points.slice(0, 7) };
    const states = [[a], [a, half], [a, b], [a, b, rubber], [a, b, rubber, c], [a, b], [b, a], [], [c], strokes];
    for (const state of states) expect(raster.draw(state).data).toEqual(rasterise(state, 64).data);
  });

  it('redraws only the last stroke', () => {
    const raster = new StrokeRaster(64);
    let asked = 0;
    const watched: Stroke = {
      get points() {
        asked++;
        return line([0.2, 0.5], [0.8, 0.5]).points;
      },
      thickness: 0.1,
      eraser: false,
    };
    const last = line([0.5, 0.2], [0.5, 0.8]);
    raster.draw([watched, last]);
    const once = asked;
    for (let i = 0; i < 5; i++) raster.draw([watched, { ...last }]);
    expect(asked).toBe(once);
  });
});
