/** The layers of the network as they are watched. */
import { useMemo } from 'react';
import { layerOf } from '../../../layers';
import type { Network } from '../../../workspace/network';
import type { StageLayer } from '../../../workspace/stage/layers';
import type { FilterShape } from '../../../workspace/training/filterPixels';
import { useWork } from '../../playground';

/** The first layer with filters: kernels, or rows of a matrix that lie on the picture. */
export interface FirstLayer extends FilterShape {
  readonly id: string;
  readonly kind: 'kernels' | 'rows';
  /** The name of its weights. */
  readonly weight: string;
  readonly filters: number;
}

export function firstLayerOf({ model }: Network): FirstLayer | null {
  const node = model.nodes.find(({ weights }) => weights.length > 0);
  const kind = node && layerOf(node.type).filters;
  const [weight] = node?.weights ?? [];
  if (!node || !weight || !kind) return null;
  const [filters = 1, channels = 1, rows = 1, columns = 1] = weight.shape;
  const own = { id: node.id, kind, weight: `${node.id}.${weight.name}`, filters };
  if (kind === 'kernels') return { ...own, channels, rows, columns };
  const [, planes = 1, height = 1, width = 1] = model.input;
  return planes * height * width === channels
    ? { ...own, channels: planes, rows: height, columns: width }
    : { ...own, channels: 1, rows: 1, columns: channels };
}

export function useFirstLayer(): FirstLayer | null {
  const network = useWork((state) => state.network);
  return useMemo(() => network && firstLayerOf(network), [network]);
}

/** The names of the layers with parameters, in the order of a moment's `layers`. */
export const useTrainedLayers = (): readonly string[] => {
  const network = useWork((state) => state.network);
  return useMemo(
    () => network?.model.nodes.filter(({ weights }) => weights.length > 0).map(({ id }) => id) ?? [],
    [network],
  );
};

/** A layer and its activation, if it has one. */
export interface WatchedLayer {
  readonly feature: StageLayer;
  readonly activation: StageLayer;
}

/** All layers with filters behind the picture, without the answer: it stands on the right. */
export function watchedLayers({ units, spec }: Network): readonly WatchedLayer[] {
  return units.slice(1).flatMap(({ layers }) => {
    const [feature] = layers;
    if (!feature || feature.kind === 'input' || !layerOf(feature.kind).filters) return [];
    const activation = layers.find(({ role }) => role === 'activation') ?? feature;
    const isAnswer = feature.form === 'strip' && feature.rows === spec.labels.length && activation === feature;
    return isAnswer ? [] : [{ feature, activation }];
  });
}
