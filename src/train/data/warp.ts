/**
 * Bends a single-plane picture: an affine map and a smooth random displacement, resampled once by bilinear
 * interpolation with zeros outside.
 *
 * The displacement is white noise on a coarse grid, interpolated by cubic B-splines. A spline of spacing 7 smooths like
 * a Gaussian of standard deviation 7 / sqrt(3) = 4 pixels, the width used by Simard, Steinkraus and Platt (2003), at a
 * fiftieth of the work.
 */
import type { Random } from '../../core/random';

/** Where output pixel (x, y), measured from the centre, reads: (a x + b y + e, c x + d y + f), from the same centre. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

const SPACING = 7;
/** Root mean square of the spline of unit white noise: the mean over phases of the summed squared weights, in 2-D. */
const SPLINE_RMS = 151 / 315;

export class Warp {
  private readonly knots: number;
  private readonly weights: Float32Array;
  private readonly noise: Float32Array;
  private readonly strips: Float32Array;
  private readonly dx: Float32Array;
  private readonly dy: Float32Array;
  private readonly padded: Float32Array;
  private readonly pitch: number;

  constructor(private readonly size: number) {
    this.knots = Math.ceil(size / SPACING) + 3;
    this.weights = new Float32Array(size * 4);
    for (let i = 0; i < size; i++) {
      const t = (i % SPACING) / SPACING;
      this.weights.set(
        [(1 - t) ** 3 / 6, (3 * t ** 3 - 6 * t ** 2 + 4) / 6, (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6, t ** 3 / 6],
        4 * i,
      );
    }
    this.noise = new Float32Array(this.knots * this.knots);
    this.strips = new Float32Array(this.knots * size);
    this.dx = new Float32Array(size * size);
    this.dy = new Float32Array(size * size);
    // A border of two zero pixels, so that a clamped position always has four neighbours.
    this.pitch = size + 4;
    this.padded = new Float32Array(this.pitch * this.pitch);
  }

  /** Draws a new displacement field with the given root mean square, in pixels; 0 for none. */
  bend(rms: number, random: Random): void {
    this.field(this.dx, rms, random);
    this.field(this.dy, rms, random);
  }

  private field(into: Float32Array, rms: number, random: Random): void {
    const { size, knots, noise, strips, weights } = this;
    const scale = rms / SPLINE_RMS;
    for (let i = 0; i < noise.length; i++) noise[i] = scale * random.normal();
    for (let k = 0; k < knots; k++) {
      for (let x = 0; x < size; x++) {
        const at = k * knots + Math.floor(x / SPACING);
        strips[k * size + x] = spline(noise, at, 1, weights, 4 * x);
      }
    }
    for (let y = 0; y < size; y++) {
      const first = Math.floor(y / SPACING) * size;
      for (let x = 0; x < size; x++) into[y * size + x] = spline(strips, first + x, size, weights, 4 * y);
    }
  }

  /** Loads a size x size picture from bytes at `from`, scaled to 0..1. */
  load(bytes: Uint8Array, from: number): void {
    const { size, padded, pitch } = this;
    for (let y = 0; y < size; y++) {
      const row = (y + 2) * pitch + 2;
      for (let x = 0; x < size; x++) padded[row + x] = (bytes[from + y * size + x] as number) / 255;
    }
  }

  /** Writes the loaded picture, bent and mapped about (centre, centre) in pixel indices, to `into` from `at`. */
  write(map: Affine, centre: number, into: Float32Array, at: number): void {
    const { size, padded, pitch, dx, dy } = this;
    const most = size + 2.999;
    let i = 0;
    for (let y = 0; y < size; y++) {
      const v = y - centre;
      for (let x = 0; x < size; x++, i++) {
        const u = x - centre;
        const sx = Math.min(most, Math.max(0, map.a * u + map.b * v + map.e + centre + (dx[i] as number) + 2));
        const sy = Math.min(most, Math.max(0, map.c * u + map.d * v + map.f + centre + (dy[i] as number) + 2));
        const x0 = sx | 0;
        const y0 = sy | 0;
        const fx = sx - x0;
        const fy = sy - y0;
        const p = y0 * pitch + x0;
        const top = (padded[p] as number) * (1 - fx) + (padded[p + 1] as number) * fx;
        const bottom = (padded[p + pitch] as number) * (1 - fx) + (padded[p + pitch + 1] as number) * fx;
        into[at + i] = top * (1 - fy) + bottom * fy;
      }
    }
  }
}

function spline(values: Float32Array, at: number, step: number, weights: Float32Array, w: number): number {
  return (
    (weights[w] as number) * (values[at] as number) +
    (weights[w + 1] as number) * (values[at + step] as number) +
    (weights[w + 2] as number) * (values[at + 2 * step] as number) +
    (weights[w + 3] as number) * (values[at + 3 * step] as number)
  );
}
