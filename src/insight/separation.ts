/**
 * What separates two classes: how much each map of a layer adds to the difference of the two logits, exactly.
 *
 * Behind a layer every path is a chain of sums, fixed weights and switches (which ReLU is on, which pixel is the
 * largest). For the input as it is the switches stand, so the difference is an affine function of the layer's values:
 *
 *   logit a - logit b = sum over maps of (sum over the map's pixels of y dL/dy) + what the biases behind it add
 *
 * with L the difference. For the layer that the last dense layer reads this is (w_a - w_b) x, term by term. The
 * gradients come from the layers' own backward passes, run by the plain twins in float64.
 * Montavon et al., Explaining nonlinear classification decisions with deep Taylor decomposition (2017), section 3.
 */
import { EngineError } from '../core/errors';
import { elements } from '../core/shapes';
import { backwardCalls, partialGradient } from '../graph/backward';
import { draftOf } from '../graph/draft';
import { INPUT, type ResolvedModel, type ResolvedNode, weightName } from '../graph/model';
import type { TensorId } from '../kernels/kernel';
import { type LayerType, layerOf } from '../layers';

/** Whether a layer, its switches fixed, is a sum of its inputs times constants, plus a constant. */
const affine: { readonly [T in LayerType]: boolean } = {
  conv2d: true,
  dense: true,
  maxPool2d: true,
  averagePool2d: true,
  minPool2d: true,
  globalAveragePool: true,
  globalMaxPool: true,
  globalMinPool: true,
  relu: true,
  leakyRelu: true,
  elu: false,
  selu: false,
  sigmoid: false,
  tanh: false,
  softplus: false,
  hardSigmoid: true,
  hardSwish: false,
  gelu: false,
  clip: true,
  // Their backward passes are those of training, where they do something else.
  batchNorm: false,
  dropout: false,
  flatten: true,
  reshape: true,
  pad: true,
  add: true,
  multiply: false,
  concat: true,
  softmax: false,
  logSoftmax: false,
};

/** The node whose output are the logits: what the network's closing softmax reads. Null when it has none. */
export function logitsOf({ spec, nodes }: ResolvedModel): ResolvedNode | null {
  const output = nodes.find(({ id }) => id === spec.output);
  if (output?.type !== 'softmax') return null;
  return nodes.find(({ id }) => id === output.inputs[0]) ?? null;
}

const isWeighted = ({ type }: ResolvedNode): boolean => ['convolution', 'dense'].includes(layerOf(type).category);

/** Whether every path from the input to `to` leads through the node `through`. */
function isPassage(model: ResolvedModel, through: string, to: string): boolean {
  const reached = new Set([INPUT]);
  for (const { id, inputs } of model.nodes) {
    if (id !== through && inputs.some((input) => reached.has(input))) reached.add(id);
  }
  return !reached.has(to);
}

/** The node behind layers that only rename: of a flatten, what it flattens. */
function unnamed(model: ResolvedModel, id: string): string {
  const node = model.nodes.find((other) => other.id === id);
  return node && layerOf(node.type).alias === 'always' ? unnamed(model, node.inputs[0] ?? INPUT) : id;
}

/**
 * Ids of the layers from which two classes can be told apart exactly, last first: those read by a convolution or a
 * dense layer, with affine layers alone behind them and no way round them.
 */
export function separableLayers(model: ResolvedModel): readonly string[] {
  const logits = logitsOf(model);
  if (!logits) return [];
  const result: string[] = [];
  for (const node of model.nodes.slice(0, model.nodes.indexOf(logits) + 1).reverse()) {
    if (!affine[node.type]) break;
    const source = unnamed(model, node.inputs[0] ?? INPUT);
    if (source === INPUT || result.includes(source) || !isWeighted(node)) continue;
    if (isPassage(model, source, logits.id)) result.push(source);
  }
  return result;
}

export interface Separation {
  /** What each map adds to the difference: a map per channel, or of a layer without maps each value. */
  readonly contributions: Float64Array;
  /** What the biases behind the layer add. */
  readonly constant: number;
  /** logit a - logit b. */
  readonly total: number;
}

export interface SeparationInput {
  readonly model: ResolvedModel;
  /** The whole output of a node as the network computed it. */
  output(node: string): Float32Array;
  /** Weights by name, such as `conv1.weight`. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Called between kernels, so that a caller on the page's thread can let it breathe. */
  pause?(): Promise<void>;
}

/**
 * Separates class a from class b as seen from a layer, which must be one of `separableLayers`, for a batch of one.
 * Throws EngineError('graph') for another layer, EngineError('weights') when weights are missing.
 */
export async function separate(
  { model, output, weights, pause }: SeparationInput,
  layer: string,
  [a, b]: readonly [a: number, b: number],
): Promise<Separation> {
  const logits = logitsOf(model);
  const node = model.nodes.find(({ id }) => id === layer);
  if (!logits || !node || !separableLayers(model).includes(layer))
    throw new EngineError('graph', `there is no layer ${layer} to tell classes apart by`);
  const draft = draftOf(model, 'infer');
  const gradient = draft.storage.declare('difference', logits.shape);
  const calls = backwardCalls(draft, { logits: logits.id, gradient });
  const lengths = draft.storage.layOut().tensors.map(({ length }) => length);

  const known = new Map<TensorId, () => Float32Array>();
  for (const [id, ref] of draft.outputs) known.set(ref.id, () => output(id));
  for (const { id, weights: defs } of model.nodes) {
    for (const { name, shape, role } of defs) {
      const full = weightName(id, name);
      known.set(draft.storage.declare(full, shape, role).id, () => weightOf(weights, full));
    }
  }
  const arrays = new Map<TensorId, Float64Array>();
  const valuesOf = (id: TensorId): Float64Array => {
    let values = arrays.get(id);
    if (!values) {
      values = Float64Array.from(known.get(id)?.() ?? new Float64Array(lengths[id] ?? 0));
      arrays.set(id, values);
    }
    return values;
  };
  const seed = valuesOf(gradient.id);
  seed[a] = 1;
  seed[b] = -1;

  const parts = model.nodes.flatMap((reader) =>
    reader.inputs.flatMap((id, i) =>
      id === layer ? [draft.storage.declare(partialGradient(reader.id, i), node.shape).id] : [],
    ),
  );
  const enough = calls.findLastIndex(({ outs }) => outs.some((id) => id !== null && parts.includes(id)));
  for (const { kernel, params, ins, outs } of calls.slice(0, enough + 1)) {
    if (kernel.name.endsWith('WeightGradient')) continue;
    const buffers = (ids: readonly (TensorId | null)[]) => ids.map((id) => (id === null ? null : valuesOf(id)));
    kernel.twin(params, buffers(ins), buffers(outs));
    await pause?.();
  }

  const [, maps = 1, ...plane] = node.shape;
  const size = elements(plane);
  const values = output(layer);
  const slopes = parts.map(valuesOf);
  const contributions = Float64Array.from({ length: maps }, (_, map) => {
    let sum = 0;
    for (let i = map * size; i < (map + 1) * size; i++) {
      for (const slope of slopes) sum += (values[i] ?? 0) * (slope[i] ?? 0);
    }
    return sum;
  });
  const scores = output(logits.id);
  const total = (scores[a] ?? Number.NaN) - (scores[b] ?? Number.NaN);
  return { contributions, total, constant: total - contributions.reduce((sum, part) => sum + part, 0) };
}

function weightOf(weights: ReadonlyMap<string, Float32Array>, name: string): Float32Array {
  const values = weights.get(name);
  if (!values) throw new EngineError('weights', `there are no weights ${name}`);
  return values;
}
