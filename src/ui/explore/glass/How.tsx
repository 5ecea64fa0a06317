/** How the probabilities come about: each class's logit, its exponential, the sum, and the share. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logitTensor } from '../../../workspace/glass/between';
import {
  expDecimals,
  logitDecimals,
  roundingError,
  type SoftmaxTable,
  softmaxTable,
} from '../../../workspace/glass/softmaxRows';
import type { Network } from '../../../workspace/network';
import { fixed } from '../../../workspace/numbers';
import { Segmented } from '../../parts/Segmented';
import { useClassNames } from '../../parts/useClassNames';
import { useFrame } from '../../playground';
import { useTensors } from './useTensors';
import '../../styles/glass.css';

const orders = ['probability', 'class'] as const;

export function How({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const logits = useMemo(() => logitTensor(network), [network]);
  const [values] = useTensors(logits) ?? [];
  const isAnswered = useFrame(({ answer }) => answer !== null);
  if (logits.length === 0) return <p className="muted small">{t('glass.how.noSoftmax')}</p>;
  if (!isAnswered || !values) return <p className="muted small">{t('glass.how.nothing')}</p>;
  const table = softmaxTable(values);
  if (!table) return <p className="muted small">{t('glass.how.broken')}</p>;
  return <Rows table={table} labels={network.spec.labels} />;
}

function Rows({ table, labels }: { readonly table: SoftmaxTable; readonly labels: readonly string[] }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const [order, setOrder] = useState<(typeof orders)[number]>('probability');
  const sorted = order === 'class' ? table.rows : table.order.flatMap((index) => table.rows[index] ?? []);
  const largest = fixed(table.largest, logitDecimals);
  return (
    <div className="how">
      <p className="formula">
        p ={' '}
        <span className="fraction">
          <span>exp(x − max)</span>
          <span className="unseen"> / </span>
          <span>Σ exp(x − max)</span>
        </span>
      </p>
      <Segmented
        label={t('glass.how.order')}
        options={orders}
        value={order}
        onChange={setOrder}
        name={(choice) => t(`glass.how.orders.${choice}`)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className="sums-scroller" tabIndex={0} aria-label={t('answer.how')}>
        <table className="sums" data-testid="softmax" data-sum={fixed(table.sum, expDecimals)}>
          <caption className="unseen">{t('answer.how')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('answer.class')}</th>
              <th scope="col">{t('glass.how.logit')}</th>
              <th scope="col">{`exp(x − ${largest})`}</th>
              <th scope="col">÷ Σ</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ index, logit, exp, share }) => (
              <tr key={index} className={index === table.order[0] ? 'best' : ''}>
                <th scope="row">{names.short(labels[index] ?? String(index))}</th>
                <td>{fixed(logit, logitDecimals)}</td>
                <td>{fixed(exp, expDecimals)}</td>
                <td>{fixed(share, logitDecimals)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Σ</th>
              <td />
              <td>{fixed(table.sum, expDecimals)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </section>
      <p className="muted small">{t('glass.how.help')}</p>
      <p className="muted small">
        {t('glass.how.rounding', {
          logits: logitDecimals,
          exps: expDecimals,
          error: roundingError(table.rows.length).toFixed(6),
        })}
      </p>
    </div>
  );
}
