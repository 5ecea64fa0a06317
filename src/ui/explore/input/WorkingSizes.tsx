/** The choice of working resolution, for networks that allow one, and how it affects the answer. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type WorkingSize, workingSizes } from '../../../workspace/choices';
import { allowsSide } from '../../../workspace/input/workingSize';
import type { Network } from '../../../workspace/network';
import { Segmented } from '../../parts/Segmented';
import { useWork, useWorkspace } from '../../playground';
import '../../styles/input.css';

export function WorkingSizes({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const { store } = useWorkspace();
  const chosen = useWork((state) => state.size);
  const { spec, trainedSize, preprocessing } = network;
  const [trained] = trainedSize;
  const [side] = preprocessing.size;
  const options = useMemo(
    () => workingSizes.filter((size) => size === 'own' || (Number(size) > trained && allowsSide(spec, Number(size)))),
    [spec, trained],
  );
  if (options.length === 1) return null;
  return (
    <div className="working-size stack tight">
      <h3>{t('moreInput.size.title')}</h3>
      <Segmented<WorkingSize>
        label={t('moreInput.size.title')}
        options={options}
        value={options.includes(chosen) ? chosen : 'own'}
        onChange={(size) => store.setState({ size })}
        name={(size) => (size === 'own' ? String(trained) : size)}
      />
      <p className="muted small">
        {side === trained ? t('moreInput.size.own') : t('moreInput.size.larger', { side, trained })}
      </p>
    </div>
  );
}
