/** The augmentations under one roof: what a training loop imports. */
export { type DigitAugmentation, DigitAugmenter, digitAugmentation } from './augmentDigits';
export { type PictureAugmentation, PictureAugmenter, pictureAugmentation } from './augmentPictures';
export { cutmix, mixup } from './mix';
