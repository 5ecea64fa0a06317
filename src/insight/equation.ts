/**
 * The equation behind any value on the page: asks the layer's definition to explain one output value from the current
 * tensors at full precision. Results are recomputed here, never copied from a kernel.
 */
import type { Plan, PlanNode } from '../backend/types';
import { EngineError } from '../core/errors';
import { INPUT, type ResolvedModel, type ResolvedNode } from '../graph/model';
import type { TensorId } from '../kernels/kernel';
import { layerOf } from '../layers';
import type { Explanation } from '../layers/explain';

/** Reads a whole tensor, as Program.read does. */
export type ReadTensor = (tensor: TensorId) => Promise<Float32Array>;

function find<T extends { readonly id: string }>(nodes: readonly T[], id: string): T {
  const node = nodes.find((candidate) => candidate.id === id);
  if (!node) throw new EngineError('graph', `there is no layer ${id}`);
  return node;
}

/** Ids of the tensors a node reads: its inputs, then its weights by name. */
export function sources(plan: Plan, planned: PlanNode): { ins: TensorId[]; weights: [string, TensorId][] } {
  const outputOf = (id: string): TensorId => (id === INPUT ? plan.input : find(plan.nodes, id).output);
  return { ins: planned.inputs.map(outputOf), weights: Object.entries(planned.weights) };
}

/**
 * Explains value `index` (flat, within the first sample) of a node's output from the values of its inputs, in order,
 * and of its weights, by name. Throws EngineError('shape') for an index out of range.
 */
export function explainFrom(
  { id, type, attributes, inShapes, shape }: ResolvedNode,
  inputs: readonly Float32Array[],
  weights: ReadonlyMap<string, Float32Array>,
  index: number,
): Explanation {
  const at = (values: Float32Array | undefined, place: number): number => {
    const value = values?.[place];
    if (value === undefined) throw new EngineError('shape', `${id} has no such value`, { got: place });
    return value;
  };
  return layerOf(type).explain({
    attributes,
    inShapes,
    outShape: shape,
    index,
    value: (input, place) => at(inputs[input], place),
    weight: (name, place) => at(weights.get(name), place),
  });
}

/**
 * Reads a node's inputs and weights and explains value `index` of its output. Throws EngineError('graph' | 'shape') for
 * an unknown node or an index out of range.
 */
export async function explain(
  model: ResolvedModel,
  plan: Plan,
  read: ReadTensor,
  node: string,
  index: number,
): Promise<Explanation> {
  const resolved: ResolvedNode = find(model.nodes, node);
  const { ins, weights } = sources(plan, find(plan.nodes, node));
  const inputs = await Promise.all(ins.map(read));
  const weightValues = new Map(await Promise.all(weights.map(async ([name, id]) => [name, await read(id)] as const)));
  return explainFrom(resolved, inputs, weightValues, index);
}
