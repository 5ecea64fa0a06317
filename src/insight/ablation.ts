/**
 * How one map of a network, or one cell of a layer without maps, is made zero without touching anything else: by zeros in
 * the weights of the filter that computes it. A map without weights of its own is followed back to that filter through what keeps channels and
 * leaves zero as it is (ReLU, pooling, concatenation, ...), as long as nothing else reads the maps on the way.
 * The question is that of Meyes, Lu, de Puiseau and Meisen, Ablation Studies in Artificial Neural Networks (2019).
 */
import { INPUT, type ResolvedModel, type ResolvedNode } from '../graph/model';
import { activationOf } from '../kernels/activation';
import { layerOf } from '../layers';
import type { LayerCategory } from '../layers/layer';

/** One map (or one cell, where there are no maps): channel `channel` of what node `node` (or the input) gives. */
export interface MapOf {
  readonly node: string;
  readonly channel: number;
}

/** Values [start, start + length) of a weight, to be set to zero. */
export interface ZeroedWeights {
  readonly name: string;
  readonly start: number;
  readonly length: number;
}

export interface Ablation {
  /** Where the zeros are put: the map's own filter, one that it is computed from, or a plane of the input. */
  readonly at: MapOf;
  /** Empty for a plane of the input. */
  readonly weights: readonly ZeroedWeights[];
}

const nodeOf = (model: ResolvedModel, id: string): ResolvedNode | undefined =>
  model.nodes.find((node) => node.id === id);

/** The one map that a map is computed from, of layers that keep channels apart; null where there are more. */
export function mapBefore(model: ResolvedModel, { node: id, channel }: MapOf): MapOf | null {
  const node = nodeOf(model, id);
  if (node?.shape.length !== 4 && node?.shape.length !== 2) return null;
  const def = layerOf(node.type);
  if (def.concatAxis?.(node.attributes) === 1) {
    let start = 0;
    for (const [i, input] of node.inputs.entries()) {
      const size = node.inShapes[i]?.[1] ?? 0;
      if (channel < start + size) return { node: input, channel: channel - start };
      start += size;
    }
    return null;
  }
  const [input] = node.inputs;
  const keeps =
    def.category === 'pooling' || (node.inputs.length === 1 && def.receptiveField(node.attributes).kind !== 'all');
  const sameCount = node.inShapes[0]?.length === node.shape.length && node.inShapes[0][1] === node.shape[1];
  return input !== undefined && keeps && sameCount && def.category !== 'convolution' ? { node: input, channel } : null;
}

/** Whether a layer gives zeros for zeros. */
function keepsZero({ type, attributes }: ResolvedNode): boolean {
  const values = layerOf(type).activation?.(attributes);
  if (values) return activationOf(values.activation).f(0, values.alpha, values.beta) === 0;
  return type !== 'pad' || attributes.value === 0;
}

const withFilters: readonly LayerCategory[] = ['convolution', 'normalisation', 'dense'];

/** The weights that a layer with filters computes one map or cell from; null for any other layer. */
function ownWeights({ id, type, weights }: ResolvedNode, channel: number): readonly ZeroedWeights[] | null {
  if (!withFilters.includes(layerOf(type).category)) return null;
  return weights
    .filter(({ role }) => role === 'weight')
    .map(({ name, shape: [, ...rest] }) => {
      const length = rest.reduce((product, size) => product * size, 1);
      return { name: `${id}.${name}`, start: channel * length, length };
    });
}

/** What makes a map zero; null where it cannot be taken out by itself (the sum of branches, what others read too). */
export function ablationOf(model: ResolvedModel, map: MapOf): Ablation | null {
  if (map.node === INPUT) return { at: map, weights: [] };
  const node = nodeOf(model, map.node);
  if (!node) return null;
  const weights = ownWeights(node, map.channel);
  if (weights) return { at: map, weights };
  const before = keepsZero(node) ? mapBefore(model, map) : null;
  const readers = model.nodes.filter(({ inputs }) => before !== null && inputs.includes(before.node));
  return before && readers.length === 1 ? ablationOf(model, before) : null;
}
