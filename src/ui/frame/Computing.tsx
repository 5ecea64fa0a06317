/** In the header: the network, the backend that computes it, and the time of its last frame, which opens the glass box. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { type BackendChoice, backendChoices } from '../../workspace/choices';
import { milliseconds } from '../../workspace/numbers';
import { Choice } from '../parts/Choice';
import { Live, put, useLive } from '../parts/Live';
import { lazily } from '../parts/lazily';
import { Opens } from '../parts/Opens';
import { mayRetry } from '../parts/retrying';
import { useFrame, usePlayground, useSession, useWork, useWorkspace } from '../playground';

const GlassBox = lazily(() => import('../explore/glass/GlassBox').then((module) => module.GlassBox));

export function Computing() {
  return (
    <div className="computing">
      <ModelChoice />
      <BackendSelect />
      <LastFrame />
    </div>
  );
}

/** The choice among the catalogue's networks, where the page works on one of them. */
function ModelChoice() {
  const { t } = useTranslation();
  const { choose, host } = useWorkspace();
  const model = useWork((state) => state.model);
  const lang = useSession((state) => state.lang);
  const records = useStore(host.catalogue.store, (state) => state.records);
  if (!model) return null;
  const recordOf = (id: string) => records.find(({ source }) => source.id === id);
  return (
    <Choice
      label={t('input.model')}
      className="compact"
      options={records.map(({ source }) => source.id)}
      value={model.id}
      onChange={(id) => choose(recordOf(id)?.source ?? model)}
      name={(id) => recordOf(id)?.name[lang] ?? id}
    />
  );
}

function BackendSelect() {
  const { t } = useTranslation();
  const { setBackend } = usePlayground();
  const chosen = useSession((state) => state.backend);
  const computing = useWork((state) => state.computing);
  const name = (choice: BackendChoice): string =>
    choice === 'auto' ? t('backend.auto') : t(`backend.names.${choice}`);
  // Automatic says what was chosen; so does a backend that stands in for one that failed.
  const actual = computing && chosen !== computing.info.name ? t(`backend.names.${computing.info.name}`) : null;
  return (
    <div data-testid="backend" data-backend={computing?.info.name}>
      <Choice
        label={t('backend.title')}
        className="compact"
        options={backendChoices}
        value={chosen}
        onChange={setBackend}
        name={(choice) => (choice === 'auto' && actual !== null ? t('backend.chosen', { name: actual }) : name(choice))}
        instead={computing && mayRetry(computing) && chosen !== 'auto' ? `${name(chosen)} → ${actual ?? ''}` : null}
      />
    </div>
  );
}

/** What the last frame took, and asked of the device. */
function LastFrame() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const computing = useWork((state) => state.computing);
  const isTimed = useFrame((state) => state.milliseconds !== null);
  const button = useLive<HTMLButtonElement>((element, { counters }) => {
    put(element, 'data-testid', counters && 'profiler');
    put(element, 'data-dispatches', counters?.dispatches);
    put(element, 'data-submits', counters?.submits);
    put(element, 'data-bytes-uploaded', counters?.bytesUploaded);
    put(element, 'data-created', counters?.created);
    put(element, 'data-readbacks', counters?.readbacks);
  });
  return (
    <>
      <Opens ref={button} className="chip" title={t('profiler.glassBox')} isOpen={isOpen} onChange={setOpen}>
        <span className="unseen">{t('profiler.glassBox')} </span>
        {computing && isTimed ? (
          <Live of={(state) => t('backend.chip', { milliseconds: milliseconds(state.milliseconds ?? 0) })} />
        ) : (
          t('backend.opening')
        )}
      </Opens>
      {isOpen && <GlassBox onClose={() => setOpen(false)} />}
    </>
  );
}
