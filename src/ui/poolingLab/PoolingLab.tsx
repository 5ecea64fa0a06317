/** The page "Pooling": what is pooled and how, the maps side by side, and an experiment on them. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import type { RowKind } from '../../workspace/labs/pooling/spec';
import { LabPage } from '../labs/LabPage';
import { PlayedMap } from '../labs/PlayedMap';
import '../styles/poolingLab.css';
import { Bench } from './Bench';
import { Experiment } from './Experiment';
import { SaveMap } from './SaveMap';
import { Source, Windows } from './Source';
import { useChannel, usePooling, useStanding } from './usePooling';

export function PoolingLab() {
  const { t } = useTranslation();
  const { lab } = usePooling();
  const standing = useStanding();
  const [played, setPlayed] = useState<RowKind | null>(null);
  return (
    <LabPage lab={lab}>
      <div className="lab-side" data-part="input tools">
        <h1>{t('pooling.title')}</h1>
        <p className="muted small">{t('pooling.lead')}</p>
        {standing && <Windows standing={standing} />}
        <Source standing={standing} />
      </div>
      <div className="lab-bench">
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
      <div className="lab-side" data-part="measures">
        {standing && <Experiment standing={standing} />}
      </div>
    </LabPage>
  );
}

interface PlayedProps {
  readonly standing: Standing;
  readonly kind: RowKind;
  readonly onClose: () => void;
}

/** A pooled map of the clean picture. */
function Played({ standing, kind, onClose }: PlayedProps) {
  const { t } = useTranslation();
  const { lab } = usePooling();
  const { network, pooling } = standing;
  const title = t('pooling.playing', { kind: t(`pooling.kinds.${kind}`) });
  const node = pooling.node('clean', kind);
  return <PlayedMap {...{ lab, network, node, title, onClose }} channel={useChannel(standing)} />;
}
