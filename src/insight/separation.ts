/**
 * What separates two classes: exactly how much each map of a layer contributes to the difference of the two logits.
 *
 * After the layer, every path is a chain of sums, fixed weights and switches (which ReLU is on, which pixel is the
 * maximum). For a given input the switches are fixed, so the difference is an affine function of the layer's values:
 *
 *   logit a - logit b = sum over maps of (sum over the map's pixels of y dL/dy) + the contribution of later biases
 *
 * with L the difference. For the layer that feeds the last dense layer this is (w_a - w_b) x, term by term. The
 * gradients come from a program of a plan made with `separationOptions`.
 * Montavon et al., Explaining nonlinear classification decisions with deep Taylor decomposition (2017), section 3.
 */
import type { Plan } from '../backend/types';
import { EngineError } from '../core/errors';
import { isAlias } from '../graph/draft';
import { INPUT, type ResolvedModel, type ResolvedNode } from '../graph/model';
import type { TensorId } from '../kernels/kernel';
import { layerOf } from '../layers';

/** The node whose output is the logits: the input of the network's final softmax. Null when there is none. */
export function logitsOf({ spec, nodes }: ResolvedModel): ResolvedNode | null {
  const output = nodes.find(({ id }) => id === spec.output);
  if (output?.type !== 'softmax') return null;
  return nodes.find(({ id }) => id === output.inputs[0]) ?? null;
}

/** Whether every path from the input to `to` passes through node `through`. */
function isPassage(model: ResolvedModel, through: string, to: string): boolean {
  const reached = new Set([INPUT]);
  for (const { id, inputs } of model.nodes) {
    if (id !== through && inputs.some((input) => reached.has(input))) reached.add(id);
  }
  return !reached.has(to);
}

/** The node behind layers that only rename in inference: for a flatten, the layer it flattens. */
function unnamed(model: ResolvedModel, id: string): string {
  const node = model.nodes.find((other) => other.id === id);
  return node && isAlias(node, 'infer') ? unnamed(model, node.inputs[0] ?? INPUT) : id;
}

/**
 * Ids of the layers at which two classes can be separated exactly, last first: those read by a convolution or a dense
 * layer, with only affine layers after them and no path around them.
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

/** Plan options: the gradients of the logits with respect to all `separableLayers`. */
export const separationOptions = (model: ResolvedModel) => ({
  gradients: { of: logitsOf(model)?.id ?? model.spec.output, wrt: separableLayers(model) },
});

export interface Separation {
  /** What each map contributes to the difference; each value, for a layer without maps. */
  readonly contributions: Float64Array;
  /** What the biases after the layer contribute. */
  readonly constant: number;
  /** logit a - logit b. */
  readonly total: number;
}

/** What to write to a program with `separationOptions` besides the input, and what to read after its run. */
export interface SeparationRun {
  readonly write: ReadonlyMap<TensorId, Float32Array>;
  /** The layer's values, their gradient, and the logits. */
  readonly read: readonly [values: TensorId, gradient: TensorId, logits: TensorId];
}

/**
 * The run that separates class a from class b at a layer, which must be one of `separableLayers`. Throws
 * EngineError('graph') for any other.
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

/** The contributions of each of `maps` maps, from the tensors in `read` after such a run. */
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
