/**
 * Augmentation of handwritten digits, so that a network trained on MNIST reads what people draw with a mouse, a finger
 * or a thick pen: rotated, slanted, scaled, shifted, bent, with thinner or thicker strokes and fainter ink. A share of
 * them is then boxed and centred again exactly as the pad does it. What would make another digit of one (mirroring,
 * cutting off or out) is there for other drawings.
 */
import type { Random } from '../../core/random';
import { DigitPreprocessor } from '../../vision/digit';
import { cutOut, mirror, shift } from './cut';
import { drawMap, type Moves } from './move';
import { addNoise } from './noise';
import { Thickness } from './thickness';
import { Warp } from './warp';

export const DIGIT_SIDE = 28;
const SHAPE = { channels: 1, height: DIGIT_SIDE, width: DIGIT_SIDE } as const;

/** MNIST places every digit's centre of mass within half a pixel of this pixel index. */
const CENTRE = 14;

export interface DigitAugmentation extends Moves {
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
  /** Probability of mirroring left to right. */
  readonly flip: number;
  /** Largest shift along each axis in whole pixels, as of a crop out of black padding. */
  readonly crop: number;
  /** Probability of blacking out one rectangle. */
  readonly erase: number;
  /** Largest side of that rectangle as a share of the picture's side. */
  readonly eraseSide: number;
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
  flip: 0,
  crop: 0,
  erase: 0,
  eraseSide: 0.4,
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
    warp.write(drawMap(options, random), CENTRE, into, at);
    const changed = random.uniform() < options.thicknessChance;
    const amount = random.uniform(...options.thickness);
    if (changed) this.thickness.apply(into, at, amount);
    const ink = random.uniform(...options.contrast);
    for (let i = at; i < at + DIGIT_SIDE * DIGIT_SIDE; i++) into[i] = ink * (into[i] as number);
    if (random.uniform() < options.recentre) {
      this.ink.data.set(into.subarray(at, at + this.ink.data.length));
      this.preprocessor.write(this.ink, into, at);
    }
    // What is off draws nothing, so that it changes nothing about what else is drawn.
    if (options.flip > 0 && random.uniform() < options.flip) mirror(into, at, SHAPE);
    if (options.crop > 0) {
      const reach = 2 * options.crop + 1;
      shift(into, at, DIGIT_SIDE, random.below(reach) - options.crop, random.below(reach) - options.crop);
    }
    if (options.erase > 0) cutOut(into, at, SHAPE, options, 0, random);
    addNoise(into, at, DIGIT_SIDE * DIGIT_SIDE, options.noise, random);
  }
}
