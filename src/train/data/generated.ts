/**
 * Pictures with a known structure, drawn by formula: endless, seeded, and simple enough that the kernels a network forms
 * on them can be read. Every picture is of one class, placed, sized and turned at random, with soft edges and some noise.
 */
import { Random } from '../../core/random';
import type { ImageSet } from './imageSet';

export const GENERATED_SIDE = 28;

/** How far a point is outside a figure of about radius 1 around the origin; negative inside. */
type Figure = (x: number, y: number) => number;

/** A bar along the x axis, turned by an angle. */
const bar =
  (angle: number): Figure =>
  (x, y) => {
    const along = x * Math.cos(angle) + y * Math.sin(angle);
    const across = y * Math.cos(angle) - x * Math.sin(angle);
    return Math.max(Math.abs(along) - 1, Math.abs(across) - 0.22);
  };

/** The distance beyond the furthest of a regular polygon's sides. */
const polygon =
  (sides: number): Figure =>
  (x, y) => {
    let furthest = Number.NEGATIVE_INFINITY;
    for (let side = 0; side < sides; side++) {
      const angle = (2 * Math.PI * side) / sides + Math.PI / 2;
      furthest = Math.max(furthest, x * Math.cos(angle) + y * Math.sin(angle));
    }
    return furthest - Math.cos(Math.PI / sides) * 0.9;
  };

/** Only the edge of a figure. */
const outline =
  (figure: Figure): Figure =>
  (x, y) =>
    Math.abs(figure(x, y)) - 0.16;

const circle: Figure = (x, y) => Math.hypot(x, y) - 0.85;
const cross: Figure = (x, y) => Math.min(bar(0)(x, y), bar(Math.PI / 2)(x, y));

interface Kind {
  readonly classes: readonly { readonly label: string; readonly figure: Figure }[];
  /** The largest turn either way, in radians. */
  readonly turn: number;
}

export const generatedKinds = {
  bars: {
    classes: [
      { label: '—', figure: bar(0) },
      { label: '\\', figure: bar(Math.PI / 4) },
      { label: '|', figure: bar(Math.PI / 2) },
      { label: '/', figure: bar(-Math.PI / 4) },
    ],
    turn: 0.2,
  },
  shapes: {
    classes: [
      { label: '○', figure: outline(circle) },
      { label: '△', figure: outline(polygon(3)) },
      { label: '□', figure: outline(polygon(4)) },
      { label: '✕', figure: cross },
    ],
    turn: 0.3,
  },
} as const satisfies { readonly [name: string]: Kind };

export type GeneratedKind = keyof typeof generatedKinds;

/** Strength of the noise, of a full 255. */
const NOISE = 12;

/** `count` pictures of 1 x 28 x 28, the classes in turn: equal seeds give equal pictures. */
export function generate(kind: GeneratedKind, count: number, seed: number): ImageSet {
  const { classes, turn }: Kind = generatedKinds[kind];
  const random = new Random(seed);
  const plane = GENERATED_SIDE * GENERATED_SIDE;
  const images = new Uint8Array(count * plane);
  const labels = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    const label = n % classes.length;
    labels[n] = label;
    const figure = classes[label]?.figure ?? circle;
    const size = random.uniform(7, 10);
    const [x, y] = [random.uniform(-2.5, 2.5), random.uniform(-2.5, 2.5)].map((shift) => shift + GENERATED_SIDE / 2);
    const angle = random.uniform(-turn, turn);
    const [cos, sin] = [Math.cos(angle) / size, Math.sin(angle) / size];
    for (let i = 0; i < plane; i++) {
      const across = (i % GENERATED_SIDE) + 0.5 - (x ?? 0);
      const down = Math.floor(i / GENERATED_SIDE) + 0.5 - (y ?? 0);
      // Half a pixel within the edge is full ink, half a pixel beyond it none.
      const outside = figure(cos * across + sin * down, cos * down - sin * across) * size;
      const ink = Math.min(1, Math.max(0, 0.5 - outside));
      const noisy = 255 * ink + NOISE * random.normal();
      images[n * plane + i] = Math.min(255, Math.max(0, Math.round(noisy)));
    }
  }
  return { count, channels: 1, height: GENERATED_SIDE, width: GENERATED_SIDE, images, labels };
}
