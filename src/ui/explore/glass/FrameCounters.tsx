/** The counters of the last frame, each with what it means and what it should be. */
import { useTranslation } from 'react-i18next';
import { grouped } from '../../../workspace/numbers';
import { useFrame } from '../../playground';

const counted = [
  'dispatches',
  'submits',
  'computePasses',
  'renderPasses',
  'bytesUploaded',
  'created',
  'readbacks',
] as const;

export function FrameCounters() {
  const { t } = useTranslation();
  const counters = useFrame((state) => state.counters);
  if (!counters) return null;
  return (
    <section aria-labelledby="glass-frame">
      <h3 id="glass-frame">{t('glass.frame.title')}</h3>
      <dl className="explained stack snug">
        {counted.map((name) => (
          <div key={name}>
            <dt>{t(`glass.frame.names.${name}`)}</dt>
            <dd className="number">{grouped(counters[name])}</dd>
            <dd className="muted small">{t(`glass.frame.help.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
