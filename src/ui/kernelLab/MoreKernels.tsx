/** All kernels to start from: the known ones, a random one, those that networks learned, and the detector of two eyes. */
import { useTranslation } from 'react-i18next';
import { Random } from '../../core/random';
import { edit } from '../../workspace/labs/kernelLab/state';
import { Disclosure } from '../parts/Disclosure';
import { Learned } from './Learned';
import { inOrder, PresetList, put } from './PresetList';
import { useEyes, useKernels } from './useKernels';

export function MoreKernels({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const putEyes = useEyes();
  const randomise = (): void => {
    const { layers, chosen } = store.getState();
    const { rows = 3, columns = 3 } = layers[chosen.layer] ?? {};
    const random = new Random(Math.floor(Math.random() * 2 ** 31));
    const values = Array.from({ length: rows * columns }, () => Math.round(100 * random.uniform(-1, 1)) / 100);
    edit(store, put({ rows, columns, values }));
  };
  return (
    <>
      <div className="kernel-all">
        <PresetList ids={inOrder} />
      </div>
      <div className="row">
        <button type="button" className="button" onClick={randomise}>
          {t('kernelLab.random')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            putEyes();
            onDone();
          }}
        >
          {t('kernelLab.eyes')}
        </button>
        <span className="small muted">{t('kernelLab.eyesHelp')}</span>
      </div>
      <Disclosure title={t('kernelLab.learned')}>
        <Learned />
      </Disclosure>
    </>
  );
}
