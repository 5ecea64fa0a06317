/**
 * The history of a run: its weights at some twenty moments, with the accuracy at each, so that the page can show how
 * filters emerge and what the network answered at the time. One layer's weights are kept as they were; the others are
 * rounded, because their file is large. It influences nothing.
 */
import type { Weights } from '../../src/backend/types';
import { encodeSafetensors, type StoredTensor } from '../../src/formats/safetensors';
import type { ModelSpec } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import type { Evaluation } from '../../src/train/evaluate';

/** A moment: weights by name, and `test`: accuracy and mean negative log-likelihood on the test set. */
export type Snapshot = Weights;

const SNAPSHOTS = 20;

/** The steps after which to keep a snapshot: before the first, then at growing intervals up to the last. */
export function snapshotSteps(steps: number): ReadonlySet<number> {
  return new Set(Array.from({ length: SNAPSHOTS }, (_, i) => Math.ceil(steps * (i / (SNAPSHOTS - 1)) ** 3)));
}

const isOf = (layer: string, name: string): boolean => name.startsWith(`${layer}.`);

/** Rounded to bfloat16: the upper half of a float32, to the nearest, ties to even. */
export function rounded(values: Float32Array): Float32Array {
  const bits = new Uint32Array(values.slice().buffer);
  for (const [i, word] of bits.entries()) bits[i] = (word + 0x7fff + ((word >>> 16) & 1)) & 0xffff0000;
  return new Float32Array(bits.buffer);
}

/** The weights as a history keeps them. */
export const keptOf = (layer: string, weights: Weights): Weights =>
  new Map([...weights].map(([name, values]) => [name, isOf(layer, name) ? values : rounded(values)]));

/** A moment's weights, with its network's evaluation. */
export function snapshotOf(weights: Weights, measured: Evaluation): Snapshot {
  const { accuracy, negativeLogLikelihood } = measured;
  return new Map([...weights, ['test', Float32Array.of(accuracy, negativeLogLikelihood)]]);
}

/**
 * Snapshots as two safetensors files, tensors `<step>/<name>` in float32: the layer with what was measured, which is
 * small, and the other layers. These lack the last moment, whose weights are the shipped model.
 */
export function encodeHistory(spec: ModelSpec, layer: string, history: ReadonlyMap<number, Snapshot>) {
  const shapes = new Map(planModel(spec).tensors.map(({ name, shape }) => [name, shape]));
  const last = Math.max(...history.keys());
  const encode = (keeps: (name: string, step: number) => boolean): Uint8Array => {
    const tensors = [...history].flatMap(([step, snapshot]) =>
      [...snapshot]
        .filter(([name]) => keeps(name, step))
        .map(([name, values]): [string, StoredTensor] => [
          `${step}/${name}`,
          { shape: shapes.get(name) ?? [values.length], values },
        ]),
    );
    return encodeSafetensors({ tensors: new Map(tensors), metadata: new Map([['layer', layer]]) });
  };
  const isSmall = (name: string): boolean => name === 'test' || isOf(layer, name);
  return { layer: encode(isSmall), others: encode((name, step) => step !== last && !isSmall(name)) };
}
