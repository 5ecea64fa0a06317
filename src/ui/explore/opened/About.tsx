/** Everything else about a map: its filter, its statistics, the answer without it, its numbers, and how to save it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { mapIn } from '../../../workspace/inspect/mapReading';
import type { LayerReading } from '../../../workspace/inspect/reading';
import type { Network } from '../../../workspace/network';
import { exact } from '../../../workspace/numbers';
import type { Selection } from '../../../workspace/selection';
import { Disclosure } from '../../parts/Disclosure';
import { ImportanceView } from '../edit/ImportanceView';
import { FilterView } from './FilterView';
import { MapExport } from './MapExport';
import { MapLink } from './MapLink';
import { MapTable } from './MapTable';
import { StatisticsView } from './StatisticsView';
import '../../styles/aboutMap.css';
import { SumRows } from './SumRows';
import { WithoutView } from './WithoutView';

interface Props {
  readonly network: Network;
  readonly reading: LayerReading;
  readonly selection: Selection;
}

export function About({ network, reading, selection }: Props) {
  const { t } = useTranslation();
  const { layer, channel, values, filter: kernels, parameters, from } = mapIn(reading, network, selection.channel);
  // Its pictures are redrawn only when the weights change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every reading has a filter of its own.
  const filter = useMemo(() => kernels, [reading.weights, layer, channel]);
  const name = t('opened.map', { layer: layer.id, channel });
  const isMap = layer.form === 'maps';
  return (
    <div className="about-map stack" data-testid="map-panel" data-layer={layer.id} data-channel={channel}>
      {from && (
        <p className="muted small">
          {t('opened.madeFrom')}{' '}
          <MapLink layer={from.layer.id} channel={from.channel}>
            {t('opened.map', { layer: from.layer.id, channel: from.channel })}
          </MapLink>
        </p>
      )}
      {filter && <FilterView filter={filter} />}
      {isMap && parameters.length > 0 && (
        <SumRows rows={parameters.map((each) => ({ ...each, text: exact(each.value), kind: 'note' }))} />
      )}
      <WithoutView network={network} selection={selection} />
      <ImportanceView network={network} selection={selection} />
      {isMap && (
        <>
          <StatisticsView values={values} />
          <Disclosure title={t('opened.table')}>
            <MapTable values={values} layer={layer} name={name} />
          </Disclosure>
          <MapExport network={network} reading={{ layer, channel, values }} name={name} />
        </>
      )}
    </div>
  );
}
