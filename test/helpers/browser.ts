/** A window's address and history without a browser: entries, and steps back that are taken only after the script ends. */
import type { StoreApi } from 'zustand/vanilla';
import type { Work } from '../../src/store/router/settings';
import type { WorkingSize } from '../../src/workspace/choices';

interface Entry {
  readonly state: unknown;
  readonly url: URL;
}

/** `from` is what follows the page's path, such as `?lang=ko#draw=AQ`. */
export function browser(from = '', state: unknown = null) {
  const base = 'https://page/';
  const entries: Entry[] = [{ state, url: new URL(from || base, base) }];
  let at = 0;
  let refusing = false;
  const writings = { pushState: 0, replaceState: 0 };
  const listeners: { readonly type: string; readonly listener: () => void }[] = [];
  const standing = (): Entry => entries[at] ?? { state: null, url: new URL(base) };
  const say = (type: string): void => {
    for (const each of listeners) if (each.type === type) each.listener();
  };
  const arrive = (before: URL): void => {
    say('popstate');
    if (before.hash !== standing().url.hash) say('hashchange');
  };
  const write = (how: keyof typeof writings, stated: unknown, address: string): void => {
    if (refusing) throw new Error('too often');
    writings[how] += 1;
    if (how === 'pushState') at += 1;
    entries.splice(at, how === 'pushState' ? Infinity : 1, { state: stated, url: new URL(address, standing().url) });
  };
  const location = {
    get pathname() {
      return standing().url.pathname;
    },
    get search() {
      return standing().url.search;
    },
    get hash() {
      return standing().url.hash;
    },
    get href() {
      return standing().url.href;
    },
  };
  const history = {
    get state() {
      return standing().state;
    },
    pushState: (stated: unknown, _: string, address: string) => write('pushState', stated, address),
    replaceState: (stated: unknown, _: string, address: string) => write('replaceState', stated, address),
    go(steps: number) {
      setTimeout(() => {
        const before = standing().url;
        at = Math.min(entries.length - 1, Math.max(0, at + steps));
        arrive(before);
      });
    },
  };
  const view: Window = Object.assign(Object.create(null), {
    location,
    history,
    addEventListener: (type: string, listener: () => void) => listeners.push({ type, listener }),
  });
  const says = ({ search, hash }: URL): string => search + hash;
  return {
    view,
    history,
    writings,
    /** What stands after the path. */
    address: () => says(standing().url),
    /** The same of every entry up to the one that stands. */
    addresses: () => entries.slice(0, at + 1).map(({ url }) => says(url)),
    /** Follows a link within the page, as a fragment that is typed does. */
    follow(hash: string) {
      const before = standing().url;
      const url = new URL(hash, before);
      at += 1;
      entries.splice(at, Infinity, { state: null, url });
      arrive(before);
    },
    /** From now on the history can be written, or not. */
    refuse(isRefusing: boolean) {
      refusing = isRefusing;
    },
  };
}

/** A fragment without its check, which is a matter of the router alone. */
export const unchecked = (address: string): string => address.replace(/#sum=\w+&/, '#');

/** The settings of a network at work, as the router follows them. */
export function workOf(store: StoreApi<{ readonly model: string | null; readonly size: WorkingSize }>): Work {
  return {
    get: store.getState,
    set: (settings) => store.setState(settings),
    subscribe: (changed) => void store.subscribe(changed),
  };
}
