/** The first layer's kernels as they form, what each finds in the drawing, and what all layers behind it make of it. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../workspace/network';
import { scaleGradient } from '../../workspace/stage/palette';
import { firstLayerOf } from '../../workspace/training/firstLayer';
import { LabMaps } from '../labs/LabMaps';
import { Segmented } from '../parts/Segmented';
import { usePalette } from '../parts/usePalette';
import { useFrame, useWork } from '../playground';
import { State } from './State';
import { Strong } from './Strong';
import { useRun, useSubject, useTraining } from './useTrain';
import { KernelScale, Kernels } from './watch/Kernels';
import { watchedLayers } from './watch/layers';
import { LayerMaps, MapScale, numbers, UnitMap } from './watch/Maps';

const views = ['features', 'activations'] as const;

export function Watch() {
  const network = useWork((state) => state.network);
  const isOpen = useTraining((state) => state.status !== 'loading');
  return (
    <section className="train-watch train-scrolls" id="maps">
      <State />
      {network && isOpen && <Layers key={JSON.stringify(network.spec.nodes)} network={network} />}
    </section>
  );
}

export function Layers({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const { training } = useRun();
  const [view, setView] = useState<(typeof views)[number]>('features');
  const isEmpty = useFrame((state) => state.isEmpty);
  const first = useMemo(() => firstLayerOf(network.model), [network]);
  const layers = useMemo(() => watchedLayers(network), [network]);
  const picture = useSubject();
  const below = picture ? 'train.watching.belowPicture' : isEmpty ? 'train.belowEmpty' : 'train.below';
  const palette = usePalette();
  const background = useMemo(() => scaleGradient(palette), [palette]);
  if (!first) return null;
  const shown = layers.map(({ feature, activation }) => (view === 'features' ? feature : activation));
  const own = shown.find((_, i) => layers[i]?.feature.id === first.id);
  return (
    <LabMaps lab={training.workspace} range="layer" className="train-maps">
      <div className="train-row">
        <p>
          <Strong text={t('train.kernels', { count: first.filters })} />
        </p>
        <KernelScale layer={first} background={background} />
      </div>
      <Kernels layer={first} palette={palette}>
        {own && numbers(first.filters).map((number) => <UnitMap key={number} layer={own} number={number} />)}
      </Kernels>
      <div className="train-row">
        <p className="muted">{t(below)}</p>
        <Segmented
          label={t('train.view')}
          options={views}
          value={view}
          onChange={setView}
          name={(each) => t(`train.views.${each}`)}
        />
        {own && <MapScale tensor={own.tensor} background={background} />}
      </div>
      {shown.map((layer, i) => layer !== own && <LayerMaps key={layer.id} layer={layer} place={i + 1} />)}
    </LabMaps>
  );
}
