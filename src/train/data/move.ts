/** Moves of a whole picture, drawn at random: turned, slanted, scaled, stretched, shifted. */
import type { Random } from '../../core/random';
import type { Affine } from './warp';

export interface Moves {
  /** Largest rotation either way, in degrees. */
  readonly rotation: number;
  /** Largest slant either way: horizontal shift per unit of height. */
  readonly slant: number;
  /** Range of the scale factor, the same for both axes. */
  readonly scale: readonly [low: number, high: number];
  /** Largest relative change of width against height. */
  readonly stretch: number;
  /** Largest shift along each axis, in pixels. */
  readonly translation: number;
}

export const still: Moves = { rotation: 0, slant: 0, scale: [1, 1], stretch: 0, translation: 0 };

export const isStill = ({ rotation, slant, scale: [low, high], stretch, translation }: Moves): boolean =>
  rotation === 0 && slant === 0 && low === 1 && high === 1 && stretch === 0 && translation === 0;

/** Output to source: the inverse of scale, then slant, then rotation, then translation. */
export function drawMap(moves: Moves, random: Random): Affine {
  const angle = (random.uniform(-1, 1) * moves.rotation * Math.PI) / 180;
  const slant = random.uniform(-1, 1) * moves.slant;
  const height = random.uniform(...moves.scale);
  const width = height * (1 + random.uniform(-1, 1) * moves.stretch);
  const tx = random.uniform(-1, 1) * moves.translation;
  const ty = random.uniform(-1, 1) * moves.translation;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  // Inverse rows: unrotate (cos, sin; -sin, cos), unslant (1, slant; 0, 1), unscale.
  const a = (cos - slant * sin) / width;
  const b = (sin + slant * cos) / width;
  const c = -sin / height;
  const d = cos / height;
  return { a, b, c, d, e: -(a * tx + b * ty), f: -(c * tx + d * ty) };
}

/** What lies beyond a picture's edge: black, or the picture mirrored about its outermost pixels. */
export type Padding = 'zero' | 'reflect';

/** The index within an axis, or -1 for black. */
export function within(index: number, size: number, padding: Padding): number {
  if (index >= 0 && index < size) return index;
  if (padding === 'zero') return -1;
  return Math.min(size - 1, Math.max(0, index < 0 ? -index : 2 * (size - 1) - index));
}

interface Shape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/**
 * Writes the channels x height x width bytes at `from` of `images`, mapped about the picture's centre, as values 0..255
 * at the start of `into`: bilinear between the four nearest pixels.
 */
export function writeMoved(
  images: Uint8Array,
  from: number,
  { channels, height, width }: Shape,
  map: Affine,
  padding: Padding,
  into: Float32Array,
): void {
  const plane = height * width;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - middleX, y - middleY];
      const sx = map.a * u + map.b * v + map.e + middleX;
      const sy = map.c * u + map.d * v + map.f + middleY;
      const [left, top] = [Math.floor(sx), Math.floor(sy)];
      const [fx, fy] = [sx - left, sy - top];
      const [x0, x1] = [within(left, width, padding), within(left + 1, width, padding)];
      const [y0, y1] = [within(top, height, padding), within(top + 1, height, padding)];
      for (let c = 0; c < channels; c++) {
        const at = from + c * plane;
        const read = (row: number, column: number): number =>
          row < 0 || column < 0 ? 0 : (images[at + row * width + column] as number);
        const upper = read(y0, x0) * (1 - fx) + read(y0, x1) * fx;
        const lower = read(y1, x0) * (1 - fx) + read(y1, x1) * fx;
        into[c * plane + y * width + x] = upper * (1 - fy) + lower * fy;
      }
    }
  }
}
