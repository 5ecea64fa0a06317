/** What the last frame cost the device, in plain words. */
import { useTranslation } from 'react-i18next';
import { grouped, milliseconds } from '../../workspace/numbers';
import { Numbers } from '../parts/Numbers';
import { useFrame, useWork } from '../playground';

export function Profiler() {
  const { t } = useTranslation();
  const counters = useFrame((state) => state.counters);
  const time = useFrame((state) => state.milliseconds);
  const onDevice = useWork((state) => state.computing?.info.name === 'webgpu');
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
          { name: t('profiler.dispatches'), value: grouped(dispatches) },
          { name: t('profiler.submits'), value: grouped(submits) },
          { name: t('profiler.uploaded'), value: t('profiler.bytes', { value: grouped(bytesUploaded) }) },
          { name: t('profiler.created'), value: grouped(created) },
          { name: t('profiler.readbacks'), value: grouped(readbacks) },
        ]}
      />
      <p className="muted small">{t(onDevice ? 'profiler.help' : 'profiler.helpCpu')}</p>
    </section>
  );
}
