/** How long each kernel call takes and what it computes: a table sortable by any column. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallTime } from '../../../backend/types';
import { type LayerRow, layerRows } from '../../../workspace/glass/layerRows';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import { fixed, grouped } from '../../../workspace/numbers';
import { useWorkspace } from '../../playground';
import { CallName } from './CallName';
import { GlassPart } from './GlassPart';

type Row = LayerRow & { readonly time: CallTime | undefined };

/** Each column's value for a row, which is also the sort key. */
const columns = {
  call: ({ call }: Row) => call,
  time: ({ time }: Row) => time?.milliseconds ?? 0,
  macs: ({ macs }: Row) => macs,
  rate: ({ macs, time }: Row) => (time ? macs / 1e6 / time.milliseconds : 0),
  parameters: ({ parameters }: Row) => parameters,
  bytes: ({ bytes }: Row) => bytes,
} as const;

type Column = keyof typeof columns;
const columnNames = Object.keys(columns).filter((name): name is Column => name in columns);

export function TimeTable({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const { times, measure, isMeasuring } = useProfile();
  const [sortedBy, setSortedBy] = useState<Column>('call');
  const rows = useMemo(
    () => layerRows(network).map((row): Row => ({ ...row, time: times?.[row.call] })),
    [network, times],
  );
  const value = columns[sortedBy];
  const sorted = [...rows].sort((a, b) => (sortedBy === 'call' ? a.call - b.call : value(b) - value(a)));
  const most = Math.max(...rows.map(columns.time), 1e-9);
  const total = rows.reduce((sum, row) => sum + columns.time(row), 0);
  const sum = (of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0);
  return (
    <GlassPart
      title={t('glass.time.title')}
      action={t(isMeasuring ? 'glass.time.measuring' : 'glass.time.measure')}
      onAct={measure}
      isBusy={isMeasuring}
    >
      <div className="glass-scroller">
        <table className="glass-table" data-testid="layer-times">
          <caption className="unseen">{t('glass.time.title')}</caption>
          <thead>
            <tr>
              {columnNames.map((column) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={column !== sortedBy ? 'none' : column === 'call' ? 'ascending' : 'descending'}
                >
                  <button type="button" className="sorter" onClick={() => setSortedBy(column)}>
                    {t(`glass.time.columns.${column}`)}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr
                key={row.call}
                data-testid="layer-time"
                data-layer={row.layers.join(' ')}
                data-milliseconds={row.time?.milliseconds}
              >
                <CallName row={row} />
                <td className="timed">
                  <span className="time-bar" style={{ transform: `scaleX(${columns.time(row) / most})` }} aria-hidden />
                  {row.time ? fixed(row.time.milliseconds, 4) : '…'}
                </td>
                <td>{grouped(row.macs)}</td>
                <td>{row.time && row.macs > 0 ? fixed(columns.rate(row), 2) : '–'}</td>
                <td>{grouped(row.parameters)}</td>
                <td>{grouped(row.bytes)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('glass.time.sum')}</th>
              <td>{times ? fixed(total, 4) : '…'}</td>
              <td>{grouped(sum(columns.macs))}</td>
              <td>{times ? fixed(sum(columns.macs) / 1e6 / total, 2) : '–'}</td>
              <td>{grouped(sum(columns.parameters))}</td>
              <td>{grouped(sum(columns.bytes))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {times && <Clock times={times} />}
    </GlassPart>
  );
}

function Clock({ times }: { readonly times: readonly CallTime[] }) {
  const { t } = useTranslation();
  const repetitions = Math.max(...times.map((time) => time.repetitions));
  const isDevice = times.every(({ clock }) => clock === 'device');
  return (
    <p className="muted small">
      {t(isDevice ? 'glass.time.byDevice' : 'glass.time.byPage', { repetitions: grouped(repetitions) })}{' '}
      {t('glass.time.help')}
    </p>
  );
}

/** A profile of the running program: one when first shown, more on demand. */
function useProfile() {
  const { engine, host } = useWorkspace();
  const [times, setTimes] = useState<readonly CallTime[] | null>(null);
  const [isMeasuring, setIsMeasuring] = useState(false);
  const measure = useCallback(async () => {
    const program = engine.computing;
    if (!program) return;
    setIsMeasuring(true);
    try {
      setTimes(await program.profile());
    } catch (error) {
      // A program that has since been replaced reports nothing.
      if (program === engine.computing) host.say(messageFor(error));
    } finally {
      setIsMeasuring(false);
    }
  }, [engine, host]);
  useEffect(() => void measure(), [measure]);
  return { times, measure, isMeasuring };
}
