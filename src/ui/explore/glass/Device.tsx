/** The backend, the adapter with its relevant limits, and the program's memory. */
import { useTranslation } from 'react-i18next';
import { arenaBytes } from '../../../workspace/glass/layerRows';
import type { Network } from '../../../workspace/network';
import { grouped } from '../../../workspace/numbers';
import type { BackendState } from '../../../workspace/workspace';
import { Numbers } from '../../parts/Numbers';
import { mayRetry } from '../../parts/retrying';
import { useBackendDetail } from '../../parts/useBackendDetail';
import { usePlayground, useSession } from '../../playground';

interface Props {
  readonly network: Network;
  readonly computing: BackendState;
}

const digits = /^\d{4,}$/;

export function Device({ network, computing }: Props) {
  const { t } = useTranslation();
  const { setBackend } = usePlayground();
  const chosen = useSession((state) => state.backend);
  const { info, bytes, refused } = computing;
  const { maps, weights } = arenaBytes(network.plan);
  const detail = useBackendDetail(info);
  const size = (value: number): string => t('profiler.bytes', { value: grouped(value) });
  return (
    <section aria-labelledby="glass-device">
      <h3 id="glass-device">{t('glass.device.title')}</h3>
      <Numbers
        rows={[
          { name: t('glass.device.backend'), value: t(`backend.names.${info.name}`) },
          { name: t('glass.device.detail'), value: detail },
          { name: t('glass.device.maps'), value: size(maps) },
          { name: t('glass.device.weights'), value: size(weights) },
          { name: t('glass.device.all'), value: size(bytes) },
        ]}
      />
      {refused.map(({ name, code, detail: why }) => (
        <p key={name} className="muted small">
          {t(`backend.refused.${code}`, { backend: t(`backend.names.${name}`), detail: why })}
        </p>
      ))}
      {mayRetry(computing) && (
        <button type="button" className="button" onClick={() => setBackend(chosen)}>
          {t('app.retry')}
        </button>
      )}
      {info.facts && (
        <details className="disclosure">
          <summary>{t('glass.device.facts')}</summary>
          <Numbers
            rows={info.facts.map(([name, value]) => ({
              name,
              value: digits.test(value) ? grouped(Number(value)) : value,
            }))}
          />
        </details>
      )}
    </section>
  );
}
