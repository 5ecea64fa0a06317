/** The first layer with filters, whose weights can be looked at as pictures. */
import { type ModelSpec, type ResolvedModel, resolveModel, weightName } from '../../graph/model';
import { layerOf } from '../../layers';
import type { FilterShape } from './filterPixels';

/** Kernels, or rows of a matrix that lie on the picture. */
export interface FirstLayer extends FilterShape {
  readonly id: string;
  readonly kind: 'kernels' | 'rows';
  /** The name of its weights. */
  readonly weight: string;
  readonly filters: number;
}

/** Null for a network in which no layer has any. */
export function firstLayerOf({ nodes, input }: ResolvedModel): FirstLayer | null {
  const node = nodes.find(({ type, weights }) => layerOf(type).filters && weights.length > 0);
  const kind = node && layerOf(node.type).filters;
  const [weight] = node?.weights ?? [];
  if (!node || !weight || !kind) return null;
  const [filters = 1, channels = 1, rows = 1, columns = 1] = weight.shape;
  const own = { id: node.id, kind, weight: weightName(node.id, weight.name), filters };
  if (kind === 'kernels') return { ...own, channels, rows, columns };
  const [, planes = 1, height = 1, width = 1] = input;
  return planes * height * width === channels
    ? { ...own, channels: planes, rows: height, columns: width }
    : { ...own, channels: 1, rows: 1, columns: channels };
}

/** That of a network's spec. */
export const firstLayerIn = (spec: ModelSpec): FirstLayer | null => firstLayerOf(resolveModel(spec, 1));

/** One of the layer's filters, a view of its weights. */
export function filterOf({ filters }: FirstLayer, weights: Float32Array, filter: number): Float32Array {
  const length = weights.length / filters;
  return weights.subarray(filter * length, (filter + 1) * length);
}

/** Where a colour scale ends that shows all of the weights: the largest |weight|, at least so much that zeros have one. */
export const extentOf = (weights: Float32Array): number =>
  weights.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
