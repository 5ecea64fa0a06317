/**
 * Pictures with a known structure, drawn by formula: endless, seeded, and simple enough that the kernels a network forms
 * on them can be read. Every picture is of one class, placed, sized and turned at random, with soft edges and some noise.
 */
import { Random } from '../../core/random';
import { bar, circle, cross, type Figure, outline, polygon } from './figures';
import type { ImageSet } from './imageSet';

export const GENERATED_SIDE = 28;

/** The value of each channel, 0..1, at a place in pixels. */
type Painted = (x: number, y: number) => readonly number[];

interface Kind {
  readonly labels: readonly string[];
  readonly channels: 1 | 3;
  /** A picture of a class; all that differs between two comes from `random`. */
  paint(label: number, random: Random): Painted;
}

/** How much of a pixel a figure covers: half a pixel within the edge is all of it, half a pixel beyond it nothing. */
const covered = (outside: number): number => Math.min(1, Math.max(0, 0.5 - outside));

/** A figure of a random size at a random place, turned by up to `turn` either way, in radians: how much of it is where. */
function placed(figure: Figure, turn: number, random: Random): (x: number, y: number) => number {
  const size = random.uniform(7, 10);
  const [left, top] = [random.uniform(-2.5, 2.5) + GENERATED_SIDE / 2, random.uniform(-2.5, 2.5) + GENERATED_SIDE / 2];
  const angle = random.uniform(-turn, turn);
  const [cos, sin] = [Math.cos(angle) / size, Math.sin(angle) / size];
  return (x, y) => {
    const [across, down] = [x - left, y - top];
    return covered(figure(cos * across + sin * down, cos * down - sin * across) * size);
  };
}

const figures = (classes: readonly (readonly [label: string, figure: Figure])[], turn: number): Kind => ({
  labels: classes.map(([label]) => label),
  channels: 1,
  paint(label, random) {
    const ink = placed(classes[label]?.[1] ?? circle, turn, random);
    return (x, y) => [ink(x, y)];
  },
});

/** Waves along two axes, in radians, give each texture; positive is ink. */
const textures: readonly (readonly [label: string, at: (u: number, v: number) => number])[] = [
  ['stripes', (u) => Math.sin(u)],
  ['checks', (u, v) => 1.6 * Math.sin(u) * Math.sin(v)],
  ['dots', (u, v) => Math.cos(u) + Math.cos(v) - 0.7],
  ['rings', (u, v) => Math.sin(Math.hypot(u, v))],
];

const colours: readonly (readonly [label: string, colour: readonly [r: number, g: number, b: number], Figure])[] = [
  ['red disc', [0.9, 0.2, 0.2], circle],
  ['green disc', [0.2, 0.75, 0.3], circle],
  ['blue disc', [0.25, 0.4, 0.95], circle],
  ['red square', [0.9, 0.2, 0.2], polygon(4)],
  ['green square', [0.2, 0.75, 0.3], polygon(4)],
  ['blue square', [0.25, 0.4, 0.95], polygon(4)],
];

export const generatedKinds = {
  bars: figures(
    [
      ['—', bar(0)],
      ['\\', bar(Math.PI / 4)],
      ['|', bar(Math.PI / 2)],
      ['/', bar(-Math.PI / 4)],
    ],
    0.2,
  ),
  shapes: figures(
    [
      ['○', outline(circle)],
      ['△', outline(polygon(3))],
      ['□', outline(polygon(4))],
      ['✕', cross],
    ],
    0.3,
  ),
  textures: {
    labels: textures.map(([label]) => label),
    channels: 1,
    paint(label, random) {
      const at = textures[label]?.[1] ?? Math.sin;
      const pace = (2 * Math.PI) / random.uniform(5, 8);
      const angle = random.uniform(0, 2 * Math.PI);
      const [left, top] = [random.uniform(0, GENERATED_SIDE), random.uniform(0, GENERATED_SIDE)];
      const [cos, sin] = [pace * Math.cos(angle), pace * Math.sin(angle)];
      const depth = random.uniform(0.7, 1);
      return (x, y) => {
        const [across, down] = [x - left, y - top];
        const ink = at(cos * across + sin * down, cos * down - sin * across);
        return [depth * Math.min(1, Math.max(0, 0.5 + ink))];
      };
    },
  },
  colours: {
    labels: colours.map(([label]) => label),
    channels: 3,
    paint(label, random) {
      const [, colour = [1, 1, 1], figure = circle] = colours[label] ?? [];
      const part = placed(figure, 0.4, random);
      const light = random.uniform(0.75, 1.1);
      const ground = [0, 1, 2].map(() => random.uniform(0.05, 0.5));
      return (x, y) => {
        const share = part(x, y);
        return colour.map((value, c) => share * Math.min(1, light * value) + (1 - share) * (ground[c] ?? 0));
      };
    },
  },
} as const satisfies { readonly [name: string]: Kind };

export type GeneratedKind = keyof typeof generatedKinds;

/** Strength of the noise, of a full 255. */
const NOISE = 12;

/** `count` pictures of 1 or 3 x 28 x 28, the classes in turn: equal seeds give equal pictures. */
export function generate(kind: GeneratedKind, count: number, seed: number): ImageSet {
  const { labels: names, channels, paint }: Kind = generatedKinds[kind];
  const random = new Random(seed);
  const plane = GENERATED_SIDE * GENERATED_SIDE;
  const images = new Uint8Array(count * channels * plane);
  const labels = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    const label = n % names.length;
    labels[n] = label;
    const painted = paint(label, random);
    for (let i = 0; i < plane; i++) {
      const values = painted((i % GENERATED_SIDE) + 0.5, Math.floor(i / GENERATED_SIDE) + 0.5);
      for (let c = 0; c < channels; c++) {
        const noisy = 255 * (values[c] ?? 0) + NOISE * random.normal();
        images[(n * channels + c) * plane + i] = Math.min(255, Math.max(0, Math.round(noisy)));
      }
    }
  }
  return { count, channels, height: GENERATED_SIDE, width: GENERATED_SIDE, images, labels };
}
