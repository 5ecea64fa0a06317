/** The page "Pooling": what becomes of each window of a map, in every way of pooling, and with noise or a shift. */
import { useTranslation } from 'react-i18next';
import { useFirstPicture } from '../labs/LabInput';
import { LabPage } from '../labs/LabPage';
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
  const pooling = usePooling();
  const standing = useStanding();
  const slide = useSliding(standing?.pooling.geometry ?? null);
  useFirstPicture();
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
