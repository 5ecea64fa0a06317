/** The probability of every class, in class order, as a table of bars. Without an answer the bars are empty. */
import { useTranslation } from 'react-i18next';
import { exact, percent } from '../../workspace/numbers';
import { useClassNames } from '../parts/useClassNames';
import { useFrame } from '../playground';

export function Predictions({ labels }: { readonly labels: readonly string[] }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const answer = useFrame((state) => state.answer);
  const best = answer ? answer.indexOf(Math.max(...answer)) : -1;
  return (
    <table className="predictions">
      <caption className="unseen">{t('answer.table')}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{t('answer.class')}</th>
          <th scope="col">{t('answer.probability')}</th>
        </tr>
      </thead>
      <tbody>
        {labels.map((label, index) => {
          const probability = answer?.[index];
          const marks =
            probability === undefined
              ? {}
              : { 'data-testid': 'prediction', 'data-label': label, 'data-probability': probability };
          return (
            <tr key={label} className={index === best ? 'best' : ''} {...marks}>
              <th scope="row">{names.short(label)}</th>
              <td title={probability === undefined ? undefined : exact(probability)}>
                <span className="bar" aria-hidden>
                  <span style={{ transform: `scaleX(${probability ?? 0})` }} />
                </span>
                <span className="number">{probability === undefined ? '–' : percent(probability)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
