/**
 * Offline use, as the page sees it: registers the service worker (offline/worker.ts), which then fetches every file,
 * and reports progress.
 */
import { createStore } from 'zustand/vanilla';

/**
 * `none`: not here, or not yet. `new`: everything was cached just now. `kept`: cached on an earlier visit. `waiting`: a
 * newer version has been fetched and takes over on the next visit.
 */
export type Offline = 'none' | 'new' | 'kept' | 'waiting';

export const offline = createStore<{ readonly state: Offline }>(() => ({ state: 'none' }));

const tell = (state: Offline): void => {
  offline.setState({ state });
  // For scripts.
  document.documentElement.dataset.offline = state;
};

/** Follows a version from installation to activation; `isFirst`: there was none before. */
function follow(worker: ServiceWorker, isFirst: boolean, script: string): void {
  worker.addEventListener('statechange', () => {
    if (worker.state === 'installed' && !isFirst) tell('waiting');
    if (worker.state !== 'activated' || !isFirst) return;
    // From now on it may serve this page, too.
    worker.postMessage({ kind: 'serve', script });
    tell('new');
  });
}

/**
 * Makes the page available offline from now on. `worker` is the service worker's address, `script` that of the page's
 * code. Does nothing where the browser or the person refuses.
 */
export async function keepOffline(worker: string, script: string): Promise<void> {
  // Missing on pages served without encryption and in some private windows.
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(worker);
    const { active, waiting, installing } = registration;
    if (waiting) tell('waiting');
    else if (active) tell('kept');
    if (active && !navigator.serviceWorker.controller) active.postMessage({ kind: 'serve', script });
    if (installing) follow(installing, active === null, script);
    registration.addEventListener('updatefound', () => {
      const { installing: incoming, active: current } = registration;
      if (incoming) follow(incoming, current === null, script);
    });
  } catch {
    // The page still works, but needs a network.
  }
}
