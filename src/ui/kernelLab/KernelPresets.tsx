/** Kernels to start from: presets with what each is for, random ones, and those that the shipped networks learned. */
import { useTranslation } from 'react-i18next';
import { Random } from '../../core/random';
import { kernelAt } from '../../workspace/labs/kernelLab/design';
import { putKernel } from '../../workspace/labs/kernelLab/edit';
import { type Preset, presetIds, presetKernel, presetOf } from '../../workspace/labs/kernelLab/presets';
import { edit } from '../../workspace/labs/kernelLab/state';
import { Choice } from '../parts/Choice';
import { Disclosure } from '../parts/Disclosure';
import { lazily } from '../parts/lazily';
import { useKernels, useKernelsState } from './useKernels';

const Learned = lazily(() => import('./Learned').then((module) => module.Learned));

export function KernelPresets() {
  const { t } = useTranslation();
  const { store } = useKernels();
  // Selects nothing else: while a cell is dragged, the list rerenders only when the matching preset changes.
  const rows = useKernelsState(({ layers, chosen }) => layers[chosen.layer]?.rows ?? 1);
  const columns = useKernelsState(({ layers, chosen }) => layers[chosen.layer]?.columns ?? 1);
  const present = useKernelsState(({ layers, chosen: { layer, filter, channel } }) => {
    const own = layers[layer];
    return own ? presetOf(kernelAt(own, filter, channel), own.rows, own.columns) : null;
  });
  const put = (preset: Preset): void => {
    const { chosen, isLinked } = store.getState();
    edit(store, (all) => putKernel(all, chosen, isLinked, preset));
  };
  const randomise = (): void => {
    const random = new Random(Math.floor(Math.random() * 2 ** 31));
    const values = Array.from({ length: rows * columns }, () => Math.round(100 * random.uniform(-1, 1)) / 100);
    put({ rows, columns, values });
  };
  return (
    <section className="kernel-panel stack" aria-label={t('kernelLab.presets')}>
      <Choice
        label={t('kernelLab.presets')}
        options={['own', ...presetIds]}
        value={present ?? 'own'}
        onChange={(id) => {
          if (id !== 'own') put(presetKernel(id, rows, columns));
        }}
        name={(id) => (id === 'own' ? t('kernelLab.ownKernel') : t(`kernelLab.presetNames.${id}`))}
      />
      {present && <p className="small muted">{t(`kernelLab.presetHelp.${present}`)}</p>}
      <div className="kernel-row row spread">
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
