/** One map of a lab, computed window by window, below the live maps. */
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lab } from '../../workspace/labs/lab';
import type { Network } from '../../workspace/network';
import { networkSource } from '../../workspace/player/source';
import { useReturnedFocus } from '../parts/focus';
import { IconButton } from '../parts/IconButton';
import { lazily } from '../parts/lazily';

const Player = lazily(() => import('../player/Player').then((module) => module.Player));

interface Props {
  readonly lab: Lab;
  readonly network: Network;
  /** Id of the layer, and which of its maps. */
  readonly node: string;
  readonly channel: number;
  readonly title: string;
  readonly onClose: () => void;
}

export function PlayedMap({ lab, network, node, channel, title, onClose }: Props) {
  const { t } = useTranslation();
  const source = useMemo(() => networkSource(network, lab.engine, lab.frame), [network, lab]);
  const section = useRef<HTMLElement>(null);
  // It opens below the maps, possibly out of sight.
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const returnFocus = useReturnedFocus();
  useEffect(() => returnFocus, [returnFocus]);
  return (
    <section ref={section} className="lab-played" data-part="player" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <IconButton quiet label={t('labs.closePlayer')} onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      <Player source={source} node={node} channel={channel} isPlaying />
    </section>
  );
}
