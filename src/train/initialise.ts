/** Initial weights of a network to be trained. */
import type { Weights } from '../backend/types';
import { Random } from '../core/random';
import { type ModelSpec, resolveModel, weightName } from '../graph/model';

/** Each layer's initial weights, in node order, from one seed. Throws what resolveModel throws. */
export function initialWeights(spec: ModelSpec, seed: number): Weights {
  const random = new Random(seed);
  const weights = new Map<string, Float32Array>();
  for (const node of resolveModel(spec, 1).nodes) {
    for (const weight of node.weights) weights.set(weightName(node.id, weight.name), weight.initialise(random));
  }
  return weights;
}
