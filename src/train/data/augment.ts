/** All augmentations in one import, for training loops; and an augmenter from a plain record. */
import { EngineError } from '../../core/errors';
import type { Augmenter } from '../samples';
import { DIGIT_SIDE, type DigitAugmentation, DigitAugmenter } from './augmentDigits';
import { type PictureAugmentation, PictureAugmenter } from './augmentPictures';
import type { ImageSet } from './imageSet';
import { still } from './move';

export { type DigitAugmentation, DigitAugmenter, digitAugmentation } from './augmentDigits';
export { type PictureAugmentation, PictureAugmenter, pictureAugmentation } from './augmentPictures';
export { cutmix, mixup } from './mix';

/**
 * What to do to samples before each step, as plain data. Both kinds turn, slant, scale, shift, mirror, crop, cut out and
 * add noise; `digit` also bends, thickens and fades strokes, `picture` changes light and colour. Parts that are left out
 * do nothing: an empty record of a kind leaves samples as they are.
 */
export type Augmentation =
  | ({ readonly kind: 'digit' } & Partial<DigitAugmentation>)
  | ({ readonly kind: 'picture' } & Partial<PictureAugmentation>);

const stillDigit: DigitAugmentation = {
  ...still,
  elastic: 0,
  thickness: [0, 0],
  thicknessChance: 0,
  contrast: [1, 1],
  recentre: 0,
  flip: 0,
  crop: 0,
  erase: 0,
  eraseSide: 0.4,
  noise: 0,
};

const stillPicture: PictureAugmentation = {
  ...still,
  flip: 0,
  crop: 0,
  padding: 'reflect',
  brightness: 0,
  contrast: 0,
  saturation: 0,
  erase: 0,
  eraseSide: 0.4,
  noise: 0,
};

/** The augmenter of a set's samples. Throws EngineError('shape') for pictures that the kind is not for. */
export function augmenterOf(
  augmentation: Augmentation,
  { channels, height, width }: Pick<ImageSet, 'channels' | 'height' | 'width'>,
): Augmenter {
  if (augmentation.kind === 'digit') {
    const { kind: _, ...options } = augmentation;
    if (channels === 1 && height === DIGIT_SIDE && width === DIGIT_SIDE) {
      return new DigitAugmenter({ ...stillDigit, ...options });
    }
  } else {
    const { kind: _, ...options } = augmentation;
    if (channels === 1 || channels === 3) {
      return new PictureAugmenter(height, width, { ...stillPicture, ...options }, channels);
    }
  }
  throw new EngineError('shape', `augmentation of the kind ${augmentation.kind}`, {
    expected: augmentation.kind === 'digit' ? `1x${DIGIT_SIDE}x${DIGIT_SIDE}` : '1 or 3 channels',
    got: `${channels}x${height}x${width}`,
  });
}
