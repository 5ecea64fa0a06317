/**
 * Changes of a trained network that leave what it says as it is, made before it is shipped: batch normalisation folded
 * into the convolution before it, and a calibration temperature folded into the logits' weights.
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
 * Folds every batch normalisation that is the only reader of a convolution into that convolution:
 *
 *   f = scale / sqrt(variance + epsilon);  w' = f w;  b' = f (b - mean) + shift
 *
 * What read the normalisation then reads the convolution, which has a bias. Others are left as they are. The weights
 * given are not changed. Throws EngineError('weights') when one is missing.
 */
export function foldBatchNorm(spec: ModelSpec, weights: Weights): FoldedModel {
  const nodes = new Map(resolveModel(spec, 1).nodes.map((node) => [node.id, node]));
  const readers = new Map<string, number>([[spec.output, 1]]);
  for (const { inputs } of spec.nodes) for (const id of inputs) readers.set(id, (readers.get(id) ?? 0) + 1);

  const folded = new Map(weights);
  /** Folded normalisation -> the convolution that took its place. */
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
 * Divides the logits by a temperature for good, by dividing the weights of the dense layer that feeds the output's
 * softmax. The order of the classes stays as it is; only the confidence changes.
 * Throws EngineError('unsupported') when the output is not the softmax of a dense layer.
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
 * The temperature that makes the labels likeliest (Guo et al., 2017), by golden-section search over its logarithm:
 * the likelihood has a single peak in it. Between 0.05 and 20.
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
