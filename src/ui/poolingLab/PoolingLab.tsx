/** The page "Pooling": what becomes of each window of a map, in every way of pooling, and with noise or a shift. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { bringFirstPicture } from '../../store/labs';
import { LabPage } from '../labs/LabPage';
import { usePlayground } from '../playground';
import '../styles/poolingLab.css';
import '../styles/poolingMaps.css';
import '../styles/poolingNoise.css';
import { Foot } from './Foot';
import { MapsView } from './MapsView';
import { NoiseView } from './NoiseView';
import { Saving } from './Saving';
import { usePooling, useStanding } from './usePooling';
import { SlideProvider, useSliding } from './useSlide';

export function PoolingLab() {
  const { t } = useTranslation();
  const playground = usePlayground();
  const pooling = usePooling();
  const standing = useStanding();
  const slide = useSliding(standing?.pooling.geometry ?? null);
  useEffect(() => playground.part(bringFirstPicture), [playground]);
  return (
    <LabPage lab={pooling.lab}>
      <SlideProvider value={slide}>
        <div id="maps" className="pooling">
          {standing ? (
            <>
              {standing.settings.experiment === 'noise' ? (
                <NoiseView standing={standing} />
              ) : (
                <Saving standing={standing} isOffered>
                  <MapsView standing={standing} />
                </Saving>
              )}
              <Foot standing={standing} />
            </>
          ) : (
            <p className="muted">{t('pooling.waiting')}</p>
          )}
        </div>
      </SlideProvider>
    </LabPage>
  );
}
