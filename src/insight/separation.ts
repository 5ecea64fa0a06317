/**
 * What separates two classes: how much each map of a layer adds to the difference of the two logits, exactly.
 *
 * Behind a layer every path is a chain of sums, fixed weights and switches (which ReLU is on, which pixel is the
 * largest). For the input as it is the switches stand, so the difference is an affine function of the layer's values:
 *
 *   logit a - logit b = sum over maps of (sum over the map's pixels of y dL/dy) + what the biases behind it add
 *
 * with L the difference. For the layer that the last dense layer reads this is (w_a - w_b) x, term by term. The
 * gradients are those of a plan: `separationOptions` says of which, and a program of it is asked.
 * Montavon et al., Explaining nonlinear classification decisions with deep Taylor decomposition (2017), section 3.
 */
import type { Plan } from '../backend/types';
import { EngineError } from '../core/errors';
import { isAlias } from '../graph/draft';
import { INPUT, type ResolvedModel, type ResolvedNode } from '../graph/model';
import type { TensorId } from '../kernels/kernel';
import { layerOf } from '../layers';

/** The node whose output are the logits: what the network's closing softmax reads. Null when it has none. */
export function logitsOf({ spec, nodes }: ResolvedModel): ResolvedNode | null {
  const output = nodes.find(({ id }) => id === spec.output);
  if (output?.type !== 'softmax') return null;
  return nodes.find(({ id }) => id === output.inputs[0]) ?? null;
}

/** Whether every path from the input to `to` leads through the node `through`. */
function isPassage(model: ResolvedModel, through: string, to: string): boolean {
  const reached = new Set([INPUT]);
  for (const { id, inputs } of model.nodes) {
    if (id !== through && inputs.some((input) => reached.has(input))) reached.add(id);
  }
  return !reached.has(to);
}

/** The node behind layers that only rename in inference: of a flatten, what it flattens. */
function unnamed(model: ResolvedModel, id: string): string {
  const node = model.nodes.find((other) => other.id === id);
  return node && isAlias(node, 'infer') ? unnamed(model, node.inputs[0] ?? INPUT) : id;
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
    const { affine, filters } = layerOf(node.type);
    if (!affine) break;
    const source = unnamed(model, node.inputs[0] ?? INPUT);
    if (source === INPUT || result.includes(source) || !filters) continue;
    if (isPassage(model, source, logits.id)) result.push(source);
  }
  return result;
}

/** To be planned: the gradients of the logits with respect to all `separableLayers`. */
export const separationOptions = (model: ResolvedModel) => ({
  gradients: { of: logitsOf(model)?.id ?? model.spec.output, wrt: separableLayers(model) },
});

export interface Separation {
  /** What each map adds to the difference: a map per channel, or of a layer without maps each value. */
  readonly contributions: Float64Array;
  /** What the biases behind the layer add. */
  readonly constant: number;
  /** logit a - logit b. */
  readonly total: number;
}

/** What a program with `separationOptions` is to be given beside the input, and what is to be read after its run. */
export interface SeparationRun {
  readonly write: ReadonlyMap<TensorId, Float32Array>;
  /** The layer's values, their gradient, and the logits. */
  readonly read: readonly [values: TensorId, gradient: TensorId, logits: TensorId];
}

/**
 * The run that separates class a from class b as seen from a layer, which must be one of `separableLayers`.
 * Throws EngineError('graph') for another layer.
 */
export function separationRun(
  plan: Plan,
  model: ResolvedModel,
  layer: string,
  [a, b]: readonly [a: number, b: number],
): SeparationRun {
  const { seed = -1, of } = plan.gradients ?? {};
  const outputOf = (id: string | undefined): TensorId | undefined => plan.nodes.find((node) => node.id === id)?.output;
  const [values, gradient, logits] = [outputOf(layer), of?.[layer], outputOf(logitsOf(model)?.id)];
  if (values === undefined || gradient === undefined || logits === undefined)
    throw new EngineError('graph', `there is no layer ${layer} to tell classes apart by`);
  const difference = new Float32Array(plan.tensors[seed]?.length ?? 0);
  difference[a] = 1;
  difference[b] = -1;
  return { write: new Map([[seed, difference]]), read: [values, gradient, logits] };
}

/** The shares of each of `maps` maps, of what such a run left in the tensors to `read`. */
export function separate(
  [values, gradient, logits]: readonly [values: Float32Array, gradient: Float32Array, logits: Float32Array],
  maps: number,
  [a, b]: readonly [a: number, b: number],
): Separation {
  const size = values.length / maps;
  const contributions = Float64Array.from({ length: maps }, (_, map) => {
    let sum = 0;
    for (let i = map * size; i < (map + 1) * size; i++) sum += (values[i] ?? 0) * (gradient[i] ?? 0);
    return sum;
  });
  const total = (logits[a] ?? Number.NaN) - (logits[b] ?? Number.NaN);
  return { contributions, total, constant: total - contributions.reduce((sum, part) => sum + part, 0) };
}
