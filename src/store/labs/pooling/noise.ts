/**
 * Noise as weights of the network that computes it: every pixel becomes x scale + shift, clipped to 0..1. All strengths
 * strike by the same draws, so a stronger noise strikes the same pixels and more, and curves over the strength are smooth.
 */
import { Random } from '../../../core/random';

/** One standard normal number for each value, and one uniform number for each pixel: a pixel is struck in all channels. */
export interface Draws {
  readonly normal: Float32Array;
  readonly uniform: Float32Array;
}

export interface NoiseStrength {
  /** Standard deviation that is added to values of 0..1. */
  readonly gaussian: number;
  /** Shares of the pixels that become white, and black. */
  readonly salt: number;
  readonly pepper: number;
}

export interface PixelWeights {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/** The draws of a seed for `channels` planes of `pixels` values. */
export function drawsOf(seed: number, channels: number, pixels: number): Draws {
  const random = new Random(seed);
  const uniform = Float32Array.from({ length: pixels }, () => random.uniform());
  const normal = Float32Array.from({ length: channels * pixels }, () => random.normal());
  return { normal, uniform };
}

/** Scale and shift of every value: 1 and the Gaussian's part, or 0 and the struck pixel's own value. */
export function noiseWeights({ normal, uniform }: Draws, { gaussian, salt, pepper }: NoiseStrength): PixelWeights {
  const scale = new Float32Array(normal.length).fill(1);
  const shift = new Float32Array(normal.length);
  for (let i = 0; i < normal.length; i++) {
    const lot = uniform[i % uniform.length] as number;
    const isWhite = lot < salt;
    if (isWhite || lot >= 1 - pepper) {
      scale[i] = 0;
      shift[i] = isWhite ? 1 : 0;
    } else {
      shift[i] = gaussian * (normal[i] as number);
    }
  }
  return { scale, shift };
}
