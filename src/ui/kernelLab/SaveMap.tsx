/** Saves any map of the page: a right click or a long press on it opens the dialog, the share dialog with the first. */
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { extentOf } from '../../workspace/stage/extent';
import type { StageLayer } from '../../workspace/stage/layers';
import { useMenu, useOffered } from '../labs/saving';
import { Dialog } from '../parts/Dialog';
import { Export } from '../parts/Export';
import { useHidden } from '../parts/useHidden';
import { useKernels } from './useKernels';
import { useLive } from './useLive';

interface Wanted {
  readonly layer: StageLayer;
  readonly plane: number;
  /** What it is: "Feature map, filter 2". */
  readonly name: string;
}

const Context = createContext<((wanted: Wanted) => void) | null>(null);

/** Handlers of a map that can be saved. */
export function useSaving(wanted: Wanted) {
  const open = useContext(Context);
  return useMenu(open && (() => open(wanted)));
}

export function Saving({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const isHidden = useHidden('save');
  const { feature, filter } = useLive();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const name = t('kernelLab.mapName', { title: t('kernelLab.feature'), filter: filter + 1 });
  useOffered(isHidden ? null : () => setWanted({ layer: feature, plane: filter, name }));
  return (
    <Context value={isHidden ? null : setWanted}>
      {children}
      {wanted && <SaveMap {...wanted} onClose={() => setWanted(null)} />}
    </Context>
  );
}

function SaveMap({ layer, plane, name, onClose }: Wanted & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const { network } = useLive();
  const { id, rows, columns, tensor } = layer;
  const size = rows * columns;
  const values = async (): Promise<Float32Array | null> =>
    (await lab.read(network, tensor))?.slice(plane * size, (plane + 1) * size) ?? null;
  const extent = (): number => extentOf([layer], lab.frame.getState().ranges) ?? 0;
  return (
    <Dialog
      isModal
      className="kernel-dialog"
      title={t('kernelLab.save')}
      close={t('kernelLab.close')}
      onClose={onClose}
    >
      <p className="number">
        {name}, {rows} × {columns}
      </p>
      <Export
        name={`${id} ${plane + 1}`}
        shape={[rows, columns]}
        values={values}
        colours={() => ({ colour: 'signed', extent: extent() })}
      />
    </Dialog>
  );
}
