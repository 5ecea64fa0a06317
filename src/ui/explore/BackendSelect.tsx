/** The choice of backend, which one is in use, and why. */
import { useTranslation } from 'react-i18next';
import type { BackendInfo } from '../../backend/types';
import type { BackendChoice } from '../../workspace/choices';
import { backendChoices } from '../../workspace/choices';
import { Choice } from '../parts/Choice';
import { useBackendDetail } from '../parts/useBackendDetail';
import { usePlayground, useSession, useWork } from '../playground';

/** Refusals that retrying cannot change. */
const lacking: readonly string[] = ['no-webgpu', 'no-adapter', 'software'];

export function BackendSelect() {
  const { t } = useTranslation();
  const { setBackend } = usePlayground();
  const chosen = useSession((state) => state.backend);
  const computing = useWork((state) => state.computing);
  const mayRetry = computing?.refused.some(({ code }) => !lacking.includes(code)) ?? false;
  const name = (choice: BackendChoice): string =>
    choice === 'auto' ? t('backend.auto') : t(`backend.names.${choice}`);
  return (
    <section className="backend">
      <Choice
        label={t('backend.title')}
        options={backendChoices}
        value={chosen}
        onChange={setBackend}
        name={name}
        instead={computing && mayRetry ? `${name(chosen)} → ${name(computing.info.name)}` : null}
      />
      {computing && (
        <p className="muted small">
          {computing.refused.map(({ name, code, detail }) => (
            <span key={name}>{t(`backend.refused.${code}`, { backend: t(`backend.names.${name}`), detail })} </span>
          ))}
          <RunsOn info={computing.info} />
          {mayRetry && (
            <button type="button" className="quiet" onClick={() => setBackend(chosen)}>
              {t('app.retry')}
            </button>
          )}
        </p>
      )}
    </section>
  );
}

function RunsOn({ info }: { readonly info: BackendInfo }) {
  const { t } = useTranslation();
  return t('backend.runsOn', { detail: useBackendDetail(info) });
}
