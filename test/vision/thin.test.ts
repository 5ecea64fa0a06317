/** A thinned drawing has far fewer points, and is the same drawing: to the eye, to the network's input, to its answer. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src/backend';
import { Random } from '../../src/core/random';
import { decodeModel } from '../../src/formats/model';
import { planModel } from '../../src/graph/plan';
import { checkPreprocessing, prepare } from '../../src/vision/preprocessing';
import { GRID, onGrid, rasterise, type Stroke, type StrokePoint } from '../../src/vision/strokes';
import { filled, thinned } from '../../src/vision/thin';
import { digitPaths, penStrokes } from '../helpers/strokes';

/** The coarsest that a link uses (workspace/input/drawing). */
const SHARE = 1 / 16;
/** Side of the square on which the page rasterises a drawing. */
const PAD = 224;

/** A stroke as a quick device tells it: a point every 1/1500 of the pad or so, each a little off. */
function fine({ points, ...pen }: Stroke): Stroke {
  const random = new Random(7);
  const shaken = (value: number): number => value + (random.uniform() - 0.5) / GRID;
  const all = points.flatMap((point, i): StrokePoint[] => {
    const next = points[i + 1] ?? point;
    const count = Math.max(1, Math.round(1500 * Math.hypot(next.x - point.x, next.y - point.y)));
    return Array.from({ length: count }, (_, k) => ({
      x: shaken(point.x + ((next.x - point.x) * k) / count),
      y: shaken(point.y + ((next.y - point.y) * k) / count),
      pressure: point.pressure,
    }));
  });
  return { ...pen, points: all.map(onGrid) };
}

const thin = (strokes: readonly Stroke[]): Stroke[] => strokes.map((each) => thinned(each, SHARE * each.thickness));
const back = (strokes: readonly Stroke[]): Stroke[] =>
  strokes.map((each) => ({ ...each, points: filled(each.points) }));
const count = (strokes: readonly Stroke[]): number => strokes.reduce((sum, { points }) => sum + points.length, 0);

/** The furthest that any point of one line is from the other line, in pad units, by looking at every segment. */
function apart(points: readonly StrokePoint[], line: readonly StrokePoint[]): number {
  let most = 0;
  for (const { x, y } of points) {
    let least = Number.POSITIVE_INFINITY;
    for (const [i, { x: ax, y: ay }] of line.entries()) {
      const { x: bx, y: by } = line[i + 1] ?? { x: ax, y: ay };
      const length = (bx - ax) ** 2 + (by - ay) ** 2;
      const t = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0;
      least = Math.min(least, (x - ax - t * (bx - ax)) ** 2 + (y - ay - t * (by - ay)) ** 2);
    }
    most = Math.max(most, least);
  }
  return Math.sqrt(most);
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0);
const apartIn = (a: Float32Array, b: Float32Array): number[] =>
  Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN)));

/**
 * The drawing as large as the network's input, as it lies on the pad. Not the input itself: its middle of mass is put
 * upon a whole pixel, which a hair can move to the next one.
 */
function coarse(strokes: readonly Stroke[]): Float32Array {
  const [{ data }, side] = [rasterise(strokes, PAD), PAD / 28];
  const sums = new Float32Array(28 * 28);
  data.forEach((value, i) => {
    const pixel = 28 * Math.floor(i / PAD / side) + Math.floor((i % PAD) / side);
    sums[pixel] = (sums[pixel] ?? 0) + value / side ** 2;
  });
  return sums;
}

const stored = decodeModel(
  new Uint8Array(readFileSync(fileURLToPath(new URL('../../public/models/digits.safetensors', import.meta.url)))),
);
const plan = planModel(stored.spec);
const preprocessing = checkPreprocessing(stored.spec.preprocessing);

describe('a thinned stroke', () => {
  test('is nowhere further from the drawn one than the tolerance, and keeps its ends', () => {
    for (const path of digitPaths.filter((_, i) => i % 5 === 0)) {
      for (const stroke of penStrokes(path, {}, 0.045).map(fine)) {
        for (const tolerance of [0.5 / GRID, 2 / GRID, 8 / GRID]) {
          const { points } = thinned(stroke, tolerance);
          expect(apart(stroke.points, points)).toBeLessThanOrEqual(tolerance);
          expect([points[0], points.at(-1)]).toEqual([stroke.points[0], stroke.points.at(-1)]);
          for (const point of points) expect(stroke.points).toContain(point);
        }
      }
    }
  });

  test('keeps where the pen was pressed, and what goes back and forth', () => {
    const line = Array.from({ length: 101 }, (_, i) => onGrid({ x: i / 128, y: 0.5, pressure: 0.5 }));
    expect(thinned({ points: line, thickness: 0.09, eraser: false }, 1e-6).points).toHaveLength(2);
    const pressed = line.map((point, i) => ({ ...point, pressure: i === 50 ? 1 : 0.5 }));
    expect(thinned({ points: pressed, thickness: 0.09, eraser: false }, 0.005).points).toContain(pressed[50]);
    const returning = [...line, ...line.toReversed()];
    expect(thinned({ points: returning, thickness: 0.09, eraser: false }, 0.005).points).toContain(line[100]);
  });

  test('of a point is a point', () => {
    const point = { x: 0.5, y: 0.5, pressure: 0.5 };
    expect(thinned({ points: [point], thickness: 0.09, eraser: false }, 0.01).points).toEqual([point]);
    expect(filled([point])).toEqual([point]);
  });
});

test.each(['thin', 'medium', 'thick'] as const)(
  'with a %s pen, every digit in every hand is seen as before, and gets the same answer',
  async (pen) => {
    const thickness = { thin: 0.045, medium: 0.09, thick: 0.1 }[pen];
    const { backend } = await openBackend('reference');
    const program = await backend.load(plan, stored.weights);
    const answer = async (strokes: readonly Stroke[]): Promise<Float32Array> => {
      const given = { kind: 'drawing', ink: rasterise(strokes, PAD) } as const;
      const prepared = prepare(preprocessing, given) ?? expect.fail('nothing drawn');
      program.write(plan.input, prepared.tensor);
      const { output } = await program.run();
      return output.slice();
    };
    for (const path of digitPaths) {
      const strokes = penStrokes(path, {}, thickness).map(fine);
      const fewer = thin(strokes);
      expect(count(fewer) * 15, path.hand).toBeLessThan(count(strokes));
      const before = await answer(strokes);
      const after = await answer(back(fewer));
      const name = `${path.digit} ${path.hand}`;
      // Of all ink, one part in fifteen is elsewhere, all of it at edges. Where the pen turns sharply, perfect-freehand
      // sets a round cap or none, as single points have it: a few pixels differ more there, as they do between two ways
      // to tell the same corner.
      const was = coarse(strokes);
      const differences = apartIn(was, coarse(back(fewer)));
      expect(sum(differences) / sum(was), name).toBeLessThan(1 / 15);
      expect(differences.filter((each) => each > 1 / 8).length, name).toBeLessThanOrEqual(16);
      expect(Math.max(...differences), name).toBeLessThan(0.7);
      expect(Math.max(...apartIn(before, after)), name).toBeLessThan(0.01);
    }
    program.dispose();
    backend.dispose();
  },
);
