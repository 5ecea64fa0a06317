/**
 * How people write the ten digits: pen paths in several hands for each, for tests that draw. A path lies in a frame of
 * 0..1, the digit filling it from top to bottom; `place` puts it on the pad at a size, place, slant and turn.
 */
import type { Stroke } from '../../src/vision/strokes';

export type Point = readonly [x: number, y: number];

/**
 * Digit, hand, and path: points in hundredths of the frame, `/` after a point that is a corner, `|` between strokes.
 */
const hands: readonly (readonly [digit: number, hand: string, path: string])[] = [
  [0, 'oval', '58 3, 44 2, 30 11, 21 29, 18 51, 22 72, 31 89, 44 98, 59 97, 72 86, 80 67, 82 45, 77 24, 67 8, 53 1'],
  [0, 'narrow', '61 8, 52 1, 42 4, 34 17, 29 36, 28 57, 32 78, 39 92, 48 99, 58 96, 66 83, 71 64, 72 43, 68 22, 61 8'],
  [0, 'spiral', '60 6, 38 3, 20 24, 14 55, 24 87, 48 98, 72 85, 83 52, 76 20, 58 10, 44 14'],
  [1, 'bar', '53 1, 51 30, 50 62, 47 99'],
  [1, 'leaning', '66 2, 56 34, 45 68, 35 98'],
  [1, 'flag', '38 20, 47 12, 55 2 / 54 35, 52 70, 52 98'],
  [2, 'plain', '20 26, 29 9, 50 2, 70 10, 75 28, 65 50, 44 74, 18 96 / 46 94, 85 96'],
  [2, 'looped', '24 20, 38 4, 60 3, 74 18, 68 42, 50 66, 30 88, 16 92, 14 82, 27 77, 46 87, 66 96, 86 90'],
  [2, 'wide', '12 16, 32 4, 62 5, 78 20, 66 48, 40 74, 10 94 / 36 88, 62 94, 92 92'],
  [3, 'round', '24 14, 42 3, 64 7, 71 23, 61 39, 42 46 / 63 50, 77 68, 68 90, 44 98, 20 88'],
  [3, 'flat', '20 5, 46 4, 74 4 / 58 22, 44 40 / 64 44, 78 62, 73 85, 50 97, 22 90'],
  [3, 'looped', '28 10, 50 2, 70 12, 68 30, 50 43, 38 45, 40 39, 52 43, 70 55, 75 76, 58 95, 34 97, 16 85'],
  [4, 'open', '25 4, 21 26, 18 50 / 44 52, 82 49 | 69 6, 66 40, 63 99'],
  [4, 'closed', '64 2, 42 32, 13 64 / 46 65, 88 63 | 65 2, 66 42, 65 98'],
  [4, 'one stroke', '28 8, 22 32, 24 50, 42 55, 60 44, 71 12 / 66 50, 60 98'],
  [5, 'two strokes', '32 5, 29 24, 27 42 / 48 37, 70 48, 75 70, 60 93, 36 97, 17 87 | 32 5, 54 5, 77 3'],
  [5, 'one stroke', '78 5, 56 5, 34 7 / 31 24, 29 43 / 50 38, 72 50, 74 74, 56 95, 30 97, 16 86'],
  [5, 'flowing', '84 6, 66 3, 44 8, 33 24, 36 40, 52 47, 66 60, 65 83, 44 97, 18 94'],
  [6, 'plain', '64 2, 45 18, 29 45, 23 72, 32 93, 53 98, 72 86, 74 68, 60 55, 41 58, 26 74'],
  [6, 'straight', '40 2, 31 30, 25 62, 30 88, 48 98, 67 88, 68 70, 53 61, 36 68, 27 82'],
  [6, 'curled', '74 12, 60 3, 40 12, 24 38, 19 68, 30 92, 54 98, 75 84, 74 62, 55 50, 34 56, 22 72'],
  [7, 'plain', '17 6, 46 5, 79 4 / 63 36, 50 66, 40 99'],
  [7, 'curved', '16 20, 19 9, 40 5, 62 8, 80 5 / 66 28, 52 58, 48 98'],
  [7, 'crossed', '20 7, 50 7, 80 5 / 62 36, 47 68, 38 98 | 36 51, 54 50, 74 47'],
  [8, 'figure', '68 14, 50 3, 31 12, 32 30, 50 46, 69 64, 73 84, 55 97, 33 92, 25 74, 37 56, 55 42, 69 28, 69 13'],
  [
    8,
    'two rings',
    '50 46, 59 44, 66 38, 70 29, 70 19, 66 10, 59 4, 50 2, 41 4, 34 10, 30 19, 30 29, 34 38, 41 44, 50 46 | 50 46, 61 49, 71 56, 75 67, 75 78, 70 89, 60 96, 49 98, 38 95, 29 87, 24 76, 25 64, 31 54, 41 48, 52 46',
  ],
  [8, 'open top', '77 8, 54 4, 34 14, 36 33, 54 48, 66 66, 62 88, 43 98, 25 87, 28 68, 46 50, 66 34, 79 15'],
  [9, 'straight', '71 20, 60 5, 41 5, 26 20, 29 39, 47 46, 63 36, 71 18 / 70 50, 68 99'],
  [9, 'tailed', '70 16, 53 3, 33 9, 25 28, 37 45, 57 42, 70 24, 73 50, 68 80, 50 97, 26 93'],
  [9, 'leaning', '76 13, 58 2, 38 12, 30 30, 39 43, 56 37, 74 13 / 62 46, 48 98'],
];

/** For every stroke of a path, the smooth curves between its corners; each begins where the last one ended. */
function parse(path: string): Point[][][] {
  return path.split(' | ').map((stroke) => {
    let corner: Point | undefined;
    return stroke.split(' / ').map((text) => {
      const points = text.split(', ').map((pair): Point => {
        const [x = 0, y = 0] = pair.split(' ').map(Number);
        return [x / 100, y / 100];
      });
      if (corner) points.unshift(corner);
      corner = points.at(-1);
      return points;
    });
  });
}

/** A Catmull-Rom curve through the points, `steps` pieces between each two, without its first point. */
function curve(points: readonly Point[], steps: number): Point[] {
  const at = (i: number): Point => points[Math.min(points.length - 1, Math.max(0, i))] as Point;
  const out: Point[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    for (let k = 1; k <= steps; k++) {
      const t = k / steps;
      const blend = (axis: 0 | 1): number => {
        const [a, b, c, d] = [at(i - 1)[axis], at(i)[axis], at(i + 1)[axis], at(i + 2)[axis]];
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
      };
      out.push([blend(0), blend(1)]);
    }
  }
  return out;
}

export interface DigitPath {
  readonly digit: number;
  readonly hand: string;
  /** One polyline a stroke, points close together as a mouse gives them. */
  readonly strokes: readonly (readonly Point[])[];
}

/** Three hands for each of the ten digits. */
export const digitPaths: readonly DigitPath[] = hands.map(([digit, hand, path]) => ({
  digit,
  hand,
  strokes: parse(path).map((curves) => [
    ...(curves[0]?.slice(0, 1) ?? []),
    ...curves.flatMap((points) => curve(points, 8)),
  ]),
}));

export interface Place {
  /** Height of the digit in pad units. */
  readonly size: number;
  /** Where its middle lies on the pad. */
  readonly x: number;
  readonly y: number;
  /** Horizontal shift per unit of height, to the right at the top. */
  readonly slant: number;
  /** Clockwise turn in degrees. */
  readonly turn: number;
}

export const middle: Place = { size: 0.65, x: 0.5, y: 0.5, slant: 0, turn: 0 };

/** The polylines of a digit on the pad, in pad units. */
export function place(path: DigitPath, where: Partial<Place> = {}): Point[][] {
  const { size, x, y, slant, turn } = { ...middle, ...where };
  const cos = Math.cos((turn * Math.PI) / 180);
  const sin = Math.sin((turn * Math.PI) / 180);
  return path.strokes.map((points) =>
    points.map(([px, py]): Point => {
      const v = size * (py - 0.5);
      const u = size * (px - 0.5) - slant * v;
      return [x + cos * u - sin * v, y + sin * u + cos * v];
    }),
  );
}

/** The same as pen strokes of a thickness in pad units. */
export function penStrokes(path: DigitPath, where: Partial<Place>, thickness: number): Stroke[] {
  return place(path, where).map((points) => ({
    points: points.map(([x, y]) => ({ x, y, pressure: 0.5 })),
    thickness,
    eraser: false,
  }));
}
