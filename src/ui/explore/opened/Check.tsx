/** The equation's result beside the kernel's: the difference, and how large it may be. */
import { useTranslation } from 'react-i18next';
import { exact, exact64, rounded } from '../../../workspace/numbers';
import { Toggle } from '../../parts/Toggle';
import { useDisplay } from './display';
import { SumRows } from './SumRows';

interface Props {
  readonly computed: number;
  readonly result: number;
  readonly bound: number;
}

export function Check({ computed, result, bound }: Props) {
  const { t } = useTranslation();
  const { isExact, setExact } = useDisplay();
  const difference = Math.abs(computed - result);
  const isEqual = Object.is(computed, result) || difference === 0;
  return (
    <section className="check" aria-label={t('opened.check')}>
      <div className="check-head row spread" title={t('opened.exactHelp')}>
        <h3>{t('opened.check')}</h3>
        <Toggle label={t('opened.exact')} checked={isExact} onChange={setExact} />
      </div>
      <SumRows
        rows={[
          { name: t('opened.recomputed'), text: exact64(result), value: result, kind: 'note' },
          { name: t('opened.computed'), text: exact(computed), value: computed, kind: 'note' },
          {
            name: t('opened.difference'),
            text: isEqual ? t('opened.equal') : rounded(difference),
            value: difference,
            kind: 'note',
          },
          ...(bound === 0 || isEqual
            ? []
            : [{ name: t('opened.allowed'), text: rounded(bound), value: bound, kind: 'note' } as const]),
        ]}
      />
      {difference > bound && <p className="small wrong">{t('opened.wrong')}</p>}
    </section>
  );
}
