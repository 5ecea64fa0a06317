/**
 * Augmentation of pictures, in colour or grey: turning and scaling, mirroring, cropping after padding, changes of
 * brightness, contrast and saturation, erasing a rectangle, and noise. Every part is optional. One pass over the pixels
 * reads bytes, or what they are once they are moved, and writes 0..1 values.
 */
import type { Random } from '../../core/random';
import { cutOut } from './cut';
import { drawMap, isStill, type Moves, type Padding, still, within, writeMoved } from './move';
import { addNoise } from './noise';

export interface PictureAugmentation extends Moves {
  /** Probability of mirroring horizontally. */
  readonly flip: number;
  /** Pixels of padding on every side before a random crop of the original size; 0 for none. */
  readonly crop: number;
  /** What the padding holds: black, or the picture mirrored about its edge. */
  readonly padding: Padding;
  /** Largest change of brightness, added to every channel, in 0..1 units. */
  readonly brightness: number;
  /** Largest relative change of contrast about the picture's mean grey. */
  readonly contrast: number;
  /** Largest relative change of saturation about each pixel's grey. */
  readonly saturation: number;
  /** Probability of erasing one rectangle (Zhong et al. 2020, Random Erasing). */
  readonly erase: number;
  /** Largest side of the erased rectangle as a share of the picture's side. */
  readonly eraseSide: number;
  /** Standard deviation of the noise added to every value, in 0..1 units. */
  readonly noise: number;
}

export const pictureAugmentation: PictureAugmentation = {
  ...still,
  flip: 0.5,
  crop: 4,
  padding: 'reflect',
  brightness: 0.1,
  contrast: 0.2,
  saturation: 0.2,
  erase: 0.25,
  eraseSide: 0.4,
  noise: 0,
};

/** Rec. 601 luma weights: the perceived brightness of red, green and blue in display space. */
const RED = 0.299;
const GREEN = 0.587;
const BLUE = 0.114;

/** Augments pictures of one size. Holds the scratch tables, so make one per run. */
export class PictureAugmenter {
  private readonly options: PictureAugmentation;
  private readonly columns: Int32Array;
  private readonly rows: Int32Array;
  /** Values 0..255 of a picture that has been moved; null where none are. */
  private readonly moved: Float32Array | null;

  constructor(
    readonly height: number,
    readonly width: number,
    options: Partial<PictureAugmentation> = {},
    readonly channels: 1 | 3 = 3,
  ) {
    this.options = { ...pictureAugmentation, ...options };
    this.columns = new Int32Array(width);
    this.rows = new Int32Array(height);
    this.moved = isStill(this.options) ? null : new Float32Array(channels * height * width);
  }

  /**
   * Writes an augmented copy of the channels x H x W bytes at `from` of `images` as 0..1 values at `at` of `into`. All
   * randomness comes from `random`, the same number of draws for every picture.
   */
  write(images: Uint8Array, from: number, into: Float32Array, at: number, random: Random): void {
    const { options, moved } = this;
    if (moved) writeMoved(images, from, this, drawMap(options, random), options.padding, moved);
    this.colour(moved ?? images, moved ? 0 : from, into, at, random);
  }

  private colour(
    images: Uint8Array | Float32Array,
    from: number,
    into: Float32Array,
    at: number,
    random: Random,
  ): void {
    const { options, height, width, columns, rows, channels } = this;
    const plane = height * width;
    // A grey picture is one of which all three channels are the same plane.
    const step = channels === 1 ? 0 : plane;
    const mirrored = random.uniform() < options.flip;
    const reach = 2 * options.crop + 1;
    sources(columns, random.below(reach) - options.crop, mirrored, options.padding);
    sources(rows, random.below(reach) - options.crop, false, options.padding);
    const brightness = random.uniform(-1, 1) * options.brightness;
    const contrast = 1 + random.uniform(-1, 1) * options.contrast;
    const saturation = 1 + random.uniform(-1, 1) * options.saturation;

    // Contrast changes about the picture's mean grey, so that it does not act as brightness as well.
    let sum = 0;
    for (let i = 0; i < plane; i++) {
      sum +=
        RED * (images[from + i] as number) +
        GREEN * (images[from + step + i] as number) +
        BLUE * (images[from + 2 * step + i] as number);
    }
    const grey = sum / plane / 255;
    const offset = grey * (1 - contrast) + brightness;
    const own = (contrast * saturation) / 255;
    const shared = (contrast * (1 - saturation)) / 255;

    for (let y = 0; y < height; y++) {
      const row = rows[y] as number;
      for (let x = 0; x < width; x++) {
        const column = columns[x] as number;
        const target = at + y * width + x;
        if (row < 0 || column < 0) {
          into[target] = 0;
          into[target + step] = 0;
          into[target + 2 * step] = 0;
          continue;
        }
        const source = from + row * width + column;
        const r = images[source] as number;
        const g = images[source + step] as number;
        const b = images[source + 2 * step] as number;
        const common = shared * (RED * r + GREEN * g + BLUE * b) + offset;
        into[target] = clamp(own * r + common);
        into[target + step] = clamp(own * g + common);
        into[target + 2 * step] = clamp(own * b + common);
      }
    }
    cutOut(into, at, this, options, grey, random);
    addNoise(into, at, channels * plane, options.noise, random);
  }
}

/** For each output index of an axis, the source index, or -1 for zero padding. */
function sources(into: Int32Array, shift: number, mirrored: boolean, padding: Padding): void {
  const size = into.length;
  for (let i = 0; i < size; i++) {
    into[i] = within((mirrored ? size - 1 - i : i) + shift, size, padding);
  }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
