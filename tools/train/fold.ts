/**
 * Changes made before shipping that preserve a trained network's function: folding batch normalisation into the
 * preceding convolution, and a calibration temperature into the logits' weights.
 */
import type { Weights } from '../../src/backend/types';
import { EngineError } from '../../src/core/errors';
import { type ModelNode, type ModelSpec, type ResolvedNode, resolveModel, weightName } from '../../src/graph/model';
import { negativeLogLikelihood } from '../../src/train/evaluate';

export interface FoldedModel {
  readonly spec: ModelSpec;
  readonly weights: Weights;
}

function valuesOf(weights: Weights, node: string, weight: string): Float32Array {
  const values = weights.get(weightName(node, weight));
  if (!values) throw new EngineError('weights', weightName(node, weight), { got: 'none' });
  return values;
}

/**
 * Folds every batch normalisation that alone reads a convolution into that convolution:
 *
 *   f = scale / sqrt(variance + epsilon);  w' = f w;  b' = f (b - mean) + shift
 *
 * Readers of the normalisation then read the convolution, which gets a bias. Other normalisations stay. The given
 * weights are not changed. Throws EngineError('weights') if one is missing.
 */
export function foldBatchNorm(spec: ModelSpec, weights: Weights): FoldedModel {
  const nodes = new Map(resolveModel(spec, 1).nodes.map((node) => [node.id, node]));
  const readers = new Map<string, number>([[spec.output, 1]]);
  for (const { inputs } of spec.nodes) for (const id of inputs) readers.set(id, (readers.get(id) ?? 0) + 1);

  const folded = new Map(weights);
  /** Folded normalisation -> the convolution that replaces it. */
  const replaced = new Map<string, string>();
  for (const norm of nodes.values()) {
    const convolution = nodes.get(norm.inputs[0] ?? '');
    if (norm.type !== 'batchNorm' || convolution?.type !== 'conv2d' || readers.get(convolution.id) !== 1) continue;
    foldOne(convolution, norm, folded);
    replaced.set(norm.id, convolution.id);
  }

  const renamed = (id: string): string => replaced.get(id) ?? id;
  const convolutions = new Set(replaced.values());
  const result: ModelSpec = {
    ...spec,
    nodes: spec.nodes
      .filter(({ id }) => !replaced.has(id))
      .map((node): ModelNode => {
        const inputs = node.inputs.map(renamed);
        if (!convolutions.has(node.id)) return { ...node, inputs };
        const { bias: _, ...attributes } = node.attributes ?? {};
        return { ...node, inputs, attributes };
      }),
    output: renamed(spec.output),
  };
  return { spec: result, weights: folded };
}

function foldOne(convolution: ResolvedNode, norm: ResolvedNode, weights: Map<string, Float32Array>): void {
  const [scale, shift, mean, variance] = ['scale', 'shift', 'mean', 'variance'].map((name) => {
    const values = valuesOf(weights, norm.id, name);
    weights.delete(weightName(norm.id, name));
    return values;
  }) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const filters = valuesOf(weights, convolution.id, 'weight').slice();
  const hasBias = convolution.weights.some(({ name }) => name === 'bias');
  const oldBias = hasBias ? valuesOf(weights, convolution.id, 'bias') : null;
  const bias = new Float32Array(scale.length);
  const length = filters.length / scale.length;
  const epsilon = Number(norm.attributes.epsilon);
  for (let o = 0; o < scale.length; o++) {
    const factor = (scale[o] as number) / Math.sqrt((variance[o] as number) + epsilon);
    bias[o] = factor * ((oldBias?.[o] ?? 0) - (mean[o] as number)) + (shift[o] as number);
    for (let i = o * length; i < (o + 1) * length; i++) filters[i] = factor * (filters[i] as number);
  }
  weights.set(weightName(convolution.id, 'weight'), filters);
  weights.set(weightName(convolution.id, 'bias'), bias);
}

/**
 * Divides the logits by a temperature permanently, by dividing the weights of the dense layer before the output's
 * softmax. The order of the classes is unchanged, only the confidence. Throws EngineError('unsupported') if the output
 * is not the softmax of a dense layer.
 */
export function foldTemperature(spec: ModelSpec, weights: Weights, temperature: number): Weights {
  const output = spec.nodes.find(({ id }) => id === spec.output);
  const logits = spec.nodes.find(({ id }) => id === output?.inputs[0]);
  if (output?.type !== 'softmax' || logits?.type !== 'dense') {
    throw new EngineError('unsupported', 'a temperature is folded into a dense layer before the softmax', {
      got: `${logits?.type ?? 'nothing'} before ${output?.type ?? 'nothing'}`,
    });
  }
  const scaled = new Map(weights);
  for (const name of ['weight', 'bias']) {
    const values = weights.get(weightName(logits.id, name));
    if (values)
      scaled.set(
        weightName(logits.id, name),
        values.map((value) => value / temperature),
      );
  }
  return scaled;
}

/**
 * The temperature that maximises the likelihood of the labels (Guo et al., 2017), by golden-section search over its
 * logarithm, in which the likelihood is unimodal. Between 0.05 and 20.
 */
export function fitTemperature(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  const cost = (logarithm: number): number =>
    negativeLogLikelihood(probabilities, labels, classes, Math.exp(logarithm));
  let [low, high] = [Math.log(0.05), Math.log(20)];
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [costA, costB] = [cost(a), cost(b)];
  while (high - low > 1e-4) {
    if (costA <= costB) {
      [high, b, costB] = [b, a, costA];
      a = high - golden * (high - low);
      costA = cost(a);
    } else {
      [low, a, costA] = [a, b, costB];
      b = low + golden * (high - low);
      costB = cost(b);
    }
  }
  return Math.exp((low + high) / 2);
}
