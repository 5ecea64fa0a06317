/**
 * The network's output in class order, as a table of bars: probabilities, or plain values if it outputs no
 * probabilities. Without an answer the bars are empty.
 */
import { useTranslation } from 'react-i18next';
import { exact, percent, rounded } from '../../workspace/numbers';
import { useClassNames } from '../parts/useClassNames';
import { useFrame } from '../playground';
import { useMeaning } from './useMeaning';

export function Predictions({ labels }: { readonly labels: readonly string[] }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const meaning = useMeaning();
  const answer = useFrame((state) => state.answer);
  const values = useFrame((state) => state.values);
  const isPlain = meaning === 'values';
  const shown = answer ?? values;
  const best = answer ? answer.indexOf(Math.max(...answer)) : -1;
  const most = isPlain && values ? Math.max(...values.map(Math.abs)) : 1;
  const rows = labels.length > 0 ? labels : (shown ?? []).map((_, index) => String(index));
  return (
    <>
      <table className="predictions">
        <caption className="unseen">{t(isPlain ? 'answer.valueTable' : 'answer.table')}</caption>
        <thead className="unseen">
          <tr>
            <th scope="col">{t('answer.class')}</th>
            <th scope="col">{t(isPlain ? 'answer.value' : 'answer.probability')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((label, index) => {
            const value = shown?.[index];
            const marks =
              value === undefined || isPlain
                ? {}
                : { 'data-testid': 'prediction', 'data-label': label, 'data-probability': value };
            return (
              <tr key={label} className={index === best ? 'best' : ''} {...marks}>
                <th scope="row">{names.short(label)}</th>
                <td title={value === undefined ? undefined : exact(value)}>
                  <span className="bar" aria-hidden>
                    <span style={{ transform: `scaleX(${Math.abs((value ?? 0) / most) || 0})` }} />
                  </span>
                  <span className="number">
                    {value === undefined ? '–' : isPlain ? rounded(value) : percent(value)}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {meaning === 'logits' && <p className="muted small">{t('answer.fromLogits')}</p>}
    </>
  );
}
