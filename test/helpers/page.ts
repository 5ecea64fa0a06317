/** What the parts of the page are about, for tests that render some of them without the whole page. */
import { createStore } from 'zustand/vanilla';
import type { Playground } from '../../src/store/playground';
import { createRouter } from '../../src/store/router/router';
import { createSession } from '../../src/store/session';
import type { Workspace } from '../../src/workspace/workspace';
import { browser } from './browser';

/** A page of no window: what the parts ask of one. */
export function pageOf(workspace: Workspace): Playground {
  return {
    session: createSession({ page: 'explore', backend: 'auto', lang: 'en', theme: 'light' }),
    router: createRouter(
      browser('').view,
      () => 'explore',
      () => {},
    ),
    workspace,
    host: workspace.host,
    shown: createStore(() => ({ workspace })),
    show: (other) => other.show(),
    adopt: (other) => other,
    part: () => {
      throw new Error('no part is asked for');
    },
    addressOf: () => '',
    setPage: () => {},
    setBackend: () => {},
    setLanguage: () => {},
    setTheme: () => {},
  };
}

/** Once it is so; a test that waits in vain ends by its own time. */
export const until = (isSo: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => (isSo() ? resolve() : void requestAnimationFrame(look));
    look();
  });
