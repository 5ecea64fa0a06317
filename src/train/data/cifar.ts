/**
 * CIFAR-10's binary batches: records of 3,073 bytes, a label, then the red, green and blue planes of a 32 x 32 picture,
 * each row by row from the top left. https://www.cs.toronto.edu/~kriz/cifar.html
 */
import { EngineError } from '../../core/errors';
import type { ImageSet } from './imageSet';

const SIDE = 32;
const PICTURE = 3 * SIDE * SIDE;
export const CIFAR_RECORD = 1 + PICTURE;

/** Class names in label order. */
export const cifarLabels = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/**
 * Reads one or more batches into one set, in order. Throws EngineError('file') when a batch is empty, is not a whole
 * number of records, or has a label above 9.
 */
export function readCifar(batches: readonly Uint8Array[]): ImageSet {
  let count = 0;
  batches.forEach((batch, index) => {
    if (batch.length === 0 || batch.length % CIFAR_RECORD !== 0) {
      throw new EngineError('file', `CIFAR-10 batch ${index + 1} is not a whole number of records`, {
        expected: `a multiple of ${CIFAR_RECORD} bytes`,
        got: batch.length,
      });
    }
    count += batch.length / CIFAR_RECORD;
  });
  const images = new Uint8Array(count * PICTURE);
  const labels = new Uint8Array(count);
  let n = 0;
  batches.forEach((batch, index) => {
    for (let at = 0; at < batch.length; at += CIFAR_RECORD, n++) {
      const label = batch[at] as number;
      if (label >= cifarLabels.length) {
        throw new EngineError('file', `CIFAR-10 batch ${index + 1}, record ${at / CIFAR_RECORD} names no class`, {
          expected: `0 to ${cifarLabels.length - 1}`,
          got: label,
        });
      }
      labels[n] = label;
      images.set(batch.subarray(at + 1, at + CIFAR_RECORD), n * PICTURE);
    }
  });
  return { count, channels: 3, height: SIDE, width: SIDE, images, labels };
}
