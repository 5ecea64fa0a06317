/**
 * Keeps a page's own state in the address while that page is shown: its parameters are read when the page is opened by
 * an address or by "back", written as the state changes (in place, not as steps of the history), and taken away when
 * another page is shown. Where they stand in the address they win over what the store held.
 *
 *   followPage(playground, 'pooling', store, {
 *     names: ['window'],
 *     read: (parameters) => (parameters.get('window') === '3' ? { window: 3 } : {}),
 *     write: ({ window }) => ({ window: window === 2 ? null : `${window}` }),
 *   });
 */
import type { StoreApi } from 'zustand/vanilla';
import { writeParameters } from './addressBar';
import type { Page } from './choices';
import { nowAndThen } from './nowAndThen';
import type { Session } from './session';

/** How a state is said in an address. What is read is not to be trusted: nonsense is left out. */
export interface AddressCodec<S> {
  /** The parameters that are this page's own. */
  readonly names: readonly string[];
  /** What the address asks for; what it does not say keeps its default, so give the whole default where that matters. */
  read(parameters: URLSearchParams): Partial<S>;
  /** Milliseconds between two writings, for a state that is dragged: each costs a frame some of its time. None: at once. */
  readonly pause?: number;
  /** Each parameter's text, or null where the default needs none. */
  write(state: S): { readonly [name: string]: string | null };
}

/** Follows a store from now on; one that is made once a visit, as pages come and go. */
export function followPage<S>(
  { session }: { readonly session: Session },
  page: Page,
  store: StoreApi<S>,
  { names, pause = 0, read, write }: AddressCodec<S>,
  view: Window = window,
): void {
  const isShown = (): boolean => session.getState().page === page;

  const put = (texts: { readonly [name: string]: string | null }): void => writeParameters(view, names, texts);

  function take(): void {
    const parameters = new URLSearchParams(view.location.search);
    if (names.some((name) => parameters.has(name))) store.setState(read(parameters));
  }

  session.subscribe((now, before) => {
    if (now.page === before.page) return;
    if (now.page === page) put(write(store.getState()));
    else if (before.page === page) put({});
  });
  const follow = (): void => {
    if (isShown()) put(write(store.getState()));
  };
  store.subscribe(pause > 0 ? nowAndThen(follow, pause) : follow);
  view.addEventListener('popstate', () => {
    if (isShown()) take();
  });
  if (!isShown()) return;
  take();
  put(write(store.getState()));
}
