/**
 * Drawings as people make them on the pad, from a seed: digits in many hands, sizes, places, widths, slants and pens, and
 * what is no digit. None of these paths is one that the network digits has learned from (tools/train/glyphs.ts).
 */
import { Random } from '../../src/core/random';
import { parsePath, tracePath } from '../../src/vision/penPath';
import type { Stroke } from '../../src/vision/strokes';
import { digitPaths, type Point } from './strokes';

interface Hand {
  readonly what: string;
  /** One polyline a stroke, in a frame of 0..1. */
  readonly strokes: readonly (readonly Point[])[];
}

const traced = (path: string): Point[][] =>
  parsePath(path).map((curves) => tracePath(curves).map(([x, y]): Point => [x / 100, y / 100]));

/** Habits of writing, beside the hands in strokes.ts. */
const habits: readonly (readonly [digit: number, habit: string, path: string])[] = [
  [0, 'closed from the right', '74 20, 58 3, 36 8, 22 34, 22 66, 38 94, 62 95, 78 68, 78 36, 68 12, 54 4'],
  [0, 'with a tail', '56 1, 38 5, 25 28, 22 58, 34 90, 56 97, 75 78, 79 44, 68 12, 48 5, 38 14'],
  [1, 'upstroke', '20 40, 40 20, 57 1 / 56 48, 53 99'],
  [1, 'upstroke and foot', '26 32, 42 15, 56 1 / 55 50, 54 97 | 30 98, 55 97, 79 97'],
  [1, 'long upstroke and foot', '10 52, 34 27, 58 1 / 56 50, 55 98 | 27 99, 56 98, 84 97'],
  [1, 'foot in one go', '33 26, 55 2 / 54 60, 53 97 / 31 98 / 77 98'],
  [1, 'foot only', '51 1, 50 50, 50 98 | 27 98, 51 98, 73 98'],
  [2, 'looped', '21 22, 34 5, 57 2, 73 16, 69 38, 51 63, 32 86, 18 93, 15 85, 25 78, 44 85, 64 97, 88 91'],
  [2, 'looped and leaning', '32 20, 46 4, 66 4, 78 18, 68 40, 46 64, 24 88, 12 92, 12 82, 24 78, 40 88, 58 96, 80 90'],
  [2, 'angular', '20 20, 36 3, 62 4, 74 22, 62 46 / 17 97 / 83 96'],
  [3, 'with a straight top', '18 4, 72 4 / 42 38 / 64 42, 77 60, 72 84, 48 98, 20 90'],
  [4, 'open', '27 3, 22 28, 17 54 / 50 55, 86 53 | 65 22, 63 60, 61 99'],
  [4, 'open and angular', '32 2, 14 58 / 84 58 | 60 30, 60 99'],
  [4, 'open and wide', '14 6, 12 34, 14 52 / 50 54, 88 50 | 76 4, 74 50, 70 98'],
  [5, 'hat last', '30 8, 28 26, 26 44 / 46 38, 70 46, 77 66, 62 92, 38 98, 18 90 | 30 7, 54 6, 80 3'],
  [6, 'open loop', '62 1, 42 20, 28 46, 24 74, 38 95, 60 94, 72 78, 62 62, 44 62, 32 72'],
  [7, 'crossed', '18 5, 48 5, 82 4 / 64 36, 50 68, 42 99 | 34 50, 56 49, 76 47'],
  [7, 'crossed with a serif', '17 19, 19 6, 50 5, 83 4 / 64 36, 52 66, 45 98 | 33 53, 55 51, 77 50'],
  [7, 'crossed and upright', '22 4, 76 4 / 58 46, 54 99 | 34 48, 78 46'],
  [7, 'serif', '15 20, 18 6, 48 5, 82 4 / 63 38, 52 66, 47 99'],
  [8, 'from the middle', '50 47, 36 36, 33 16, 49 2, 67 13, 66 34, 51 47, 32 62, 26 82, 49 98, 73 83, 69 61, 50 47'],
  [9, 'hooked', '72 20, 55 2, 34 9, 27 30, 43 47, 64 38, 73 18, 75 52, 66 84, 46 98, 25 90'],
];

export const digitHands: readonly (Hand & { readonly digit: number })[] = [
  ...digitPaths.map(({ digit, hand, strokes }) => ({ digit, what: `${digit}, ${hand}`, strokes })),
  ...habits.map(([digit, habit, path]) => ({ digit, what: `${digit}, ${habit}`, strokes: traced(path) })),
];

/** What is no digit, by kind: letters and figures in other hands, and some letters and figures that are learned nowhere. */
const others: readonly (readonly [kind: string, ...paths: string[]])[] = [
  ['letter A', '50 2, 12 98 | 50 2, 86 98 | 26 62, 74 60'],
  ['letter E', '74 6, 26 4, 24 50, 26 96, 76 94 | 26 50, 64 48'],
  ['letter G', '82 20, 58 3, 30 14, 16 48, 28 84, 56 98, 82 84 / 82 56 / 56 56'],
  ['letter H', '18 4, 22 98 | 80 2, 78 98 | 20 52, 80 48'],
  ['letter K', '24 2, 26 98 | 78 6, 28 54 / 82 96'],
  ['letter M', '12 98, 20 6, 48 70, 78 4, 90 98'],
  ['letter R', '26 4, 24 98 | 24 6, 60 4, 74 22, 58 46, 26 50 / 78 98'],
  ['letter W', '4 6, 24 94, 50 40, 74 96, 96 4'],
  ['letter X', '14 4, 50 52, 88 98 | 84 4, 12 96'],
  ['letter a', '68 30, 44 16, 20 36, 18 70, 38 92, 62 78, 70 30 / 72 74, 92 92'],
  ['letter k', '28 2, 26 98 | 70 36, 28 68, 74 96'],
  ['letter m', '10 24, 12 96 | 12 44, 32 24, 46 46, 46 96 | 46 46, 68 24, 84 44, 86 96'],
  ['letter w', '6 20, 26 88, 48 30, 70 88, 94 16'],
  ['omega', '12 96, 38 94 / 18 60, 20 26, 50 4, 80 26, 82 60 / 62 94, 90 96'],
  ['phi', '50 0, 50 100 | 50 26, 20 36, 16 62, 50 76, 84 62, 80 36, 50 26'],
  ['bieup', '20 4, 20 96 / 80 96 | 80 4, 80 96 | 20 46, 80 46'],
  ['tieut', '82 6, 18 8 / 18 92 / 86 90 | 20 48, 78 46'],
  ['heart', '50 96, 8 44, 14 12, 38 6, 50 28, 64 6, 88 12, 92 44, 50 96'],
  ['star', '50 2, 22 96 / 96 36 / 4 36 / 78 96 / 50 2'],
  ['arrow', '4 52, 94 50 | 66 22, 96 50, 66 80'],
  ['square', '10 12, 12 88 / 90 90 / 88 10 / 10 12'],
  ['triangle', '50 6, 10 92 / 92 90 / 50 6'],
  ['cross', '50 6, 48 96 | 6 48, 96 50'],
  ['ladder', '24 2, 24 98 | 76 2, 76 98 | 24 28, 76 28 | 24 66, 76 66'],
  ['cloud', '20 76, 6 58, 24 42, 34 22, 58 20, 70 38, 92 44, 92 70, 74 78, 20 76'],
  ['face', '50 4, 10 30, 12 72, 50 96, 88 72, 90 30, 50 4 | 36 36, 36 44 | 64 36, 64 44 | 30 66, 50 78, 70 64'],
  ['wave', '2 40, 22 66, 42 36, 62 66, 82 36, 98 60'],
  ['dollar', '74 20, 50 10, 28 24, 50 48, 72 68, 50 90, 24 78 | 50 0, 50 100'],
];

/** Draws polylines of a frame of 0..1 as a person might. */
function drawn(strokes: Hand['strokes'], random: Random): Stroke[] {
  const size = random.uniform(0.22, 0.88);
  const wide = size * random.uniform(0.72, 1.15);
  const slant = random.uniform(-0.3, 0.4);
  const angle = random.uniform(-0.17, 0.17);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const room = (0.96 - size) / 2;
  const [x, y] = [0.5 + random.uniform(-room, room), 0.5 + random.uniform(-room, room)];
  const thickness = Math.min(random.uniform(0.04, 0.13), 0.2 * size);
  // The hand wavers slowly, each time otherwise.
  const waver = [0, 1].map(() => ({
    reach: random.uniform(0, 0.02),
    pace: random.uniform(3, 9),
    start: random.uniform(0, 6),
  }));
  const off = (axis: number, along: number): number => {
    const { reach = 0, pace = 0, start = 0 } = waver[axis] ?? {};
    return reach * Math.sin(start + pace * along);
  };
  return strokes.map((points) => ({
    points: points.map(([px, py]) => {
      const v = size * (py - 0.5 + off(1, px + py));
      const u = wide * (px - 0.5 + off(0, px - py)) - slant * v;
      return { x: x + cos * u - sin * v, y: y + sin * u + cos * v, pressure: 0.5 };
    }),
    thickness,
    eraser: false,
  }));
}

export interface Drawing {
  readonly what: string;
  readonly strokes: readonly Stroke[];
}

/** Digits, each hand in turn. */
export function drawDigits(count: number, seed: number): (Drawing & { readonly digit: number })[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => {
    const hand = digitHands[i % digitHands.length] as (typeof digitHands)[number];
    return { ...hand, strokes: drawn(hand.strokes, random) };
  });
}

/** The places of two frames side by side. */
const beside = (strokes: Hand['strokes'], place: number): Point[][] =>
  strokes.map((points) => points.map(([x, y]): Point => [(x + place) / 2, y]));

/** What is no digit: letters and figures, two digits, scribbles and dots, in turn. */
export function drawOthers(count: number, seed: number): Drawing[] {
  const random = new Random(seed);
  const any = (): Hand['strokes'] => (digitHands[random.below(digitHands.length)] as Hand).strokes;
  const kinds: (() => Drawing)[] = [
    ...others.map(([what, ...paths]) => () => ({ what, strokes: drawn(paths.flatMap(traced), random) })),
    ...Array.from({ length: 4 }, () => () => ({
      what: 'two digits',
      strokes: drawn([...beside(any(), 0), ...beside(any(), 1)], random),
    })),
    ...Array.from({ length: 4 }, () => () => {
      const points = Array.from({ length: 9 + random.below(9) }, () => `${random.below(101)} ${random.below(101)}`);
      return { what: 'scribble', strokes: drawn(traced(points.join(', ')), random) };
    }),
    ...Array.from({ length: 3 }, () => () => {
      const point = { x: random.uniform(0.2, 0.8), y: random.uniform(0.2, 0.8), pressure: 0.5 };
      return { what: 'dot', strokes: [{ points: [point], thickness: random.uniform(0.04, 0.13), eraser: false }] };
    }),
  ];
  return Array.from({ length: count }, (_, i) => (kinds[i % kinds.length] as () => Drawing)());
}
