/** Saves a map of the chosen filter as a picture and as numbers. */
import { useTranslation } from 'react-i18next';
import { extentOf } from '../../workspace/stage/extent';
import type { StageLayer } from '../../workspace/stage/layers';
import { Dialog } from '../parts/Dialog';
import { Export } from '../parts/Export';
import { useKernels } from './useKernels';
import { useLive } from './useLive';

interface Props {
  readonly layer: StageLayer;
  readonly title: string;
  readonly onClose: () => void;
}

export function SaveMap({ layer, title, onClose }: Props) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const { network, filter } = useLive();
  const { rows, columns, tensor } = layer;
  const size = rows * columns;
  const values = async (): Promise<Float32Array | null> =>
    (await lab.read(network, tensor))?.slice(filter * size, (filter + 1) * size) ?? null;
  const extent = (): number => extentOf([layer], lab.frame.getState().ranges) ?? 0;
  return (
    <Dialog
      isModal
      className="kernel-dialog"
      title={t('kernelLab.save')}
      close={t('kernelLab.close')}
      onClose={onClose}
    >
      <p>{t('kernelLab.mapLabel', { title, filter: filter + 1, rows, columns })}</p>
      <Export
        name={`${layer.id} ${filter + 1}`}
        shape={[rows, columns]}
        values={values}
        colours={() => ({ colour: 'signed', extent: extent() })}
      />
    </Dialog>
  );
}
