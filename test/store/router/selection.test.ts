/** The selection, the address and the history stay in step, whichever of them is changed. */
import { describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createRouter } from '../../../src/store/router/router';
import { followSelection } from '../../../src/store/router/selection';
import { followSettings, settingsCodec } from '../../../src/store/router/settings';
import { createSession } from '../../../src/store/session';
import type { WorkingSize } from '../../../src/workspace/choices';
import { type Network, networkOf } from '../../../src/workspace/network';
import { parentOf, type Selection, selectionText } from '../../../src/workspace/selection';
import { browser, workOf } from '../../helpers/browser';
import { chain, stored } from '../../helpers/models';

const codec = settingsCodec({
  page: 'explore',
  model: 'digits',
  backend: 'auto',
  lang: 'en',
  theme: 'light',
  size: 'own',
});
const network = networkOf(stored(chain));

interface Work {
  readonly model: string | null;
  readonly size: WorkingSize;
  readonly network: Network | null;
  readonly selection: Selection | null;
}

function opened(from = '') {
  const { view, history, address, addresses } = browser(from);
  const lost: string[] = [];
  const router = createRouter(
    view,
    () => session.getState().page,
    (part) => lost.push(part),
  );
  const settings = codec.read(router.parameters());
  const session = createSession(settings);
  const { model, size } = settings;
  const work = createStore<Work>()(() => ({ model, size, network: null, selection: null }));
  followSettings(session, workOf(work), router, codec);
  followSelection(work, router);
  router.start();
  /** A network comes to stand, as a workspace lets one. */
  const stand = (next: Network, keeps = true): void =>
    work.setState(({ selection }) => ({ network: next, selection: keeps ? selection : null }));
  stand(network);
  const selecting = {
    select: (selection: Selection | null) => work.setState({ selection }),
    back: () => work.setState(({ selection }) => ({ selection: parentOf(selection, network.units) })),
  };
  const at = (): string | null => {
    const { selection } = work.getState();
    return selection && selectionText(selection, network.units);
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
  return { session, work, stand, selecting, history, address, addresses, at, settled, lost };
}

const map = (channel: number): Selection => ({ layer: 'conv', channel, pixel: null });
const value = (channel: number, row = 1): Selection => ({ layer: 'conv', channel, pixel: { row, column: 2 } });

describe('the history', () => {
  test('has one step for each level, and back goes over them', async () => {
    const { selecting, history, addresses, at, settled } = opened();
    selecting.select(map(1));
    selecting.select(map(2));
    selecting.select(value(2));
    selecting.select(value(3, 4));
    expect(addresses()).toEqual(['', '?at=conv.2', '?at=conv.3.4.2']);
    history.go(-1);
    await settled();
    expect(at()).toBe('conv.2');
    history.go(-1);
    await settled();
    expect(at()).toBeNull();
  });

  test('is taken back by going back a level, to the map of the value that was left', async () => {
    const { selecting, addresses, at, settled } = opened('?lang=ko');
    selecting.select(map(1));
    selecting.select(value(1));
    selecting.select(value(4));
    selecting.back();
    expect(at()).toBe('conv.4');
    await settled();
    expect(addresses()).toEqual(['?lang=ko', '?lang=ko&at=conv.4']);
    selecting.back();
    await settled();
    expect(addresses()).toEqual(['?lang=ko']);
    selecting.back();
    await settled();
    expect([at(), addresses()]).toEqual([null, ['?lang=ko']]);
  });

  test('follows two levels in one moment, and a selection made while it goes back', async () => {
    const { selecting, addresses, at, settled } = opened();
    selecting.select(map(1));
    selecting.select(value(1));
    selecting.back();
    selecting.back();
    await settled();
    await settled();
    expect([at(), addresses()]).toEqual([null, ['']]);
    selecting.select(map(1));
    selecting.back();
    selecting.select(map(0));
    await settled();
    expect([at(), addresses()]).toEqual(['conv.0', ['', '?at=conv.0']]);
  });

  test('keeps the settings that were changed meanwhile', async () => {
    const { session, selecting, addresses, settled } = opened();
    selecting.select(map(1));
    session.setState({ theme: 'dark' });
    selecting.back();
    session.setState({ lang: 'ko' });
    await settled();
    expect(addresses()).toEqual(['?lang=ko&theme=dark']);
  });
});

describe('a link', () => {
  test('opens what it says once the network is there, and goes back without a step', async () => {
    const { selecting, addresses, at, settled } = opened('?at=conv.3.1.2');
    expect(at()).toBe('conv.3.1.2');
    selecting.back();
    await settled();
    expect([at(), addresses()]).toEqual(['conv.3', ['?at=conv.3']]);
    selecting.back();
    expect([at(), addresses()]).toEqual([null, ['']]);
  });

  test('to nonsense opens nothing and loses it, and says so', () => {
    const { at, addresses, lost } = opened('?at=conv.99&lang=ko&other=1');
    expect([at(), addresses(), lost]).toEqual([null, ['?other=1&lang=ko'], ['selection']]);
  });

  test('is of one model: with another one the selection goes, with the same one it stays', () => {
    const { session, work, stand, at, address } = opened('?at=conv.3');
    stand(networkOf(stored(chain)));
    expect(at()).toBe('conv.3');
    session.setState({ theme: 'dark' });
    expect(address()).toBe('?theme=dark&at=conv.3');
    work.setState({ model: 'objects' });
    expect(address()).toBe('?model=objects&theme=dark');
    stand(networkOf(stored(chain)));
    expect([at(), address()]).toEqual([null, '?model=objects&theme=dark']);
  });

  test('of another model waits for its network, also where "back" leads to it', async () => {
    const { session, work, stand, selecting, history, at, address, settled } = opened();
    selecting.select(map(1));
    // As a page that a term can be touched on is opened: a step that names another model.
    session.setState({ page: 'kernels' });
    work.setState({ model: 'objects' });
    expect(address()).toBe('?page=kernels&model=objects');
    // What was opened goes with its model, before the other one's network comes.
    work.setState({ selection: null });
    stand(networkOf(stored(chain)));
    history.go(-1);
    await settled();
    expect(address()).toBe('?at=conv.1');
    work.setState({ selection: null });
    stand(networkOf(stored(chain)));
    expect([at(), address()]).toEqual(['conv.1', '?at=conv.1']);
  });

  test('may be opened of a network that still stands while another one is on its way', async () => {
    const { work, selecting, history, addresses, at, settled } = opened();
    work.setState({ model: 'objects' });
    selecting.select(map(1));
    selecting.select(value(1));
    expect(addresses().slice(1)).toEqual(['?model=objects&at=conv.1', '?model=objects&at=conv.1.1.2']);
    history.go(-1);
    await settled();
    expect(at()).toBe('conv.1');
  });
});
