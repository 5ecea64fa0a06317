/** All augmentations in one import, for training loops. */
export { type DigitAugmentation, DigitAugmenter, digitAugmentation } from './augmentDigits';
export { type PictureAugmentation, PictureAugmenter, pictureAugmentation } from './augmentPictures';
export { cutmix, mixup } from './mix';
