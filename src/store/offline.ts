/**
 * Use without a network, as the page sees it: registers the service worker (offline/worker.ts), which then fetches every
 * file, and tells how far that is.
 */
import { createStore } from 'zustand/vanilla';

/**
 * `none`: not here, or not yet. `new`: everything is kept since a moment ago. `kept`: since an earlier visit. `waiting`:
 * a newer version has been fetched, and takes over at the next visit.
 */
export type Offline = 'none' | 'new' | 'kept' | 'waiting';

/** Shared by all that tell of it. */
export const offline = createStore<{ readonly state: Offline }>(() => ({ state: 'none' }));

const tell = (state: Offline): void => {
  offline.setState({ state });
  // For scripts.
  document.documentElement.dataset.offline = state;
};

/** Follows a version from its coming to its use; `isFirst`: there was none before. */
function follow(worker: ServiceWorker, isFirst: boolean, script: string): void {
  worker.addEventListener('statechange', () => {
    if (worker.state === 'installed' && !isFirst) tell('waiting');
    if (worker.state !== 'activated' || !isFirst) return;
    // From now on it may answer this page, too.
    worker.postMessage({ kind: 'serve', script });
    tell('new');
  });
}

/**
 * Keeps the page for use without a network from now on. `worker` is the address of the service worker, `script` that of
 * the page's own code. Where browsers or people refuse it, nothing happens.
 */
export async function keepOffline(worker: string, script: string): Promise<void> {
  // Not everywhere: not on pages that came without encryption, not in some private windows.
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
    // Without it the page works as before, with a network.
  }
}
