/** Below the stage: the colour scale with its numbers and what shares a range, which maps are shown, and their size. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { mapViews, ranges } from '../../workspace/choices';
import type { Network } from '../../workspace/network';
import { rounded } from '../../workspace/numbers';
import { anyBroken, extentOf, legendUnit } from '../../workspace/stage/extent';
import { scaleGradient } from '../../workspace/stage/palette';
import type { TileLimits } from '../../workspace/stage/zoom';
import { Choice } from '../parts/Choice';
import { lazily } from '../parts/lazily';
import { Segmented } from '../parts/Segmented';
import { usePalette } from '../parts/usePalette';
import { useFrame, usePointed, useWork, useWorkspace } from '../playground';
import { Zoom } from './Zoom';

interface Props {
  readonly network: Network;
  readonly hasWires: boolean;
  readonly tile: number;
  readonly limits: TileLimits;
}

const WireLegend = lazily(() => import('./stage').then((parts) => parts.WireLegend));

export function Legend({ network, hasWires, ...zoom }: Props) {
  const { t } = useTranslation();
  const { store } = useWorkspace();
  const view = useWork((state) => state.view);
  const range = useWork((state) => state.range);
  return (
    <div className="legend">
      <Scale network={network} />
      {hasWires && <WireLegend network={network} />}
      <Choice
        label={t('stage.range')}
        className="inline legend-range"
        options={ranges}
        value={range}
        onChange={(next) => store.setState({ range: next })}
        name={(choice) => t(`stage.ranges.${choice}`)}
      />
      <Segmented
        label={t('stage.view')}
        className="legend-view"
        options={mapViews}
        value={view}
        onChange={(next) => store.setState({ view: next })}
        name={(choice) => t(`stage.views.${choice}`)}
      />
      <Zoom {...zoom} />
    </div>
  );
}
/** The colour bar and the numbers at its ends: for the whole network, or the layer under the pointer. */
function Scale({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const range = useWork((state) => state.range);
  const pointed = usePointed((state) => state.hover?.layer ?? null);
  const palette = usePalette();
  const bar = useMemo(() => scaleGradient(palette), [palette]);
  const unit = legendUnit(network.units, pointed);
  const layers = range === 'network' ? network.units.flatMap((each) => each.layers) : (unit?.layers ?? []);
  const isEach = range === 'map';
  const own = useFrame((state) => (isEach ? state.own : null));
  const end = useFrame((state) => {
    const extent = isEach ? (state.own?.extent ?? null) : extentOf(layers, state.ranges);
    return extent === null ? null : rounded(extent);
  });
  const broken = useFrame((state) => anyBroken(state.ranges));
  // What the answer's range is, is not measured.
  const [low, high] = end === null ? ['', ''] : [`−${end}`, `+${end}`];
  return (
    <div className="scale">
      {own && (
        <span className="scale-name">
          {own.channel === null ? own.layer : t('stageTools.rows.map', { layer: own.layer, channel: own.channel })}
        </span>
      )}
      {range === 'layer' && <span className="scale-name">{layers.map(({ id }) => id).join(' · ')}</span>}
      <span className="number">{low}</span>
      <span
        className="scale-bar"
        style={{ background: bar }}
        role="img"
        aria-label={t('stage.legend', { low, high })}
      />
      <span className="number">{high}</span>
      {broken && (
        <span className="scale-broken">
          <span className="hatch" aria-hidden /> {t('stage.broken')}
        </span>
      )}
    </div>
  );
}
