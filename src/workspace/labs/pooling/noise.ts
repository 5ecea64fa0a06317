/**
 * Noise as weights of a network: every pixel becomes x scale + shift, clipped to 0..1. All strengths use the same
 * draws, so a stronger noise strikes the same pixels and more, and curves over the strength are smooth.
 */

import { Random } from '../../../core/random';
import { yieldEvery } from '../../../core/yield';

/** A standard normal number per value, and a uniform number per pixel: a struck pixel is struck in all channels. */
export interface Draws {
  readonly normal: Float32Array;
  readonly uniform: Float32Array;
  /** The scale if no pixel is struck: ones, always the same array, so it need not be written twice. */
  readonly unstruck: Float32Array;
}

export interface NoiseStrength {
  /** Standard deviation of the noise added to values 0..1. */
  readonly gaussian: number;
  /** Share of pixels that become white, or black. */
  readonly salt: number;
  readonly pepper: number;
}

export interface PixelWeights {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/** Numbers between two yields. */
const CHUNK = 1 << 16;

/** The draws of a seed for `channels` planes of `pixels` values; in slices, because there may be millions. */
export async function drawsOf(seed: number, channels: number, pixels: number): Promise<Draws> {
  const random = new Random(seed);
  const rest = yieldEvery();
  const drawn = async (count: number, draw: () => number): Promise<Float32Array> => {
    const values = new Float32Array(count);
    for (let from = 0; from < count; from += CHUNK) {
      const end = Math.min(count, from + CHUNK);
      for (let i = from; i < end; i++) values[i] = draw();
      await rest();
    }
    return values;
  };
  const uniform = await drawn(pixels, () => random.uniform());
  const normal = await drawn(channels * pixels, () => random.normal());
  return { normal, uniform, unstruck: await drawn(normal.length, () => 1) };
}

/** Scale and shift of every value: 1 and the Gaussian part, or 0 and the struck pixel's value. Also in slices. */
export async function noiseWeights(
  { normal, uniform, unstruck }: Draws,
  { gaussian, salt, pepper }: NoiseStrength,
): Promise<PixelWeights> {
  const rest = yieldEvery();
  const shift = new Float32Array(normal.length);
  const scale = salt + pepper === 0 ? unstruck : new Float32Array(normal.length);
  for (let from = 0; from < normal.length; from += CHUNK) {
    const end = Math.min(normal.length, from + CHUNK);
    for (let i = from, pixel = from % uniform.length; i < end; i++, pixel++) {
      if (pixel === uniform.length) pixel = 0;
      const lot = uniform[pixel] as number;
      const isWhite = lot < salt;
      // A number just below 1 rounds to 1 in float32.
      const isStruck = isWhite || (pepper > 0 && lot >= 1 - pepper);
      if (scale !== unstruck) scale[i] = Number(!isStruck);
      shift[i] = isStruck ? Number(isWhite) : gaussian * (normal[i] as number);
    }
    await rest();
  }
  return { scale, shift };
}
