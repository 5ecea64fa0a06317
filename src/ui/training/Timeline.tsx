/**
 * The film of the run: tracks along film time, what the network took the drawing for among them, and the axis, a slider
 * that shows every moment again.
 */
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { scaleOf } from '../../workspace/training/watching';
import { useElementSize } from '../parts/useElementSize';
import { Marks } from './runs/Marks';
import { useTraining, useWatching } from './useTrain';
import { Axis } from './watch/Axis';
import { useTracks } from './watch/tracks';

/** Between two tracks, in pixels. */
const GAP = 8;

export function Timeline() {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const moments = useTraining((state) => state.moments);
  const film = useTraining((state) => state.film);
  const axis = useWatching((state) => state.axis);
  const tracks = useTracks();
  const scale = useMemo(() => scaleOf(film, axis), [film, axis]);
  const places = useMemo(() => moments.map(({ step }) => scale.shareAt(step)), [moments, scale]);
  const height = tracks.reduce((sum, { tall }) => sum + tall + GAP, 0);
  return (
    <section className="train-timeline train-film" aria-label={t('train.timeline')}>
      <div ref={box} className="train-curves">
        {width > 0 && (
          <>
            {tracks.map(({ name, Chart, tall }) => (
              <div key={name} className="train-track" style={{ height: tall }} data-track={name} data-testid="track">
                <Chart {...{ width, height: tall, moments, scale, places }} />
              </div>
            ))}
            {moments.length < 2 && <p className="muted">{t('train.timelineHint')}</p>}
            <Axis {...{ width, height, scale, moments, places }} />
            <Marks width={width} scale={scale} />
          </>
        )}
      </div>
    </section>
  );
}
