/** Kernels to begin with: the known ones with what each is for, random ones, and those that the shipped networks learned. */
import { useTranslation } from 'react-i18next';
import { Random } from '../../core/random';
import { kernelAt } from '../../store/labs/kernelLab/design';
import { putKernel } from '../../store/labs/kernelLab/edit';
import { presetIds, presetKernel, presetOf } from '../../store/labs/kernelLab/presets';
import { edit } from '../../store/labs/kernelLab/state';
import { Choice } from '../parts/Choice';
import { Disclosure } from '../parts/Disclosure';
import { lazily } from '../parts/lazily';
import { useKernels, useKernelsState } from './useKernels';

const Learned = lazily(() => import('./Learned').then((module) => module.Learned));

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
      </div>
      <Disclosure title={t('kernelLab.learned')}>
        <Learned />
      </Disclosure>
    </section>
  );
}
