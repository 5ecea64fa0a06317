/** A page's own state stands in the address while the page is shown, and only then. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { readAddress } from '../../src/store/address';
import { addressNow } from '../../src/store/addressBar';
import { followPage } from '../../src/store/pageAddress';
import { createSession } from '../../src/store/session';
import type { Page } from '../../src/workspace/choices';

const defaults = {
  page: 'explore',
  model: 'digits',
  backend: 'auto',
  lang: 'en',
  theme: 'light',
  size: 'own',
} as const;

/** `steps`: every change is a step of the history. */
function opened(search: string, { pause = 0, steps = false, entry = null as unknown } = {}) {
  const location = {
    pathname: '/',
    search,
    get href() {
      return `https://page${this.pathname}${this.search}`;
    },
  };
  const pushed: string[] = [];
  let writings = 0;
  const history = {
    state: entry,
    pushState: (_: unknown, __: string, address: string) => {
      location.search = address.match(/\?.*$/)?.[0] ?? '';
      pushed.push(location.search);
    },
    replaceState: (_: unknown, __: string, address: string) => {
      writings += 1;
      location.search = address.match(/\?.*$/)?.[0] ?? '';
    },
  };
  const view: Window = Object.assign(Object.create(null), {
    location,
    history,
  });
  const session = createSession({ ...defaults, ...readAddress(search) });
  const store = createStore<{ window: number }>()(() => ({ window: 2 }));
  const codec = {
    names: ['window'],
    pause,
    read: (parameters: URLSearchParams) => ({ window: Number(parameters.get('window')) || 2 }),
    write: ({ window: side }: { window: number }) => ({ window: side === 2 ? null : `${side}` }),
    ...(steps ? { isStep: () => true } : {}),
  };
  followPage({ session }, 'pooling', store, codec, view);
  vi.advanceTimersByTime(1000);
  return {
    location,
    store,
    pushed,
    written: () => writings,
    given: () => addressNow(view),
    go: (page: Page) => session.setState({ page }),
    back(to: string) {
      location.search = to;
      session.setState(({ returned }) => ({ page: readAddress(to).page ?? defaults.page, returned: returned + 1 }));
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('it is read when the page is opened by an address, and written as it changes', () => {
  const { location, store } = opened('?page=pooling&window=3&model=objects');
  expect(store.getState().window).toBe(3);
  store.setState({ window: 4 });
  expect(location.search).toBe('?page=pooling&model=objects&window=4');
  store.setState({ window: 2 });
  expect(location.search).toBe('?page=pooling&model=objects');
});

test('another page has nothing of it, and coming back brings it back', () => {
  const { location, store, go } = opened('?page=pooling&window=3');
  go('explore');
  expect(new URLSearchParams(location.search).get('window')).toBeNull();
  store.setState({ window: 5 });
  expect(new URLSearchParams(location.search).get('window')).toBeNull();
  go('pooling');
  expect(new URLSearchParams(location.search).get('window')).toBe('5');
});

test('"back" takes over what its entry says', () => {
  const { store, back } = opened('?page=pooling&window=3');
  back('?page=pooling&window=7');
  expect(store.getState().window).toBe(7);
});

test('a page that "back" opens finds its state as the entry says it, and the entry is left as it is', () => {
  const { location, store, go, back } = opened('?page=pooling&window=3');
  go('explore');
  back('?page=pooling&window=7');
  expect(store.getState().window).toBe(7);
  expect(location.search).toBe('?page=pooling&window=7');
});

test('an entry that says all of its page brings the default where it says nothing', () => {
  const kept = opened('?page=pooling&window=3');
  kept.back('?page=pooling');
  expect(kept.store.getState().window).toBe(3);
  const { store, back } = opened('?page=pooling&window=3', { entry: { saysAll: true } });
  back('?page=pooling');
  expect(store.getState().window).toBe(2);
});

test('steps are pushed, also the one to what needs no parameter; "back" takes them over and pushes nothing', () => {
  const { location, store, pushed, back } = opened('?page=pooling&window=3', { steps: true });
  expect(pushed).toEqual([]);
  store.setState({ window: 4 });
  store.setState({ window: 2 });
  expect(pushed).toEqual(['?page=pooling&window=4', '?page=pooling']);
  back('?page=pooling&window=4');
  expect(store.getState().window).toBe(4);
  back('?page=pooling');
  expect(store.getState().window).toBe(2);
  back('?page=pooling&window=nonsense');
  expect(store.getState().window).toBe(2);
  expect(location.search).toBe('?page=pooling');
  expect(pushed).toHaveLength(2);
});

test('parameters of the same name on another page are not its own', () => {
  const { location, store } = opened('?window=3');
  expect(store.getState().window).toBe(2);
  expect(location.search).toBe('?window=3');
});

test('of a drag, the first and the last state are written, and few between', () => {
  const { location, store, written } = opened('?page=pooling', { pause: 400 });
  const before = written();
  for (let side = 3; side <= 52; side++) {
    store.setState({ window: side });
    vi.advanceTimersByTime(16);
  }
  expect(written() - before).toBeLessThanOrEqual(4);
  vi.advanceTimersByTime(1000);
  expect(location.search).toBe('?page=pooling&window=52');
});

test('an address that is given away in the middle of a drag tells of its last state, once', () => {
  const { store, given, written, go } = opened('?page=pooling', { pause: 400 });
  store.setState({ window: 3 });
  store.setState({ window: 4 });
  expect(given()).toBe('https://page/?page=pooling&window=4');
  const before = written();
  expect(given()).toBe('https://page/?page=pooling&window=4');
  vi.advanceTimersByTime(1000);
  expect(written()).toBe(before);
  // Another page's address has nothing of it.
  go('explore');
  store.setState({ window: 5 });
  expect(given()).not.toContain('window');
});
