/** To the right of the timeline: what its tracks are, and their values at the playhead. */
import { useTranslation } from 'react-i18next';
import { AddTrack } from './watch/AddTrack';
import { SaveFilm } from './watch/SaveFilm';
import { useTracks } from './watch/tracks';

export function Tracks() {
  const { t } = useTranslation();
  const tracks = useTracks();
  return (
    <section className="train-tracks" aria-label={t('train.tracks')}>
      <dl>
        {tracks.map(({ name, Value, tall, isFirst }) => (
          <div key={name} className="train-value" style={{ minHeight: tall }} data-track={name}>
            <Value isFirst={isFirst} />
          </div>
        ))}
      </dl>
      <div className="train-tools">
        <SaveFilm />
        <AddTrack />
      </div>
    </section>
  );
}
