/** The selection, the address and the history stay in step, whichever of them is changed. */
import { describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { type Address, readAddress, writeAddress } from '../../src/store/address';
import { followSelection } from '../../src/store/selectionHistory';
import type { Theme } from '../../src/workspace/choices';
import { type Network, networkOf } from '../../src/workspace/network';
import { parentOf, type Selection, selectionText } from '../../src/workspace/selection';
import { chain, stored } from '../helpers/models';

const defaults = {
  page: 'explore',
  model: 'digits',
  backend: 'auto',
  lang: 'en',
  theme: 'light',
  size: 'own',
} as const;
const network = networkOf(stored(chain));

/** A browser's history, which goes back only after the script that asked for it has ended. */
function browser(search: string) {
  const entries: { state: unknown; search: string }[] = [{ state: null, search }];
  let at = 0;
  let listen: () => void = () => {};
  const searchOf = (address: string): string => address.match(/\?.*$/)?.[0] ?? '';
  const location = {
    pathname: '/',
    get search() {
      return entries[at]?.search ?? '';
    },
  };
  const history = {
    get state() {
      return entries[at]?.state ?? null;
    },
    pushState(state: unknown, _: string, address: string) {
      entries.splice(at + 1, Infinity, { state, search: searchOf(address) });
      at += 1;
    },
    replaceState(state: unknown, _: string, address: string) {
      entries[at] = { state, search: searchOf(address) };
    },
    go(steps: number) {
      setTimeout(() => {
        at = Math.max(0, at + steps);
        listen();
      });
    },
  };
  return {
    window: Object.assign(Object.create(null), { location, history }),
    history,
    listen: (listener: () => void) => {
      listen = listener;
    },
    searches: () => entries.slice(0, at + 1).map((entry) => entry.search),
  };
}

function opened(search = '') {
  const { window, history, listen, searches } = browser(search);
  const session = createStore<{ network: Network | null; selection: Selection | null }>()(() => ({
    network: null,
    selection: null,
  }));
  let settings: Address = { ...defaults, ...readAddress(search) };
  const following = followSelection(session, window, (query) => writeAddress(settings, defaults, query));
  listen(() => {
    if (!following.returned()) following.read();
  });
  session.setState({ network });
  const selecting = {
    select: (selection: Selection | null) => session.setState({ selection }),
    back: () => session.setState(({ selection }) => ({ selection: parentOf(selection, network.units) })),
    setTheme: (theme: Theme) => {
      settings = { ...settings, theme };
    },
  };
  const at = (): string | null => {
    const { selection } = session.getState();
    return selection && selectionText(selection, network.units);
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { session, selecting, history, searches, at, settled };
}

const map = (channel: number): Selection => ({ layer: 'conv', channel, pixel: null });
const value = (channel: number, row = 1): Selection => ({ layer: 'conv', channel, pixel: { row, column: 2 } });

describe('the history', () => {
  test('has one step for each level, and back goes over them', async () => {
    const { selecting, history, searches, at, settled } = opened();
    selecting.select(map(1));
    selecting.select(map(2));
    selecting.select(value(2));
    selecting.select(value(3, 4));
    expect(searches()).toEqual(['', '?at=conv.2', '?at=conv.3.4.2']);
    history.go(-1);
    await settled();
    expect(at()).toBe('conv.2');
    history.go(-1);
    await settled();
    expect(at()).toBeNull();
  });

  test('is taken back by going back a level, to the map of the value that was left', async () => {
    const { selecting, searches, at, settled } = opened('?lang=ko');
    selecting.select(map(1));
    selecting.select(value(1));
    selecting.select(value(4));
    selecting.back();
    expect(at()).toBe('conv.4');
    await settled();
    expect(searches()).toEqual(['?lang=ko', '?lang=ko&at=conv.4']);
    selecting.back();
    await settled();
    expect(searches()).toEqual(['?lang=ko']);
    selecting.back();
    await settled();
    expect([at(), searches()]).toEqual([null, ['?lang=ko']]);
  });

  test('follows two levels in one moment, and a selection made while it goes back', async () => {
    const { selecting, searches, at, settled } = opened();
    selecting.select(map(1));
    selecting.select(value(1));
    selecting.back();
    selecting.back();
    await settled();
    await settled();
    expect([at(), searches()]).toEqual([null, ['']]);
    selecting.select(map(1));
    selecting.back();
    selecting.select(map(0));
    await settled();
    expect([at(), searches()]).toEqual(['conv.0', ['', '?at=conv.0']]);
  });

  test('keeps the settings that were changed meanwhile', async () => {
    const { selecting, searches, settled } = opened();
    selecting.select(map(1));
    selecting.setTheme('dark');
    selecting.back();
    await settled();
    expect(searches()).toEqual(['?theme=dark']);
  });
});

describe('a link', () => {
  test('opens what it says once the network is there, and goes back without a step', async () => {
    const { selecting, searches, at, settled } = opened('?at=conv.3.1.2');
    expect(at()).toBe('conv.3.1.2');
    selecting.back();
    await settled();
    expect([at(), searches()]).toEqual(['conv.3', ['?at=conv.3']]);
    selecting.back();
    expect([at(), searches()]).toEqual([null, ['']]);
  });

  test('to nonsense opens nothing and loses it', () => {
    const { at, searches } = opened('?at=conv.99&lang=ko&other=1');
    expect([at(), searches()]).toEqual([null, ['?lang=ko&other=1']]);
  });

  test('is of one model: with another one the selection goes', () => {
    expect(writeAddress({ ...defaults, model: 'objects' }, defaults, '?at=conv1.3')).toBe('?model=objects');
    expect(writeAddress({ ...defaults, theme: 'dark' }, defaults, '?at=conv1.3')).toBe('?at=conv1.3&theme=dark');
    const { session, at } = opened('?at=conv.3');
    session.setState({ network: networkOf(stored(chain)) });
    expect(at()).toBe('conv.3');
  });
});
