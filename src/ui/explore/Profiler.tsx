/** What the last frame asked of the device, in plain words. */
import { useTranslation } from 'react-i18next';
import { milliseconds } from '../../store/numbers';
import { Numbers } from '../parts/Numbers';
import { useFrame, useSession } from '../playground';

export function Profiler() {
  const { t, i18n } = useTranslation();
  const counters = useFrame((state) => state.counters);
  const time = useFrame((state) => state.milliseconds);
  const onDevice = useSession((state) => state.computing?.info.name === 'webgpu');
  const count = (value: number): string => value.toLocaleString(i18n.language);
  if (!counters) return null;
  const { dispatches, submits, bytesUploaded, created, readbacks } = counters;
  return (
    <section
      aria-labelledby="profiler-title"
      data-testid="profiler"
      data-dispatches={dispatches}
      data-submits={submits}
      data-bytes-uploaded={bytesUploaded}
      data-created={created}
      data-readbacks={readbacks}
    >
      <h2 id="profiler-title">{t('profiler.title')}</h2>
      <Numbers
        rows={[
          { name: t('profiler.time'), value: t('profiler.milliseconds', { value: milliseconds(time ?? 0) }) },
          { name: t('profiler.dispatches'), value: count(dispatches) },
          { name: t('profiler.submits'), value: count(submits) },
          { name: t('profiler.uploaded'), value: t('profiler.bytes', { value: count(bytesUploaded) }) },
          { name: t('profiler.created'), value: count(created) },
          { name: t('profiler.readbacks'), value: count(readbacks) },
        ]}
      />
      <p className="muted small">{t(onDevice ? 'profiler.help' : 'profiler.helpCpu')}</p>
    </section>
  );
}
