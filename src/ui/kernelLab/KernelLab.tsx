/** The page "Kernels": a picture, the kernel that slides over it, and the resulting maps, live. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { featureId } from '../../workspace/labs/kernelLab/spec';
import { setInput } from '../../workspace/labs/kernelLab/state';
import { LabInput } from '../labs/LabInput';
import { LabPage } from '../labs/LabPage';
import { PlayedMap } from '../labs/PlayedMap';
import '../styles/kernelLab.css';
import { ActivationPanel } from './ActivationPanel';
import { GeometryPanel } from './GeometryPanel';
import { KernelEditor } from './KernelEditor';
import { KernelPresets } from './KernelPresets';
import { LayerPanel } from './LayerPanel';
import { Maps } from './Maps';
import { SaveMaps } from './SaveMaps';
import { useKernels, useKernelsState } from './useKernels';

export function KernelLab() {
  const { t } = useTranslation();
  const { lab, store } = useKernels();
  const network = useStore(lab.store, (state) => state.network);
  const input = useKernelsState((state) => state.input);
  const chosen = useKernelsState((state) => state.chosen);
  const [isPlayed, setPlayed] = useState(false);
  return (
    <LabPage lab={lab}>
      <div className="lab-side" data-part="input">
        <h1>{t('kernelLab.title')}</h1>
        <p className="muted small">{t('kernelLab.lead')}</p>
        <LabInput choice={input} onChoice={(choice) => setInput(store, choice)} />
      </div>
      <div className="lab-bench">
        {network ? (
          <>
            <Maps network={network} onPlay={() => setPlayed(true)} />
            {isPlayed && (
              <PlayedMap
                lab={lab}
                network={network}
                node={featureId(chosen.layer)}
                channel={chosen.filter}
                title={t('kernelLab.playing')}
                onClose={() => setPlayed(false)}
              />
            )}
            <SaveMaps network={network} />
          </>
        ) : (
          <p className="muted">{t('kernelLab.waiting')}</p>
        )}
      </div>
      <div className="lab-side" data-part="tools">
        <KernelPresets />
        <KernelEditor />
        <GeometryPanel />
        <ActivationPanel />
        <LayerPanel />
      </div>
    </LabPage>
  );
}
