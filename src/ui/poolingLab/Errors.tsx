/** Each pooling's error as a number, with its line style in the plot. */
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { fixed, percent } from '../../workspace/numbers';
import { Sample } from './Plot';
import { useMeasures } from './useMeasures';
import { useSettings } from './usePooling';

const number = (value: number | null | undefined): string => (value == null ? '–' : fixed(value, 4));

export function Errors({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const differences = useMeasures(standing)?.differences;
  const isNoise = useSettings(({ experiment }) => experiment) === 'noise';
  return (
    <table className="pooling-errors">
      <caption className="unseen">{t('pooling.errors')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('pooling.row')}</th>
          <th scope="col">RMSE</th>
          <th scope="col">{t(isNoise ? 'pooling.relativeShort' : 'pooling.change')}</th>
        </tr>
      </thead>
      <tbody>
        {standing.pooling.kinds.map((kind) => {
          const difference = differences?.get(kind);
          const isPooling = kind !== 'map' && kind !== 'strided';
          const share = difference?.share;
          return (
            <tr
              key={kind}
              data-testid={isPooling ? 'pool-error' : undefined}
              data-kind={kind}
              data-rmse={difference?.rmse}
            >
              <th scope="row">
                <Sample kind={kind} /> {t(`pooling.kinds.${kind}`)}
              </th>
              <td className="number">{number(difference?.rmse)}</td>
              <td className="number">
                {isNoise ? number(difference?.relative) : share == null ? '–' : percent(share)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
