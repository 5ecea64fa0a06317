/** The page "Pooling": what is pooled and how, the maps side by side, and an experiment on them. */
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../store/labs/pooling/pooling';
import type { RowKind } from '../../store/labs/pooling/spec';
import { networkSource } from '../../store/player/source';
import { IconButton } from '../parts/IconButton';
import { lazily } from '../parts/lazily';
import '../styles/poolingLab.css';
import { Bench } from './Bench';
import { Experiment } from './Experiment';
import { SaveMap } from './SaveMap';
import { Source, Windows } from './Source';
import { useChannel, usePooling, useStanding } from './usePooling';

const Player = lazily(() => import('../player/Player').then((module) => module.Player));

export function PoolingLab() {
  const { t } = useTranslation();
  const { lab } = usePooling();
  const standing = useStanding();
  const [played, setPlayed] = useState<RowKind | null>(null);
  useEffect(() => lab.show(), [lab]);
  return (
    <main className="pooling-lab">
      <div className="pooling-side">
        <h1>{t('pooling.title')}</h1>
        <p className="muted small">{t('pooling.lead')}</p>
        {standing && <Windows standing={standing} />}
        <Source standing={standing} />
      </div>
      <div className="pooling-bench">
        {standing ? (
          <>
            <Bench standing={standing} onPlay={setPlayed} />
            {played && standing.pooling.kinds.includes(played) && (
              <Played standing={standing} kind={played} onClose={() => setPlayed(null)} />
            )}
            <SaveMap standing={standing} />
          </>
        ) : (
          <p className="muted">{t('pooling.waiting')}</p>
        )}
      </div>
      <div className="pooling-side">{standing && <Experiment standing={standing} />}</div>
    </main>
  );
}

interface PlayedProps {
  readonly standing: Standing;
  readonly kind: RowKind;
  readonly onClose: () => void;
}

/** A pooled map of the clean picture, computed window by window. */
function Played({ standing, kind, onClose }: PlayedProps) {
  const { t } = useTranslation();
  const { lab } = usePooling();
  const channel = useChannel(standing);
  const source = useMemo(() => networkSource(standing.network, lab.engine, lab.frame), [standing, lab]);
  const section = useRef<HTMLElement>(null);
  // It opens below the maps, perhaps out of sight.
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section
      ref={section}
      className="pooling-played"
      aria-label={t('pooling.playing', { kind: t(`pooling.kinds.${kind}`) })}
    >
      <header className="pooling-title">
        <h2>{t('pooling.playing', { kind: t(`pooling.kinds.${kind}`) })}</h2>
        <IconButton quiet label={t('pooling.closePlayer')} onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </header>
      <Player source={source} node={standing.pooling.node('clean', kind)} channel={channel} isPlaying />
    </section>
  );
}
