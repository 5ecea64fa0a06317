/** One map: the filter that computes it, its values, and how the answer would change without it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type MapReading, readMap } from '../../../workspace/inspect/mapReading';
import type { Network } from '../../../workspace/network';
import { exact, rounded } from '../../../workspace/numbers';
import type { Selection } from '../../../workspace/selection';
import { Disclosure } from '../../parts/Disclosure';
import { lazily } from '../../parts/lazily';
import { Spoken } from '../../parts/Spoken';
import '../../styles/inspectorMap.css';
import { FilterView } from './FilterView';
import { MapExport } from './MapExport';
import { MapLink } from './MapLink';
import { MapTable } from './MapTable';
import { StatisticsView } from './StatisticsView';
import { SumRows } from './SumRows';
import { useReading } from './useReading';
import { WithoutView } from './WithoutView';

const EditPanel = lazily(() => import('../edit/EditPanel').then((module) => module.EditPanel));
const ImportanceView = lazily(() => import('../edit/ImportanceView').then((module) => module.ImportanceView));

interface Props {
  readonly network: Network;
  readonly selection: Selection;
}

export function MapPanel({ network, selection }: Props) {
  const { t } = useTranslation();
  const reading = useReading<MapReading>(network, selection, readMap);
  if (!reading) return <p className="muted">{t('inspector.reading')}</p>;
  return <MapView network={network} reading={reading} />;
}

function MapView({ network, reading }: { readonly network: Network; readonly reading: MapReading }) {
  const { t } = useTranslation();
  const { layer, values, parameters, from, selection } = reading;
  // Its pictures are redrawn only when the weights change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every reading has a filter of its own.
  const filter = useMemo(() => reading.filter, [reading.weights]);
  const name = t('inspector.map', { layer: layer.id, channel: selection.channel });
  return (
    <div className="map-panel stack" data-testid="map-panel" data-layer={layer.id} data-channel={selection.channel}>
      {from && (
        <p className="muted small">
          {t('inspector.madeFrom')}{' '}
          <MapLink layer={from.layer.id} channel={from.channel}>
            {t('inspector.map', { layer: from.layer.id, channel: from.channel })}
          </MapLink>
        </p>
      )}
      {filter && <FilterView filter={filter} />}
      <EditPanel network={network} selection={selection} />
      {parameters.length > 0 && (
        <SumRows rows={parameters.map((each) => ({ ...each, text: exact(each.value), kind: 'note' }))} />
      )}
      <WithoutView network={network} selection={selection} />
      <ImportanceView network={network} selection={selection} />
      <StatisticsView values={values} />
      <Disclosure title={t('inspector.table')}>
        <MapTable values={values} layer={layer} name={name} />
      </Disclosure>
      <MapExport network={network} reading={reading} name={name} />
      <p className="muted small">{t('inspector.press')}</p>
      <Spoken text={`${name}. ${t('inspector.max')}: ${rounded(Math.max(...values))}`} />
    </div>
  );
}
