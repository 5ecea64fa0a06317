/** Puts a known kernel in a trained one's place, or the trained one back. */
import { useTranslation } from 'react-i18next';
import { presetIds, presetKernel, presetOf } from '../../../workspace/labs/kernelLab/presets';
import { Choice } from '../../parts/Choice';
import type { EditableFilter } from './useFilter';

interface Props {
  readonly filter: EditableFilter;
  /** The kernel's first weight, by index in the filter. */
  readonly first: number;
  readonly rows: number;
  readonly columns: number;
}

export function KnownKernels({ filter, first, rows, columns }: Props) {
  const { t } = useTranslation();
  const count = rows * columns;
  const isChanged = filter.isChanged(first, count);
  const fitting = presetIds.filter((id) => {
    const preset = presetKernel(id, rows, columns);
    return preset.rows === rows && preset.columns === columns;
  });
  const present = presetOf([...filter.now.weights.subarray(first, first + count)], rows, columns);
  const known = present ?? (isChanged ? 'own' : 'trained');
  return (
    <Choice
      label={t('kernelLab.presets')}
      className="inline known-kernels"
      options={['trained', ...(known === 'own' ? (['own'] as const) : []), ...fitting] as const}
      value={known}
      onChange={(id) => {
        if (id === 'trained') filter.restore(first, count);
        else if (id !== 'own') filter.fill(first, presetKernel(id, rows, columns).values);
      }}
      name={(id) => (id === 'trained' || id === 'own' ? t(`edit.${id}`) : t(`kernelLab.presetNames.${id}`))}
    />
  );
}
