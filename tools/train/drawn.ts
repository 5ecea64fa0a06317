/**
 * Drawings for the network digits to learn from beside MNIST, in the form of MNIST: digits in habits that are rare
 * there, and what is no digit (letters, figures, scribbles, marks, several digits at once). They are drawn with the
 * page's pen and scaled and centred as on its pad. Equal seeds give equal drawings.
 */
import { Random } from '../../src/core/random';
import type { ImageSet } from '../../src/train/data/imageSet';
import { DigitPreprocessor, type Ink } from '../../src/vision/digit';
import { type PathCurves, type PathPoint, parsePath, tracePath } from '../../src/vision/penPath';
import { rasterise, type Stroke } from '../../src/vision/strokes';
import { digitGlyphs, figureGlyphs, letterGlyphs } from './glyphs';

/** The label of a drawing that is none of the digits. */
export const NO_DIGIT = 10;

/** Pixels of the pad: half as many as the page's, which changes its 28 x 28 averages little. */
const PAD = 112;
const SIDE = 28;
const PIXELS = SIDE * SIDE;
/** Standard deviation of a point's place, in hundredths of the frame. */
const UNSTEADY = 3;

/** Points in hundredths of a frame, one list a stroke. */
type Path = readonly PathCurves[];
type Draw = (random: Random) => Ink;

const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T;

/** Moves the points that a path passes through, the same point wherever it occurs. */
function unsteady(path: Path, spread: number, random: Random): Path {
  const moved = new Map<string, PathPoint>();
  const move = ([x, y]: PathPoint): PathPoint => {
    const key = `${x} ${y}`;
    const to = moved.get(key) ?? [x + spread * random.normal(), y + spread * random.normal()];
    moved.set(key, to);
    return to;
  };
  return path.map((curves) => curves.map((points) => points.map(move)));
}

/**
 * Draws a path somewhere on the pad: at a size, width, slant and turn, with a pen of a thickness (as a share of the
 * size).
 */
function draw(path: Path, random: Random, thickness: number, turn = 0.15): Ink {
  const size = random.uniform(0.35, 0.8);
  const wide = size * random.uniform(0.6, 1.1);
  const slant = random.uniform(-0.25, 0.35);
  const angle = random.uniform(-turn, turn);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const room = (1 - size) / 2;
  const [x, y] = [0.5 + random.uniform(-room, room), 0.5 + random.uniform(-room, room)];
  const strokes = path.map((curves): Stroke => {
    const points = tracePath(curves).map(([px, py]) => {
      const v = size * (py / 100 - 0.5);
      const u = wide * (px / 100 - 0.5) - slant * v;
      return { x: x + cos * u - sin * v, y: y + sin * u + cos * v, pressure: random.uniform(0.45, 0.55) };
    });
    return { points, thickness: thickness * size, eraser: false };
  });
  return rasterise(strokes, PAD);
}

/** A pen's thickness: thin and thick ones alike. */
const pen = (random: Random): number => 0.06 * 4 ** random.uniform();

const point = (random: Random): PathPoint => [random.uniform(0, 100), random.uniform(0, 100)];
const some = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const glyph =
  (texts: readonly string[]): Draw =>
  (random) =>
    draw(unsteady(parsePath(pick(random, texts)), UNSTEADY, random), random, pen(random));

/** A curve without a plan, a dense zigzag, a coil, or a spiral. */
const scribble: Draw = (random) => {
  const shapes: (() => PathPoint[])[] = [
    () => some(7 + random.below(10), () => point(random)),
    () => {
      const count = 6 + random.below(10);
      const lean = random.uniform(-15, 15);
      return some(count, (i) => [
        (100 * i) / count + random.normal() * 4,
        i % 2 === 0 ? 5 + random.uniform(0, 25) + lean : 95 - random.uniform(0, 25) - lean,
      ]);
    },
    () => {
      const turns = 3 + random.below(3);
      const [rx, ry] = [random.uniform(10, 25), random.uniform(25, 48)];
      return some(turns * 8, (i) => [
        20 + (60 * i) / (turns * 8) + rx * Math.cos((i * Math.PI) / 4),
        50 + ry * Math.sin((i * Math.PI) / 4),
      ]);
    },
    () => {
      const turns = random.uniform(2, 3.5);
      const steps = Math.round(turns * 9);
      const way = random.below(2) === 0 ? 1 : -1;
      const start = random.uniform(0, 2 * Math.PI);
      return some(steps, (i) => {
        const angle = start + (way * 2 * Math.PI * turns * i) / steps;
        const radius = 4 + (46 * i) / steps;
        return [50 + radius * Math.cos(angle), 50 + radius * Math.sin(angle)];
      });
    },
  ];
  const path = some(1 + random.below(2), () => [pick(random, shapes)()]);
  return draw(path, random, pen(random) / 1.5, Math.PI);
};

/** Three to five short strokes without a plan, as of a script one cannot read. */
const unread: Draw = (random) => {
  const path = some(3 + random.below(3), (): PathCurves => [some(2 + random.below(3), () => point(random))]);
  return draw(path, random, pen(random), Math.PI);
};

/** A closed outline with dents and bumps, in places with corners. */
const outline: Draw = (random) => {
  const bumps = 3 + random.below(5);
  const [depth, start, flat] = [random.uniform(0.25, 0.5), random.uniform(0, 2 * Math.PI), random.uniform(0.75, 1)];
  const isDented = random.below(2) === 0;
  const steps = 6 * bumps;
  const points = some(steps + 1, (i): PathPoint => {
    const angle = (2 * Math.PI * (i % steps)) / steps;
    const wave = Math.cos(bumps * angle + start);
    const radius = 48 * (1 - depth + depth * (isDented ? Math.abs(wave) : wave));
    return [50 + radius * Math.cos(angle), 50 + flat * radius * Math.sin(angle)];
  });
  return draw(unsteady([[points]], 2, random), random, pen(random), Math.PI);
};

/** A digit struck through, from edge to edge. Zeros, ones, fours and sevens are left out: people cross them. */
const struck: Draw = (random) => {
  const digit = pick(random, [2, 3, 5, 6, 8, 9]);
  const path = unsteady(parsePath(pick(random, digitGlyphs[digit] ?? [])), UNSTEADY, random);
  const lines = some(1 + random.below(2), (): PathCurves => {
    const angle = random.uniform(0, Math.PI);
    const [x, y] = [60 * Math.cos(angle), 60 * Math.sin(angle)];
    const [cx, cy] = [random.uniform(40, 60), random.uniform(35, 65)];
    return [
      [
        [cx - x, cy - y],
        [cx + x, cy + y],
      ],
    ];
  });
  return draw([...path, ...lines], random, pen(random));
};

/** One to four dots or dashes. */
const marks: Draw = (random) => {
  const thickness = random.uniform(0.03, 0.16);
  const count = pick(random, [1, 1, 1, 2, 3, 4]);
  const [x, y, angle] = [random.uniform(0.3, 0.7), random.uniform(0.3, 0.7), random.uniform(0, Math.PI)];
  const step = thickness * random.uniform(1.5, 4);
  const dash = random.below(3) === 0 ? thickness * random.uniform(0.3, 1.2) : 0;
  const strokes = some(count, (i): Stroke => {
    const along = (i - (count - 1) / 2) * step;
    const at = { x: x + along * Math.cos(angle), y: y + along * Math.sin(angle), pressure: 0.5 };
    const end = { ...at, x: at.x + dash };
    return { points: dash > 0 ? [at, end] : [at], thickness, eraser: false };
  });
  return rasterise(strokes, PAD);
};

/** Two or three digits or letters next to each other, drawn. */
const word: Draw = (random) => {
  const texts = random.below(3) === 0 ? letterGlyphs : digitGlyphs.flat();
  const count = 2 + random.below(2);
  const width = 100 / count;
  const path = some(count, (i) =>
    unsteady(parsePath(pick(random, texts)), UNSTEADY, random).map((curves) =>
      curves.map((points) => points.map(([x, y]): PathPoint => [width * (i + x / 100), y])),
    ),
  ).flat();
  return draw(path, random, pen(random) / 1.6);
};

/** Two of a set's digits next to each other, closely or not. */
const pairOf =
  ({ images, count }: ImageSet): Draw =>
  (random) => {
    const apart = 14 + random.below(14);
    const width = SIDE + apart;
    const height = SIDE + 6;
    const data = new Float32Array(width * height);
    for (const left of [0, apart]) {
      const from = random.below(count) * PIXELS;
      const top = random.below(7);
      for (let i = 0; i < PIXELS; i++) {
        const at = (top + Math.floor(i / SIDE)) * width + left + (i % SIDE);
        data[at] = Math.max(data[at] as number, (images[from + i] as number) / 255);
      }
    }
    return { data, width, height };
  };

/** How often each kind of drawing is drawn, as shares of one. */
const kindsOf = (digits: ImageSet): readonly (readonly [share: number, draw: Draw])[] => [
  [0.3, glyph(letterGlyphs)],
  [0.17, glyph(figureGlyphs)],
  [0.13, scribble],
  [0.1, unread],
  [0.07, outline],
  [0.04, struck],
  [0.05, marks],
  [0.05, word],
  [0.09, pairOf(digits)],
];

function collect(count: number, seed: number, drawing: (n: number, random: Random) => [Ink, label: number]): ImageSet {
  const random = new Random(seed);
  const preprocessor = new DigitPreprocessor();
  const images = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  const input = new Float32Array(PIXELS);
  for (let n = 0; n < count; n++) {
    const [ink, label] = drawing(n, random);
    labels[n] = label;
    preprocessor.write(ink, input, 0);
    for (let i = 0; i < PIXELS; i++) images[n * PIXELS + i] = Math.round(255 * (input[i] as number));
  }
  return { count, channels: 1, height: SIDE, width: SIDE, images, labels };
}

/** Digits in several hands for each, 0 to 9 in turn. */
export function drawnDigits(count: number, seed: number): ImageSet {
  return collect(count, seed, (n, random) => [glyph(digitGlyphs[n % 10] ?? [])(random), n % 10]);
}

/** What is no digit, all with the label NO_DIGIT. `digits`: where pairs of digits are taken from. */
export function noDigits(count: number, seed: number, digits: ImageSet): ImageSet {
  const kinds = kindsOf(digits).flatMap(([share, draw]) => Array<Draw>(Math.round(100 * share)).fill(draw));
  return collect(count, seed, (_, random) => [pick(random, kinds)(random), NO_DIGIT]);
}
