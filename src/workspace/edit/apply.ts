/**
 * A network with its edits: the spec and weights that compute, made from the trained ones. Pure.
 *
 * A muted filter is all zeros, including its bias, so its feature map is zero everywhere, as in "without it"
 * (insight/ablation.ts). An activation function with f(0) other than 0 still turns it into a constant. Scaling an input
 * feature of a dense layer scales the column of weights that reads it, in every output: W x with x_i scaled equals W
 * with column i scaled, times x.
 */
import type { Plan, Weights } from '../../backend/types';
import { EngineError } from '../../core/errors';
import { INPUT, type ModelNode, type ModelSpec, type ResolvedModel, resolveModel, weightName } from '../../graph/model';
import { type MapOf, mapBefore } from '../../insight/ablation';
import { originOf } from '../../insight/origin';
import { activationOf } from '../../kernels/activation';
import type { TensorId } from '../../kernels/kernel';
import { type LayerType, layerOf, layers } from '../../layers';
import type { AnyLayerDef } from '../../layers/layer';
import { type Edits, type FilterEdit, isSilent, type LayerEdit, plainFilter } from './edits';

export type { MapOf };

/** A filter's weights (channels x rows x columns), and its bias where the layer has one. */
export interface FilterWeights {
  readonly weights: Float32Array;
  readonly bias: number | null;
}

/** What a layer's filters are: kernels, or rows with one weight per input for each output; null if it has none. */
export function filterKind(model: ResolvedModel, id: string): AnyLayerDef['filters'] {
  const node = model.nodes.find((other) => other.id === id);
  return node ? layerOf(node.type).filters : null;
}

/** How many editable filters a layer has; 0 if none. */
export function filterCount(model: ResolvedModel, id: string): number {
  if (!filterKind(model, id)) return 0;
  const node = model.nodes.find((other) => other.id === id);
  return node?.weights.find(({ name }) => name === 'weight')?.shape[0] ?? 0;
}

/** How many input features a dense layer has: the columns of its weights (outputs x inputs); 0 for other layers. */
export function inputCount(model: ResolvedModel, id: string): number {
  if (filterKind(model, id) !== 'rows') return 0;
  const node = model.nodes.find((other) => other.id === id);
  return node?.weights.find(({ name }) => name === 'weight')?.shape[1] ?? 0;
}

/** The layer whose values are a layer's input features, in order. */
export const featureSource = (model: ResolvedModel, id: string): string =>
  originOf(model, model.nodes.find((other) => other.id === id)?.inputs[0] ?? INPUT);

/** The dense layers whose input features are the values of a layer (or the input). */
export const featureReaders = (model: ResolvedModel, source: string): readonly string[] =>
  model.nodes.filter(({ id }) => inputCount(model, id) > 0 && featureSource(model, id) === source).map(({ id }) => id);

/** The filter that computes a map, traced through layers that keep channels apart; null if there is no single one. */
export function filterBehind(model: ResolvedModel, map: MapOf): MapOf | null {
  if (filterCount(model, map.node) > 0) return map;
  const before = mapBefore(model, map);
  return before && filterBehind(model, before);
}

/** A view of one filter of `count`. Throws EngineError('weights') if there is none. */
export function filterOf(weights: Weights, node: string, count: number, channel: number): FilterWeights {
  const all = weights.get(weightName(node, 'weight'));
  if (!all || channel >= count) throw new EngineError('weights', `${node} has no filter ${channel}`);
  const size = all.length / count;
  const bias = weights.get(weightName(node, 'bias'))?.[channel] ?? null;
  return { weights: all.subarray(channel * size, (channel + 1) * size), bias };
}

/**
 * A trained filter with its edits, ignoring muting; `inputs` scales its inputs, by index in the filter. Each product is
 * rounded to float32 once.
 */
export const editedFilter = (
  { weights, bias }: FilterWeights,
  edit: FilterEdit,
  inputs: LayerEdit['inputs'] = new Map(),
): FilterWeights => ({
  weights: weights.map((trained, cell) => edit.scale * (inputs.get(cell) ?? 1) * (edit.cells.get(cell) ?? trained)),
  bias: bias === null ? null : Math.fround(edit.bias ?? bias),
});

/** A layer's weights that differ from the trained ones. */
function layerWeights(trained: Weights, node: string, count: number, edit: LayerEdit): Weights {
  const names = [weightName(node, 'weight'), weightName(node, 'bias')] as const;
  const [kernels, biases] = names.map((name) => trained.get(name)?.slice());
  const { filters, muted, solo, inputs } = edit;
  if (!kernels || filters.size + muted.size + solo.size + inputs.size === 0) return new Map();
  const size = kernels.length / count;
  for (let channel = 0; channel < count; channel++) {
    const filter = filters.get(channel);
    if (isSilent(edit, channel)) {
      kernels.fill(0, channel * size, (channel + 1) * size);
      biases?.fill(0, channel, channel + 1);
    } else if (filter || inputs.size > 0) {
      const { weights, bias } = editedFilter(filterOf(trained, node, count, channel), filter ?? plainFilter, inputs);
      kernels.set(weights, channel * size);
      if (biases && bias !== null) biases[channel] = bias;
    }
  }
  return new Map([[names[0], kernels], ...(biases ? [[names[1], biases] as const] : [])]);
}

/** For one trained model: maps edits to the weights that differ, by name. Layers with the same edits keep arrays. */
export function weightsFor(model: ResolvedModel, trained: Weights): (edits: Edits) => Weights {
  const known = new WeakMap<LayerEdit, Weights>();
  return (edits) => {
    const all = new Map<string, Float32Array>();
    for (const [node, edit] of edits) {
      const weights = known.get(edit) ?? layerWeights(trained, node, filterCount(model, node), edit);
      known.set(edit, weights);
      for (const [name, values] of weights) all.set(name, values);
    }
    return all;
  };
}

/** The value that the first activation function reading a layer gives for zero; null if that is zero. */
export function constantAfter(
  model: ResolvedModel,
  id: string,
): { readonly layer: string; readonly value: number } | null {
  for (const { id: layer, type, inputs, attributes } of model.nodes) {
    const values = inputs.includes(id) ? layerOf(type).activation?.(attributes) : undefined;
    if (!values) continue;
    const value = activationOf(values.activation).f(0, values.alpha, values.beta);
    return value === 0 ? null : { layer, value };
  }
  return null;
}

/** Layer types that can replace a layer: the same kind with the same output shape, itself included. */
export function swapsFor(model: ResolvedModel, id: string): readonly LayerType[] {
  const node = model.nodes.find((other) => other.id === id);
  if (!node) return [];
  const own = layerOf(node.type);
  const forms = Object.keys(own.attributes).join();
  const types = Object.keys(layers) as LayerType[];
  return types.filter((type) => {
    const { equation, activation, attributes } = layerOf(type);
    if (own.activation) return activation !== undefined;
    return own.equation === 'window' && equation === 'window' && Object.keys(attributes).join() === forms;
  });
}

/** A node with another layer type. Pooling keeps its window; an activation function gets its default parameters. */
function swapped({ attributes = {}, ...node }: ModelNode, type: LayerType): ModelNode {
  return { ...node, type, attributes: layerOf(type).activation ? {} : attributes };
}

/** The network with some layers replaced; the same spec if there are none. */
export function editedSpec(spec: ModelSpec, edits: Edits): ModelSpec {
  if (![...edits.values()].some(({ swap }) => swap !== null)) return spec;
  const nodes = spec.nodes.map((node) => {
    const swap = edits.get(node.id)?.swap;
    return swap ? swapped(node, swap) : node;
  });
  return { ...spec, nodes };
}

/** Ids of the layers whose maps may differ from the trained network's: the edited ones and all that depend on them. */
export function affected(spec: ModelSpec, edits: Edits): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { id, inputs } of spec.nodes) {
    if (edits.has(id) || inputs.some((input) => found.has(input))) found.add(id);
  }
  return found;
}

/** The name of a layer's twin in the trained network. */
export const originalOf = (id: string): string => `original ${id}`;

/**
 * The edited network beside the trained one, where they differ: a twin for each layer in `twins`, which must include
 * every layer that depends on one of them.
 */
export function besideOriginal(edited: ModelSpec, trained: ModelSpec, twins: ReadonlySet<string>): ModelSpec {
  const named = (id: string): string => (twins.has(id) ? originalOf(id) : id);
  const originals = trained.nodes
    .filter(({ id }) => twins.has(id))
    .map((node): ModelNode => ({ ...node, id: named(node.id), inputs: node.inputs.map(named) }));
  return { ...edited, nodes: [...edited.nodes, ...originals] };
}

/** The trained weights under the names of the twins. */
export function originalWeights(trained: ModelSpec, weights: Weights, twins: ReadonlySet<string>): Weights {
  const { nodes } = resolveModel(trained, 1);
  return new Map(
    nodes
      .filter(({ id }) => twins.has(id))
      .flatMap(({ id, weights: own }) =>
        own.flatMap(({ name }): (readonly [string, Float32Array])[] => {
          const values = weights.get(weightName(id, name));
          return values ? [[weightName(originalOf(id), name), values]] : [];
        }),
      ),
  );
}

/** The twins' tensors, keyed by the original layer. */
export const originalTensors = (plan: Plan, twins: ReadonlySet<string>): ReadonlyMap<string, TensorId> =>
  new Map(
    [...twins].flatMap((id) => {
      const twin = plan.nodes.find((node) => node.id === originalOf(id));
      return twin ? [[id, twin.output] as const] : [];
    }),
  );
