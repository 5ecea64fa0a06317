/** The layers of the network as they are watched. */
import { useMemo } from 'react';
import { layerOf } from '../../../layers';
import type { Network } from '../../../workspace/network';
import type { StageLayer } from '../../../workspace/stage/layers';
import { type FirstLayer, firstLayerOf } from '../../../workspace/training/firstLayer';
import { useWork } from '../../playground';

export function useFirstLayer(): FirstLayer | null {
  const network = useWork((state) => state.network);
  return useMemo(() => network && firstLayerOf(network.model), [network]);
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
