/**
 * Keeps a page's own state in the address while that page is shown: its parameters are read when the page is opened by
 * an address or by "back", written as the state changes, and taken away when another page is shown. Where they stand in
 * the address they win over what the store held. Changes are written in place, unless the page calls them steps, over
 * which "back" goes back.
 *
 *   followPage(playground, 'pooling', store, {
 *     names: ['window'],
 *     read: (parameters) => (parameters.get('window') === '3' ? { window: 3 } : {}),
 *     write: ({ window }) => ({ window: window === 2 ? null : `${window}` }),
 *   });
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Page } from '../workspace/choices';
import { nowAndThen } from '../workspace/nowAndThen';
import { saysAll, writeParameters, writesLate } from './addressBar';
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
  /** Whether a change is a step of the history. A page that has steps is read also where its entry says nothing of it. */
  isStep?(now: S, before: S): boolean;
}

/** Follows a store from now on; one that is made once a visit, as pages come and go. */
export function followPage<S>(
  { session }: { readonly session: Session },
  page: Page,
  store: StoreApi<S>,
  { names, pause = 0, read, write, isStep }: AddressCodec<S>,
  view: Window = window,
): void {
  const isShown = (): boolean => session.getState().page === page;

  const put = (texts: { readonly [name: string]: string | null }, how?: 'pushState'): void =>
    writeParameters(view, names, texts, how);
  let isTaking = false;

  function take(): void {
    const parameters = new URLSearchParams(view.location.search);
    if (!isStep && !saysAll(view.history) && !names.some((name) => parameters.has(name))) return;
    isTaking = true;
    store.setState(read(parameters));
    isTaking = false;
  }

  session.subscribe((now, before) => {
    // Before it is shown: a page that "back" opens is to find its state as the entry says it.
    if (now.page === page && now.returned !== before.returned) take();
    if (now.page === before.page) return;
    if (now.page === page) put(write(store.getState()));
    else if (before.page === page) put({});
  });
  const follow = (): void => {
    if (isShown()) put(write(store.getState()));
  };
  const followLater = pause > 0 ? nowAndThen(follow, pause) : follow;
  if (pause > 0) writesLate(view, follow);
  store.subscribe((now, before) => {
    if (isShown() && !isTaking && isStep?.(now, before)) put(write(now), 'pushState');
    else followLater();
  });
  if (!isShown()) return;
  take();
  put(write(store.getState()));
}
