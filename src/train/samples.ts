/** A run's samples: a labelled set, each sample written ready for the network's input tensor. */
import { EngineError } from '../core/errors';
import type { Random } from '../core/random';
import { normalise } from '../vision/preprocessing';
import { type ImageSet, imageBytes } from './data/imageSet';

export interface SampleSource {
  readonly count: number;
  /** Values of one target. */
  readonly classes: number;
  /** Values of one sample. */
  readonly length: number;
  /** A sample is the same each time it is written: there is no randomness in it. */
  readonly isFixed?: boolean;
  label(index: number): number;
  /** Writes the target of sample `index` at `at` of `into`. Where absent, the target is 1 at the label, else 0. */
  target?(index: number, into: Float32Array, at: number): void;
  /** Writes sample `index` at `at` of `into`. All randomness (augmentation) comes from `random`. */
  write(index: number, into: Float32Array, at: number, random: Random): void;
}

/**
 * Writes a sample's target at `at` of `into`. Throws EngineError('input') when its label is not a class.
 */
export function writeTarget(source: SampleSource, index: number, into: Float32Array, at: number): void {
  if (source.target) {
    source.target(index, into, at);
    return;
  }
  const { classes } = source;
  const label = source.label(index);
  if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
    throw new EngineError('input', 'a label names no class', { expected: `0 to ${classes - 1}`, got: label });
  }
  into.fill(0, at, at + classes);
  into[at + label] = 1;
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
    isFixed: augmenter === undefined,
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
    ...(source.target && { target: (index, into, at) => source.target?.(original(index), into, at) }),
    write: (index, into, at, random) => source.write(original(index), into, at, random),
  };
}
