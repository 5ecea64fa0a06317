/** What every contestant trains on: noise, the same in every run; and how its steps are checked and timed. */
import { Random } from '../../src/core/random';
import { elements } from '../../src/core/shapes';
import { logitsOf, type Net } from './net';
import type { Batch } from './page/contestant';

/** Steps in one call. */
export const STEPS = 8;

/** Steps on the first batch whose losses are compared with the twins': each but the first is after one that moved the weights. */
export const CHECKED = 2;

/** Largest difference of a loss, relative to it, explained by another order of float32 sums. */
export const TOLERANCE = 1e-4;

/** The largest difference of a loss from the true one, relative to it. Throws Error where it is no rounding. */
export function errorOf(losses: readonly number[], truth: readonly number[]): number {
  const error = Math.max(...truth.map((loss, k) => Math.abs((losses[k] ?? Number.NaN) - loss) / loss));
  if (!(error <= TOLERANCE)) throw new Error(`wrong: losses of ${losses.join(', ')}, not ${truth.join(', ')}`);
  return error;
}

/** A contestant whose second step takes this many milliseconds is timed by single steps. */
export const SLOW = 500;

export function batchesOf(net: Net, batch: number): readonly Batch[] {
  const random = new Random(2);
  const logits = logitsOf(net);
  const classes = net.nodes.find(({ id }) => id === logits)?.shape[1] ?? 1;
  return Array.from({ length: STEPS }, () => ({
    images: Float32Array.from({ length: batch * elements(net.input) }, () => random.uniform(-1, 1)),
    labels: Array.from({ length: batch }, () => random.below(classes)),
  }));
}

/** Targets [labels, classes]: 1 at the label, else 0. */
export const oneHot = (labels: readonly number[], classes: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: labels.length * classes }, (_, i) =>
    Number(labels[Math.floor(i / classes)] === i % classes),
  );
