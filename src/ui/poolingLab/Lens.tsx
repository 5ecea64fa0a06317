/** The values of the window under the pointer, in the clean and the changed map, and each pooling of them. */
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { windowKinds } from '../../workspace/labs/pooling/settings';
import type { RowKind } from '../../workspace/labs/pooling/spec';
import { pooledSize, regionOf } from '../../workspace/labs/pooling/windows';
import { brief, fixed } from '../../workspace/numbers';
import { Spoken } from '../parts/Spoken';
import { useCell, useChannel, useReading } from './usePooling';

const changing = ['clean', 'changed'] as const;

export function Lens({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const { geometry, channels } = standing.pooling;
  const channel = useChannel(standing);
  const cell = useCell(geometry);
  const reading = useReading(standing);
  const { rows, columns } = regionOf(geometry, cell.row, cell.column);
  const { width } = pooledSize(geometry);
  const pooled = (branch: 'clean' | 'changed', kind: RowKind): number => {
    const values = reading?.[branch].get(kind);
    const at = cell.row * width.output + cell.column;
    return values?.[(channel * values.length) / channels + at] ?? Number.NaN;
  };
  const results = (branch: 'clean' | 'changed') => ({
    max: fixed(pooled(branch, 'max'), 3),
    average: fixed(pooled(branch, 'average'), 3),
    min: fixed(pooled(branch, 'min'), 3),
  });
  const place = {
    ...cell,
    top: rows[0],
    bottom: rows[1] - 1,
    left: columns[0],
    right: columns[1] - 1,
  };
  if (!reading) return null;
  return (
    <section className="pooling-lens stack tight" aria-label={t('pooling.lens')}>
      <h2>{t('pooling.lens')}</h2>
      <p className="muted small">{t('pooling.lensAt', place)}</p>
      <div className="pooling-lenses" data-wide={columns[1] - columns[0] > 3 || undefined}>
        {changing.map((branch) => {
          const map = reading[branch].get('map');
          const plane = map?.subarray(channel * geometry.rows * geometry.columns);
          return (
            <figure key={branch}>
              <figcaption className="muted small">
                {t(`pooling.branches.${branch === 'changed' ? standing.settings.experiment : 'clean'}`)}
              </figcaption>
              <table className="pooling-values number">
                <tbody>
                  {range(rows).map((row) => (
                    <tr key={row}>
                      {range(columns).map((column) => {
                        const value = plane?.[row * geometry.columns + column] ?? Number.NaN;
                        return (
                          <td
                            key={column}
                            data-max={value === pooled(branch, 'max') || undefined}
                            data-min={value === pooled(branch, 'min') || undefined}
                          >
                            {brief(value)}
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
              <dl className="number">
                {windowKinds.map((kind) => (
                  <div key={kind}>
                    <dt>{t(`pooling.kinds.${kind}`)}</dt>
                    <dd>{results(branch)[kind]}</dd>
                  </div>
                ))}
              </dl>
            </figure>
          );
        })}
      </div>
      <Spoken text={t('pooling.lensSpoken', { ...cell, ...results('clean') })} />
    </section>
  );
}

const range = ([from, to]: readonly [number, number]): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
