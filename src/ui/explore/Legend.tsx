/** Below the stage: the colour scale with its numbers, which opens what shares a range; which maps are shown, and their size. */
import { ChevronDown, Play } from 'lucide-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { mapViews, ranges } from '../../workspace/choices';
import type { FrameState } from '../../workspace/frame';
import type { Network } from '../../workspace/network';
import { rounded } from '../../workspace/numbers';
import { anyBroken, extentOf, legendUnit } from '../../workspace/stage/extent';
import { scaleGradient } from '../../workspace/stage/palette';
import type { TileSize } from '../../workspace/stage/zoom';
import { Choice } from '../parts/Choice';
import { IconButton } from '../parts/IconButton';
import { Live, put, useLive } from '../parts/Live';
import { lazily } from '../parts/lazily';
import { Segmented } from '../parts/Segmented';
import { usePalette } from '../parts/usePalette';
import { useFrame, usePointed, useWork, useWorkspace } from '../playground';
import { Zoom } from './Zoom';

interface Props {
  readonly network: Network;
  readonly hasAnswered: boolean;
  /** Lets the values travel again, slowly. */
  readonly onSlow: () => void;
  readonly size: TileSize | null;
}

const WireLegend = lazily(() => import('./stage').then((parts) => parts.WireLegend));

export const Legend = memo(function Legend({ network, hasAnswered, onSlow, size }: Props) {
  const { t } = useTranslation();
  const { store } = useWorkspace();
  const view = useWork((state) => state.view);
  return (
    <div className="legend">
      <Scale network={network} />
      {hasAnswered && (
        <>
          <WireLegend network={network} />
          <IconButton quiet label={t('stage.slow')} onClick={onSlow}>
            <Play size={16} aria-hidden />
          </IconButton>
        </>
      )}
      <Segmented
        label={t('stage.view')}
        className="legend-view"
        options={mapViews}
        value={view}
        onChange={(next) => store.setState({ view: next })}
        name={(choice) => t(`stage.views.${choice}`)}
      />
      <Zoom size={size} />
    </div>
  );
});

/**
 * The colour bar and the numbers at its ends: for the whole network, or the block or map under the pointer. A drop-down
 * lies over it, so that pressing the scale chooses what shares a range.
 */
function Scale({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const { store } = useWorkspace();
  const range = useWork((state) => state.range);
  const pointed = usePointed((state) => state.hover?.layer ?? null);
  const palette = usePalette();
  const background = useMemo(() => scaleGradient(palette), [palette]);
  const broken = useFrame((state) => anyBroken(state.ranges));
  const unit = legendUnit(network.units, pointed);
  const layers = range === 'network' ? network.units.flatMap((each) => each.layers) : (unit?.layers ?? []);
  const name = ({ own }: FrameState): string => {
    if (range === 'network') return t('stage.ranges.network');
    if (range === 'layer') return layers.map(({ id }) => id).join(' · ');
    if (!own) return '';
    return own.channel === null ? own.layer : t('stageTools.rows.map', { layer: own.layer, channel: own.channel });
  };
  /** A number at an end; empty where nothing is measured, as of the answer. */
  const end =
    (sign: '−' | '+') =>
    ({ own, ranges: measured }: FrameState): string => {
      const extent = range === 'map' ? (own?.extent ?? null) : extentOf(layers, measured);
      return extent === null ? '' : `${sign}${rounded(extent)}`;
    };
  const bar = useLive<HTMLSpanElement>((element, state) =>
    put(element, 'aria-label', t('stage.legend', { low: end('−')(state), high: end('+')(state) })),
  );
  return (
    <div className="scale" title={t('stage.rangeHelp')}>
      <Live className="scale-name" of={name} />
      <Live className="number scale-low" of={end('−')} />
      <span ref={bar} className="scale-bar" style={{ background }} role="img" />
      <Live className="number" of={end('+')} />
      <ChevronDown size={14} aria-hidden />
      {broken && (
        <span className="scale-broken">
          <span className="hatch" aria-hidden /> {t('stage.broken')}
        </span>
      )}
      <Choice
        label={t('stage.range')}
        className="legend-range"
        options={ranges}
        value={range}
        onChange={(next) => store.setState({ range: next })}
        name={(choice) => t(`stage.ranges.${choice}`)}
      />
    </div>
  );
}
