/**
 * Augmentation of handwritten digits, so that a network trained on MNIST reads what people draw with a mouse, a finger
 * or a thick pen: rotated, slanted, scaled, shifted, bent, with thinner or thicker strokes and fainter ink. A share of
 * them is then boxed and centred again exactly as the pad does it.
 */
import type { Random } from '../../core/random';
import { DigitPreprocessor } from '../../vision/digit';
import { addNoise } from './noise';
import { Thickness } from './thickness';
import { type Affine, Warp } from './warp';

export const DIGIT_SIDE = 28;

/** MNIST places every digit's centre of mass within half a pixel of this pixel index. */
const CENTRE = 14;

export interface DigitAugmentation {
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
  /** Largest root mean square of the smooth random displacement, in pixels. */
  readonly elastic: number;
  /** Range of the change in stroke thickness: -1 thinnest, 0 none, 1 thickest. */
  readonly thickness: readonly [low: number, high: number];
  /** Probability of changing the thickness. */
  readonly thicknessChance: number;
  /** Range of the ink factor. */
  readonly contrast: readonly [low: number, high: number];
  /** Probability of boxing and centring the result as vision/digit.ts does with drawings. */
  readonly recentre: number;
  /** Standard deviation of the noise added to every value, in 0..1 units. */
  readonly noise: number;
}

export const digitAugmentation: DigitAugmentation = {
  rotation: 12,
  slant: 0.25,
  scale: [0.8, 1.15],
  stretch: 0.15,
  translation: 2.5,
  elastic: 0.7,
  thickness: [-1, 0.6],
  thicknessChance: 0.5,
  contrast: [0.5, 1],
  recentre: 0.5,
  noise: 0,
};

/** Augments digits. Holds the scratch buffers, so make one per run. */
export class DigitAugmenter {
  private readonly options: DigitAugmentation;
  private readonly warp = new Warp(DIGIT_SIDE);
  private readonly thickness = new Thickness(DIGIT_SIDE);
  private readonly preprocessor = new DigitPreprocessor({ size: [DIGIT_SIDE, DIGIT_SIDE] });
  private readonly ink = { data: new Float32Array(DIGIT_SIDE * DIGIT_SIDE), width: DIGIT_SIDE, height: DIGIT_SIDE };

  constructor(options: Partial<DigitAugmentation> = {}) {
    this.options = { ...digitAugmentation, ...options };
  }

  /**
   * Writes an augmented copy of the 28 x 28 bytes at `from` of `images` as 0..1 values at `at` of `into`. All
   * randomness comes from `random`.
   */
  write(images: Uint8Array, from: number, into: Float32Array, at: number, random: Random): void {
    const { options, warp } = this;
    warp.load(images, from);
    warp.bend(options.elastic * random.uniform(), random);
    warp.write(this.map(random), CENTRE, into, at);
    const changed = random.uniform() < options.thicknessChance;
    const amount = random.uniform(...options.thickness);
    if (changed) this.thickness.apply(into, at, amount);
    const ink = random.uniform(...options.contrast);
    for (let i = at; i < at + DIGIT_SIDE * DIGIT_SIDE; i++) into[i] = ink * (into[i] as number);
    if (random.uniform() < options.recentre) {
      this.ink.data.set(into.subarray(at, at + this.ink.data.length));
      this.preprocessor.write(this.ink, into, at);
    }
    addNoise(into, at, DIGIT_SIDE * DIGIT_SIDE, options.noise, random);
  }

  /** Output to source: the inverse of scale, then slant, then rotation, then translation. */
  private map(random: Random): Affine {
    const { options } = this;
    const angle = (random.uniform(-1, 1) * options.rotation * Math.PI) / 180;
    const slant = random.uniform(-1, 1) * options.slant;
    const height = random.uniform(...options.scale);
    const width = height * (1 + random.uniform(-1, 1) * options.stretch);
    const tx = random.uniform(-1, 1) * options.translation;
    const ty = random.uniform(-1, 1) * options.translation;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    // Inverse rows: unrotate (cos, sin; -sin, cos), unslant (1, slant; 0, 1), unscale.
    const a = (cos - slant * sin) / width;
    const b = (sin + slant * cos) / width;
    const c = -sin / height;
    const d = cos / height;
    return { a, b, c, d, e: -(a * tx + b * ty), f: -(c * tx + d * ty) };
  }
}
