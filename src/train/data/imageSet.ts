/**
 * A labelled set of equally sized pictures, as every reader returns it: bytes 0..255 in N x C x H x W order, and one
 * label byte per picture. Pictures stay bytes until written into a batch.
 */
import { EngineError } from '../../core/errors';

export interface ImageSet {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** count x channels x height x width bytes, 0..255. */
  readonly images: Uint8Array;
  /** count labels, each below the number of classes. */
  readonly labels: Uint8Array;
}

/** Bytes of one picture of the set. */
export function imageBytes(set: ImageSet): number {
  return set.channels * set.height * set.width;
}

/** Pictures first .. end - 1 of a set, as views of the same memory. Throws EngineError('input') outside 0 .. count. */
export function slice(set: ImageSet, first: number, end: number): ImageSet {
  if (!(Number.isInteger(first) && Number.isInteger(end) && first >= 0 && first <= end && end <= set.count)) {
    throw new EngineError('input', 'the slice lies outside the data set', {
      expected: `0 to ${set.count}`,
      got: `${first} to ${end}`,
    });
  }
  const size = imageBytes(set);
  return {
    ...set,
    count: end - first,
    images: set.images.subarray(first * size, end * size),
    labels: set.labels.subarray(first, end),
  };
}

/** Sets of equally large pictures one after the other, copied. Throws EngineError('shape') when they differ. */
export function joined(sets: readonly [ImageSet, ...ImageSet[]]): ImageSet {
  const [first] = sets;
  const size = imageBytes(first);
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const images = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  let at = 0;
  for (const set of sets) {
    if (set.channels !== first.channels || set.height !== first.height || set.width !== first.width) {
      throw new EngineError('shape', 'pictures of one set', {
        expected: `${first.channels}x${first.height}x${first.width}`,
        got: `${set.channels}x${set.height}x${set.width}`,
      });
    }
    images.set(set.images.subarray(0, set.count * size), at * size);
    labels.set(set.labels.subarray(0, set.count), at);
    at += set.count;
  }
  return { ...first, count, images, labels };
}

/** Mean and standard deviation of each channel over a whole set, with bytes scaled to 0..1. */
export function statistics(set: ImageSet): { mean: number[]; deviation: number[] } {
  const plane = set.height * set.width;
  const mean: number[] = [];
  const deviation: number[] = [];
  for (let c = 0; c < set.channels; c++) {
    let sum = 0;
    let squares = 0;
    for (let n = 0; n < set.count; n++) {
      const start = (n * set.channels + c) * plane;
      for (let i = start; i < start + plane; i++) {
        const value = set.images[i] as number;
        sum += value;
        squares += value * value;
      }
    }
    const size = set.count * plane;
    mean.push(sum / size / 255);
    deviation.push(Math.sqrt(Math.max(0, squares / size - (sum / size) ** 2)) / 255);
  }
  return { mean, deviation };
}

/** How many pictures have each label, for labels 0 .. classes - 1. */
export function labelCounts(set: ImageSet, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of set.labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
