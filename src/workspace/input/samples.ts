/** Ten sample digits for people who cannot or prefer not to draw: pen strokes, centred on the pad. */
import { onGrid, PEN_THICKNESS, type Stroke, type StrokePoint } from '../../vision/strokes';
import { type Gesture, replaceDrawing } from '../gesture';

/** Points in hundredths of a frame of 0.65 pads: a smooth curve through them, `/` after a corner, `|` between strokes. */
const paths = [
  '57 5, 44 3, 31 12, 22 31, 20 53, 24 74, 34 91, 48 98, 63 94, 75 81, 81 62, 81 42, 75 23, 66 9, 55 3',
  '37 24, 47 15, 55 3 / 54 35, 53 67, 52 98',
  '21 25, 31 9, 50 2, 68 9, 74 27, 65 50, 44 75, 19 96 / 50 94, 84 95',
  '24 15, 42 3, 63 7, 71 23, 61 39, 41 46 / 63 50, 76 67, 69 88, 45 98, 20 89',
  '29 4, 24 27, 19 50 / 46 53, 82 50 | 68 6, 66 50, 63 98',
  '32 5, 30 23, 28 42 / 49 37, 69 47, 75 69, 61 91, 37 97, 17 88 | 32 5, 54 5, 77 4',
  '66 2, 47 15, 31 39, 24 68, 32 91, 51 98, 69 88, 74 71, 65 58, 49 56, 34 64, 25 78',
  '17 6, 47 5, 79 5 / 63 35, 50 66, 41 98',
  '68 15, 51 3, 33 11, 34 29, 50 46, 68 64, 70 85, 52 98, 33 91, 28 74, 39 58, 56 42, 69 29, 67 13',
  '71 21, 60 6, 43 5, 29 17, 28 35, 43 46, 60 39, 71 20 / 70 50, 68 98',
] as const;

const SIZE = 0.65;
/** Points from each of a path's to the next, as close as a pointer's moves. */
const STEPS = 6;

type Point = readonly [x: number, y: number];

/** A vector sum: each point times its factor. */
const sum = (...terms: readonly (readonly [factor: number, point: Point])[]): Point => [
  terms.reduce((total, [factor, [x]]) => total + factor * x, 0),
  terms.reduce((total, [factor, [, y]]) => total + factor * y, 0),
];

/**
 * The curve from `b` to `c` on the way from `a` to `d`, without `c`: centripetal Catmull-Rom, which makes no loops
 * between unevenly spaced points (Yuksel, Schaefer and Keyser 2011, Parameterization and applications of Catmull-Rom
 * curves), in Hermite form.
 */
function curve(a: Point, b: Point, c: Point, d: Point): Point[] {
  const root = (from: Point, to: Point): number => Math.sqrt(Math.hypot(to[0] - from[0], to[1] - from[1]));
  const [ab, bc, cd] = [root(a, b), root(b, c), root(c, d)];
  const way = sum([1, c], [-1, b]);
  const start = sum([1, way], [bc / ab, b], [-bc / ab, a], [-bc / (ab + bc), c], [bc / (ab + bc), a]);
  const end = sum([1, way], [bc / cd, d], [-bc / cd, c], [-bc / (bc + cd), d], [bc / (bc + cd), b]);
  return Array.from({ length: STEPS }, (_, k) => {
    const t = k / STEPS;
    const at = t * t * (3 - 2 * t);
    return sum([1 - at, b], [t * (1 - t) ** 2, start], [at, c], [t * t * (t - 1), end]);
  });
}

/** The smooth curve through points, without the last: beyond its ends it goes on as if mirrored. */
function smooth(points: readonly Point[]): Point[] {
  const [first, second] = points;
  const [beforeLast, last] = points.slice(-2);
  if (!first || !second || !beforeLast || !last) return [];
  const all = [sum([2, first], [-1, second]), ...points, sum([2, last], [-1, beforeLast])];
  return all.slice(3).flatMap((d, i) => curve(all[i] as Point, all[i + 1] as Point, all[i + 2] as Point, d));
}

function strokeOf(path: string): Stroke {
  const curves: Point[][] = [];
  let corner: Point[] = [];
  for (const text of path.split(' / ')) {
    const points = text.split(', ').map((pair): Point => {
      const [x = 0, y = 0] = pair.split(' ').map(Number);
      return [x, y];
    });
    curves.push(smooth([...corner, ...points]));
    corner = points.slice(-1);
  }
  const points = [...curves.flat(), ...corner].map(
    ([x, y]): StrokePoint =>
      onGrid({ x: 0.5 + SIZE * (x / 100 - 0.5), y: 0.5 + SIZE * (y / 100 - 0.5), pressure: 0.5 }),
  );
  return { points, thickness: PEN_THICKNESS, eraser: false };
}

/** The strokes of each digit, 0 to 9. */
export const samples: readonly (readonly Stroke[])[] = paths.map((path) => path.split(' | ').map(strokeOf));

/** Halfway between a one and a seven. */
const undecided = ['60 4, 50 98', '60 4, 44 5'].map(strokeOf);

const given = new Set([...samples.flat(), ...undecided]);

/** Whether a drawing is only what was drawn for the person. */
export const isGiven = (strokes: readonly Stroke[]): boolean => strokes.every((stroke) => given.has(stroke));

/** Replaces the drawing with a sample; undo restores it. */
export function drawSample(gesture: Gesture, digit: number | 'undecided'): void {
  const strokes = digit === 'undecided' ? undecided : samples[digit];
  if (strokes) replaceDrawing(gesture, strokes);
}
