/** A run's samples: a labelled set, each sample written ready for the network's input tensor. */
import type { Random } from '../core/random';
import { normalise } from '../vision/preprocessing';
import { type ImageSet, imageBytes } from './data/imageSet';

export interface SampleSource {
  readonly count: number;
  readonly classes: number;
  /** Values of one sample. */
  readonly length: number;
  label(index: number): number;
  /** Writes sample `index` at `at` of `into`. All randomness (augmentation) comes from `random`. */
  write(index: number, into: Float32Array, at: number, random: Random): void;
}

export interface Normalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Writes an augmented copy of a picture's bytes as 0..1 values, as the augmenters of train/data do. */
export interface Augmenter {
  write(images: Uint8Array, from: number, into: Float32Array, at: number, random: Random): void;
}

/** A set of pictures as samples: augmented (or unchanged), then (value - mean) / deviation of values 0..1. */
export function imageSource(
  set: ImageSet,
  classes: number,
  normalisation: Normalisation,
  augmenter?: Augmenter,
): SampleSource {
  const length = imageBytes(set);
  const plane = set.height * set.width;
  return {
    count: set.count,
    classes,
    length,
    label: (index) => set.labels[index] ?? -1,
    write(index, into, at, random) {
      const from = index * length;
      if (augmenter) augmenter.write(set.images, from, into, at, random);
      else for (let i = 0; i < length; i++) into[at + i] = (set.images[from + i] as number) / 255;
      normalise(into, at, plane, normalisation);
    },
  };
}

/** Part of another source: its samples at `indices`, in that order. */
export function subset(source: SampleSource, indices: readonly number[]): SampleSource {
  const original = (index: number): number => indices[index] ?? -1;
  return {
    ...source,
    count: indices.length,
    label: (index) => source.label(original(index)),
    write: (index, into, at, random) => source.write(original(index), into, at, random),
  };
}
