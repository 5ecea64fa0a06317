/** Kernels to begin with: the known ones with what each is for, random ones, and those that the shipped networks learned. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Random } from '../../core/random';
import { modelIds } from '../../store/choices';
import { kernelAt } from '../../store/labs/kernelLab/design';
import { putFilter, putKernel } from '../../store/labs/kernelLab/edit';
import { type LearnedFilter, learnedFilters } from '../../store/labs/kernelLab/learned';
import { presetIds, presetKernel, presetOf } from '../../store/labs/kernelLab/presets';
import { edit } from '../../store/labs/kernelLab/state';
import { messageFor } from '../../store/messages';
import { say } from '../../store/session';
import { Choice } from '../parts/Choice';
import { usePlayground } from '../playground';
import { useKernels, useKernelsState } from './useKernels';

export function KernelPresets() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const { layers, chosen, isLinked } = useKernelsState((state) => state);
  const layer = layers[chosen.layer];
  if (!layer) return null;
  const { rows, columns } = layer;
  const present = presetOf(kernelAt(layer, chosen.filter, chosen.channel), rows, columns);
  const randomise = (): void => {
    const random = new Random(Math.floor(Math.random() * 2 ** 31));
    const values = Array.from({ length: rows * columns }, () => Math.round(100 * random.uniform(-1, 1)) / 100);
    edit(store, (all) => putKernel(all, chosen, isLinked, { rows, columns, values }));
  };
  return (
    <section className="kernel-panel" aria-label={t('kernelLab.presets')}>
      <Choice
        label={t('kernelLab.presets')}
        options={['own', ...presetIds]}
        value={present ?? 'own'}
        onChange={(id) => {
          if (id !== 'own') edit(store, (all) => putKernel(all, chosen, isLinked, presetKernel(id, rows, columns)));
        }}
        name={(id) => (id === 'own' ? t('kernelLab.ownKernel') : t(`kernelLab.presetNames.${id}`))}
      />
      {present && <p className="small muted">{t(`kernelLab.presetHelp.${present}`)}</p>}
      <div className="kernel-row">
        <button type="button" className="button" onClick={randomise}>
          {t('kernelLab.random')}
        </button>
        <Learned />
      </div>
    </section>
  );
}

function Learned() {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const { store } = useKernels();
  const chosen = useKernelsState((state) => state.chosen);
  const [filters, setFilters] = useState<readonly LearnedFilter[] | null>(null);
  const fetchThem = async (): Promise<void> => {
    try {
      const each = modelIds.map((id) => learnedFilters(id, `${import.meta.env.BASE_URL}models/${id}.safetensors`));
      setFilters((await Promise.all(each)).flat());
    } catch (error) {
      say(session, messageFor(error, 'model-load'));
    }
  };
  if (!filters) {
    return (
      <button type="button" className="button" onClick={() => void fetchThem()}>
        {t('kernelLab.learned')}
      </button>
    );
  }
  const options = ['none', ...filters.map((_, i) => String(i))];
  return (
    <Choice
      label={t('kernelLab.learned')}
      options={options}
      value="none"
      onChange={(index) => {
        const filter = filters[Number(index)];
        if (filter) edit(store, (all) => putFilter(all, chosen, filter));
      }}
      name={(index) => {
        const filter = filters[Number(index)];
        return filter
          ? t('kernelLab.learnedOf', { model: t(`input.models.${filter.model}`), map: filter.map + 1 })
          : '–';
      }}
    />
  );
}
