/** The page "Kernels": a picture, the kernel that slides over it, and the maps that come of it, all in the hand at once. */
import { X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { featureId } from '../../store/labs/kernelLab/spec';
import { setInput } from '../../store/labs/kernelLab/state';
import type { Network } from '../../store/network';
import { networkSource } from '../../store/player/source';
import { LabInput } from '../labs/LabInput';
import { IconButton } from '../parts/IconButton';
import { lazily } from '../parts/lazily';
import '../styles/kernelLab.css';
import { ActivationPanel } from './ActivationPanel';
import { GeometryPanel } from './GeometryPanel';
import { KernelEditor } from './KernelEditor';
import { KernelPresets } from './KernelPresets';
import { LayerPanel } from './LayerPanel';
import { Maps } from './Maps';
import { SaveMaps } from './SaveMaps';
import { useKernels, useKernelsState } from './useKernels';

const Player = lazily(() => import('../player/Player').then((module) => module.Player));

export function KernelLab() {
  const { t } = useTranslation();
  const { lab, store } = useKernels();
  const network = useStore(lab.state, (state) => state.network);
  const input = useKernelsState((state) => state.input);
  const [isPlayed, setPlayed] = useState(false);
  useEffect(() => lab.show(), [lab]);
  return (
    <main className="kernel-lab">
      <div className="kernel-side">
        <h1>{t('kernelLab.title')}</h1>
        <p className="muted small">{t('kernelLab.lead')}</p>
        <LabInput choice={input} onChoice={(choice) => setInput(store, choice)} />
      </div>
      <div className="kernel-bench">
        {network ? (
          <>
            <Maps network={network} onPlay={() => setPlayed(true)} />
            {isPlayed && <Played network={network} onClose={() => setPlayed(false)} />}
            <SaveMaps network={network} />
          </>
        ) : (
          <p className="muted">{t('kernelLab.waiting')}</p>
        )}
      </div>
      <div className="kernel-side" data-part="tools">
        <KernelPresets />
        <KernelEditor />
        <GeometryPanel />
        <ActivationPanel />
        <LayerPanel />
      </div>
    </main>
  );
}

interface PlayedProps {
  readonly network: Network;
  readonly onClose: () => void;
}

/** The feature map of the filter in the hand, computed window by window. */
function Played({ network, onClose }: PlayedProps) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const { layer, filter } = useKernelsState((state) => state.chosen);
  const source = useMemo(() => networkSource(network, lab.engine, lab.frame), [network, lab]);
  return (
    <section className="kernel-played" aria-label={t('kernelLab.playing')}>
      <header className="kernel-row">
        <h2>{t('kernelLab.playing')}</h2>
        <IconButton quiet label={t('kernelLab.closePlayer')} onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      <Player source={source} node={featureId(layer)} channel={filter} isPlaying />
    </section>
  );
}
