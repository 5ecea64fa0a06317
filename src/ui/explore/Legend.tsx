/** Below the maps: which are shown, the colour scale with its numbers, what shares a range, and the size of the maps. */
import { Minus, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { mapViews, ranges } from '../../store/choices';
import type { Network } from '../../store/network';
import { rounded } from '../../store/numbers';
import { anyBroken, extentOf, legendUnit } from '../../store/stage/extent';
import { LARGEST_TILE, resizedTile, SMALLEST_TILE } from '../../store/stage/layout';
import { scaleGradient } from '../../store/stage/palette';
import { Choice } from '../parts/Choice';
import { Segmented } from '../parts/Segmented';
import { usePalette } from '../parts/usePalette';
import { useFrame, useGesture, usePlayground, useSession } from '../playground';

interface Props {
  readonly network: Network;
  /** Size of a map now. */
  readonly tile: number;
}

export function Legend({ network, tile }: Props) {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const view = useSession((state) => state.view);
  const range = useSession((state) => state.range);
  return (
    <div className="legend">
      <Segmented
        label={t('stage.view')}
        className="legend-view"
        options={mapViews}
        value={view}
        onChange={(next) => session.setState({ view: next })}
        name={(choice) => t(`stage.views.${choice}`)}
      />
      <Scale network={network} />
      <Choice
        label={t('stage.range')}
        className="inline legend-range"
        options={ranges}
        value={range}
        onChange={(next) => session.setState({ range: next })}
        name={(choice) => t(`stage.ranges.${choice}`)}
      />
      <Zoom tile={tile} />
    </div>
  );
}

/** The colour bar, and the numbers at its ends: those of the whole network, or of the layer that is pointed at. */
function Scale({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const range = useSession((state) => state.range);
  const pointed = useGesture((state) => state.hover?.layer ?? null);
  const palette = usePalette();
  const bar = useMemo(() => scaleGradient(palette), [palette]);
  const unit = legendUnit(network.units, pointed);
  const layers = range === 'network' ? network.units.flatMap((each) => each.layers) : (unit?.layers ?? []);
  const end = useFrame((state) => {
    const extent = extentOf(layers, state.ranges);
    return extent === null ? null : rounded(extent);
  });
  const broken = useFrame((state) => anyBroken(state.ranges));
  const isEach = range === 'map';
  const low = isEach ? t('stage.lowest') : `−${end ?? '…'}`;
  const high = isEach ? t('stage.highest') : `+${end ?? '…'}`;
  return (
    <div className="scale">
      <span className="scale-name">{range === 'layer' && layers.map(({ id }) => id).join(' · ')}</span>
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

function Zoom({ tile }: { readonly tile: number }) {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const isFit = useSession((state) => state.tile === null);
  const resize = (step: 1 | -1): void => session.setState({ tile: resizedTile(tile, step) });
  return (
    <div className="zoom">
      <button
        type="button"
        className="button icon"
        aria-label={t('stage.smaller')}
        title={t('stage.smaller')}
        disabled={tile <= SMALLEST_TILE}
        onClick={() => resize(-1)}
      >
        <Minus size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="button"
        title={t('stage.fitHelp')}
        aria-pressed={isFit}
        onClick={() => session.setState({ tile: null })}
      >
        {t('stage.fit')}
      </button>
      <button
        type="button"
        className="button icon"
        aria-label={t('stage.larger')}
        title={t('stage.larger')}
        disabled={tile >= LARGEST_TILE}
        onClick={() => resize(1)}
      >
        <Plus size={16} aria-hidden />
      </button>
    </div>
  );
}
