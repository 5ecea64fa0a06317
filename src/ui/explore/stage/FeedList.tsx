/** The strongest feeds of a value as numbers, for a sum with the rest, so that it adds up; and what follows from them. */
import { useTranslation } from 'react-i18next';
import type { Fed, FeedRow } from '../../../workspace/stage/edges';
import { useWork } from '../../playground';
import '../../styles/stageTools.css';

export function FeedList({ feeds, rows }: Fed) {
  const { t } = useTranslation();
  const units = useWork((state) => state.network?.units);
  const name = ({ kind, feed, count }: FeedRow): string => {
    if (!feed) return t(`stageTools.rows.${kind === 'feed' ? 'sum' : kind}`, { count });
    const layer = units?.flatMap((unit) => unit.layers).find(({ id }) => id === feed.layer);
    return layer?.form === 'strip'
      ? t('stageTools.rows.cell', { layer: feed.layer, cell: feed.channel })
      : t('stageTools.rows.map', { layer: feed.layer, channel: feed.channel });
  };
  return (
    <dl className="feeds" data-testid="feeds" data-result={feeds.result}>
      {rows.map((row, i) => (
        <div key={row.feed ? `${row.feed.layer} ${row.feed.channel}` : `${row.kind} ${i}`} className={row.kind}>
          <dt className={row.kind === 'step' ? 'unseen' : undefined}>{name(row)}</dt>
          <dd className="number">{row.text}</dd>
        </div>
      ))}
    </dl>
  );
}
