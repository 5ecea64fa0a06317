/**
 * How to zero a single map of a network, or a single cell of a layer without maps, and nothing else: by zeroing the
 * weights of the filter that computes it. A map without weights of its own is traced back to that filter through layers
 * that keep channels separate and zeros zero (ReLU, pooling, concatenation, ...), provided nothing else reads the maps
 * on the way.
 * The question is that of Meyes, Lu, de Puiseau and Meisen, Ablation Studies in Artificial Neural Networks (2019).
 */
import { elements } from '../core/shapes';
import { INPUT, type ResolvedModel, type ResolvedNode } from '../graph/model';
import { layerOf } from '../layers';
import { channelCount } from '../layers/channels';
import { channelsRead } from './channels';

/** One map (or one cell, where there are no maps): channel `channel` of the output of node `node` (or of the input). */
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
  /** Where the zeros go: the map's own filter, one further back that it is computed from, or a plane of the input. */
  readonly at: MapOf;
  /** Empty for a plane of the input. */
  readonly weights: readonly ZeroedWeights[];
}

const nodeOf = (model: ResolvedModel, id: string): ResolvedNode | undefined =>
  model.nodes.find((node) => node.id === id);

/** For a layer without filters: the one map that a map is computed from and no other is; null if there is none. */
export function mapBefore(model: ResolvedModel, { node: id, channel }: MapOf): MapOf | null {
  const node = nodeOf(model, id);
  if (node?.shape.length !== 4 && node?.shape.length !== 2) return null;
  if (layerOf(node.type).filters) return null;
  const readBy = (own: number) =>
    node.inputs.flatMap((input, i) => {
      const channels = channelsRead(node, i, { from: own, to: own });
      return channels ? [{ input, ...channels }] : [];
    });
  const [only, ...others] = readBy(channel);
  if (!only || others.length > 0 || only.from !== only.to) return null;
  // The channels read advance with the output channel, so only its neighbours can read the same ones.
  const isShared = [channel - 1, channel + 1]
    .filter((own) => own >= 0 && own < channelCount(node.shape))
    .flatMap(readBy)
    .some(({ input, from, to }) => input === only.input && from <= only.from && only.from <= to);
  return isShared ? null : { node: only.input, channel: only.from };
}

/** The weights a layer uses for one map or cell; null for a layer without any. */
function ownWeights({ id, weights }: ResolvedNode, channel: number): readonly ZeroedWeights[] | null {
  const own = weights.filter(({ silences }) => silences);
  if (own.length === 0) return null;
  return own.map(({ name, shape: [, ...rest] }) => {
    const length = elements(rest);
    return { name: `${id}.${name}`, start: channel * length, length };
  });
}

/** What zeroes a map; null where it cannot be removed by itself (a sum of branches, or maps that others read too). */
export function ablationOf(model: ResolvedModel, map: MapOf): Ablation | null {
  if (map.node === INPUT) return { at: map, weights: [] };
  const node = nodeOf(model, map.node);
  if (!node) return null;
  const weights = ownWeights(node, map.channel);
  if (weights) return { at: map, weights };
  const before = layerOf(node.type).keepsZero(node.attributes) ? mapBefore(model, map) : null;
  const reads = model.nodes.flatMap(({ inputs }) => inputs.filter((input) => input === before?.node));
  return before && reads.length === 1 ? ablationOf(model, before) : null;
}
