/**
 * The history of a run: one layer's weights at some twenty moments, with the whole network's accuracy at each, so that
 * the page can show how filters emerge. It influences nothing.
 */
import type { Weights } from '../../src/backend/types';
import { encodeSafetensors, type StoredTensor } from '../../src/formats/safetensors';
import type { ModelSpec } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import type { Evaluation } from '../../src/train/evaluate';

/** A moment: the layer's weights by name, and `test`: accuracy and mean negative log-likelihood on the test set. */
export type Snapshot = Weights;

const SNAPSHOTS = 20;

/** The steps after which to keep a snapshot: before the first, then at growing intervals up to the last. */
export function snapshotSteps(steps: number): ReadonlySet<number> {
  return new Set(Array.from({ length: SNAPSHOTS }, (_, i) => Math.ceil(steps * (i / (SNAPSHOTS - 1)) ** 3)));
}

/** A layer's weights, with its network's evaluation. */
export function snapshotOf(layer: string, weights: Weights, measured: Evaluation): Snapshot {
  const { accuracy, negativeLogLikelihood } = measured;
  return new Map([
    ...[...weights].filter(([name]) => name.startsWith(`${layer}.`)),
    ['test', Float32Array.of(accuracy, negativeLogLikelihood)],
  ]);
}

/** Snapshots as a safetensors file: tensors `<step>/<name>`, in float32. */
export function encodeHistory(spec: ModelSpec, layer: string, history: ReadonlyMap<number, Snapshot>): Uint8Array {
  const shapes = new Map(planModel(spec).tensors.map(({ name, shape }) => [name, shape]));
  const tensors = [...history].flatMap(([step, snapshot]) =>
    [...snapshot].map(([name, values]): [string, StoredTensor] => [
      `${step}/${name}`,
      { shape: shapes.get(name) ?? [values.length], values },
    ]),
  );
  return encodeSafetensors({ tensors: new Map(tensors), metadata: new Map([['layer', layer]]) });
}
