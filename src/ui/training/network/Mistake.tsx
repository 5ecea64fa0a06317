/** What does not fit, in a learner's words, and what may be done about it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../../workspace/numbers';
import { repairsOf } from '../../../workspace/training/network/repairs';
import type { Rows } from '../../../workspace/training/network/rows';
import { Button } from '../../parts/Button';
import { Strong } from '../Strong';
import type { Built } from './useNetwork';

interface Props {
  readonly built: Built;
  readonly onRepair: (rows: Rows) => void;
}

export function Mistake({ built: { rows, given, examined }, onRepair }: Props) {
  const { t } = useTranslation();
  const { mistake } = examined;
  const repairs = useMemo(() => repairsOf(rows, examined, given), [rows, given, examined]);
  if (!mistake) return null;
  const spoken = (values: { readonly [name: string]: string | number }): { readonly [name: string]: string | number } =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'number' ? grouped(value) : value === 'input' ? t('train.builder.input') : value,
      ]),
    );
  return (
    <div className="builder-mistake" data-testid="builder-mistake" data-kind={mistake.kind}>
      <p role="alert">
        <Strong text={t(`train.builder.mistakes.${mistake.kind}`, spoken(mistake.values))} />
      </p>
      <div className="row tight">
        {repairs.map((repair, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: repairs come all at once.
          <Button key={i} onClick={() => onRepair(repair.rows)}>
            {t(`train.builder.repairs.${repair.kind}`, spoken(repair.values))}
          </Button>
        ))}
      </div>
    </div>
  );
}
