/** What parts of the state say stands in the address, is taken from it, and is never lost by what others do to it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createRouter } from '../../../src/store/router/router';
import { followSettings, type Settings, settingsCodec } from '../../../src/store/router/settings';
import { createSession } from '../../../src/store/session';
import { type AddressPart, type Arrival, followStore, type PageCodec } from '../../../src/workspace/address/codec';
import { browser, unchecked, workOf } from '../../helpers/browser';

const settings = settingsCodec({
  page: 'explore',
  model: 'digits',
  backend: 'auto',
  lang: 'en',
  theme: 'light',
  size: 'own',
});

function opened(from = '', entry: unknown = null) {
  const bar = browser(from, entry);
  const lost: string[] = [];
  const router = createRouter(
    bar.view,
    () => session.getState().page,
    (part) => lost.push(part),
  );
  const asked = settings.read(router.parameters());
  const session = createSession(asked);
  const { model, size } = asked;
  followSettings(
    session,
    workOf(createStore<Pick<Settings, 'model' | 'size'>>()(() => ({ model, size }))),
    router,
    settings,
  );
  router.start();
  return { ...bar, router, session, lost };
}

interface Side {
  readonly window: number;
}

/** A page's state of one number. `steps`: every change is a step of the history. */
function pooling(from: string, { steps = false, isDragged = false, entry = null as unknown } = {}) {
  const page = opened(from, entry);
  const store = createStore<Side>()(() => ({ window: 2 }));
  const codec: PageCodec<Side> = {
    names: ['window'],
    isDragged,
    read: (parameters) => ({ window: Number(parameters.get('window')) || 2 }),
    write: ({ window: side }) => ({ window: side === 2 ? null : `${side}` }),
    ...(steps ? { isStep: () => true } : {}),
  };
  followStore(page.router, 'pooling', store, codec);
  return { ...page, store };
}

/** A part that says one long text, on every page. */
function long(router: ReturnType<typeof opened>['router'], name = 'draw', from = '') {
  let text = from;
  const arrivals: Arrival[] = [];
  const part: AddressPart = {
    names: [name],
    long: [name],
    write: (lose) => {
      if (text === 'endless') lose('drawing');
      return { [name]: text === 'endless' ? null : text || null };
    },
    take(arrival) {
      arrivals.push(arrival);
      if (arrival.kind !== 'moved') text = arrival.parameters.get(name) ?? '';
    },
  };
  const changed = router.add(part);
  return {
    arrivals,
    text: () => text,
    set(next: string) {
      text = next;
      changed('rested');
    },
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const rested = (): void => void vi.advanceTimersByTime(500);

describe('a page’s own state', () => {
  test('is read when the page is opened by an address, and written as it changes', () => {
    const { address, store } = pooling('?page=pooling&window=3&model=objects');
    expect(store.getState().window).toBe(3);
    store.setState({ window: 4 });
    expect(address()).toBe('?page=pooling&model=objects&window=4');
    store.setState({ window: 2 });
    expect(address()).toBe('?page=pooling&model=objects');
  });

  test('stands in the address of its page alone, and coming back brings it back', () => {
    const { addresses, store, session } = pooling('?page=pooling&window=3');
    session.setState({ page: 'explore' });
    store.setState({ window: 5 });
    rested();
    session.setState({ page: 'pooling' });
    expect(addresses()).toEqual(['?page=pooling&window=3', '', '?page=pooling&window=5']);
  });

  test('is taken over from the entry that "back" leads to, which stays as it is', () => {
    const { address, store, session, history } = pooling('?page=pooling&window=3');
    session.setState({ page: 'explore' });
    store.setState({ window: 7 });
    history.go(-1);
    rested();
    expect([session.getState().page, store.getState().window]).toEqual(['pooling', 3]);
    expect(address()).toBe('?page=pooling&window=3');
  });

  test('stays where an entry says nothing of it, unless that entry says all', () => {
    const { store, session, history, router, address } = pooling('?page=pooling');
    session.setState({ theme: 'dark', page: 'explore' });
    store.setState({ window: 3 });
    history.go(-1);
    rested();
    expect([store.getState().window, address()]).toEqual([3, '?page=pooling&window=3']);
    router.goTo(router.addressWith({ page: 'pooling', window: null }));
    expect([store.getState().window, address()]).toEqual([2, '?page=pooling']);
    store.setState({ window: 9 });
    history.go(-1);
    rested();
    history.go(1);
    rested();
    expect(store.getState().window).toBe(9);
  });

  test('that has steps: each is pushed, also the one to the default; "back" takes them over and pushes nothing', () => {
    const { addresses, store, history, writings } = pooling('?page=pooling&window=3', { steps: true });
    store.setState({ window: 4 });
    store.setState({ window: 2 });
    const all = ['?page=pooling&window=3', '?page=pooling&window=4', '?page=pooling'];
    expect(addresses()).toEqual(all);
    for (const [step, side] of [
      [-1, 4],
      [1, 2],
      [-2, 3],
    ] as const) {
      history.go(step);
      rested();
      expect(store.getState().window).toBe(side);
    }
    expect(writings.pushState).toBe(2);
  });

  test('that is dragged is written when the hand rests', () => {
    const { address, store, writings } = pooling('?page=pooling', { isDragged: true });
    rested();
    const before = writings.replaceState;
    for (let side = 3; side <= 52; side++) {
      store.setState({ window: side });
      vi.advanceTimersByTime(16);
    }
    expect(writings.replaceState - before).toBe(0);
    rested();
    expect([writings.replaceState - before, address()]).toEqual([1, '?page=pooling&window=52']);
  });

  test('is told whole where an address is given away in the middle of a drag, once', () => {
    const { store, router, writings, session } = pooling('?page=pooling', { isDragged: true });
    store.setState({ window: 4 });
    expect(router.share().href).toBe('https://page/?page=pooling&window=4');
    const before = writings.replaceState;
    expect(router.share().href).toBe('https://page/?page=pooling&window=4');
    rested();
    expect(writings.replaceState).toBe(before);
    session.setState({ page: 'explore' });
    store.setState({ window: 5 });
    expect(router.share().href).toBe('https://page/');
  });
});

describe('what can grow', () => {
  test('stands in the fragment, and is the same in reading', () => {
    const { router, address, session } = opened('?theme=dark');
    const drawing = long(router);
    drawing.set('A-_1');
    expect(address()).toBe('?theme=dark');
    rested();
    expect(unchecked(address())).toBe('?theme=dark#draw=A-_1');
    session.setState({ theme: 'light' });
    expect(unchecked(address())).toBe('#draw=A-_1');
    expect([router.says('draw'), router.parameters().get('draw')]).toEqual([true, 'A-_1']);
    const again = opened(address());
    expect([long(again.router).text(), again.lost]).toEqual(['A-_1', []]);
  });

  test('of a link from before stands in its query: it is read, and written where it belongs', () => {
    const { router, address, lost } = opened('?draw=A-_1&model=objects&edit=conv1.2.m*relu1.tanh');
    // The part that reads edits is still to come, and its parameter waits for it.
    expect(long(router).text()).toBe('A-_1');
    rested();
    expect(unchecked(address())).toBe('?edit=conv1.2.m*relu1.tanh&model=objects#draw=A-_1');
    const edits = long(router, 'edit');
    rested();
    expect(edits.text()).toBe('conv1.2.m*relu1.tanh');
    expect(unchecked(address())).toBe('?model=objects#draw=A-_1&edit=conv1.2.m*relu1.tanh');
    expect(lost).toEqual([]);
  });

  test('wins in the fragment over what a query still says', () => {
    const { router, address } = opened('?draw=old#draw=new');
    expect(long(router).text()).toBe('new');
    rested();
    expect(unchecked(address())).toBe('#draw=new');
  });

  test('and is too long for any link is named where the link is taken', () => {
    const { router } = opened();
    const drawing = long(router);
    drawing.set('endless');
    expect(router.share()).toEqual({ href: 'https://page/', leftOut: ['drawing'] });
    drawing.set('short');
    expect(router.share().leftOut).toEqual([]);
  });
});

describe('a fragment', () => {
  test('that is no state is none, and costs none', () => {
    const { router, address, follow, lost } = opened('?theme=dark#pad');
    const drawing = long(router);
    expect([drawing.text(), router.parameters().toString()]).toEqual(['', 'theme=dark']);
    drawing.set('mine');
    rested();
    expect(unchecked(address())).toBe('?theme=dark#draw=mine');
    // A link to a place in the text, followed in the page.
    follow('#pad');
    expect(unchecked(address())).toBe('?theme=dark#draw=mine');
    expect([drawing.text(), lost]).toEqual(['mine', []]);
  });

  test('that brings another state is a link, and taken as when the page is opened', () => {
    const { router, address, follow, history, session } = opened('?theme=dark');
    const drawing = long(router);
    drawing.set('mine');
    rested();
    follow('#draw=yours');
    expect(drawing.text()).toBe('yours');
    expect(drawing.arrivals.map(({ kind }) => kind)).toEqual(['opened', 'link']);
    expect(unchecked(address())).toBe('?theme=dark#draw=yours');
    // "Back" takes back no stroke.
    session.setState({ page: 'kernels' });
    drawing.set('more');
    history.go(-1);
    rested();
    expect(drawing.text()).toBe('more');
    expect(unchecked(address())).toBe('?theme=dark#draw=more');
  });

  test('that was cut off, or changed, is known as such', () => {
    const { router, address } = opened();
    long(router).set('A-_1A-_1A-_1');
    long(router, 'edit').set('conv1.2.m*conv1.3.m');
    rested();
    const whole = address();
    expect(opened(whole).lost).toEqual([]);
    for (const damaged of [whole.slice(0, -3), whole.replace(/&edit.*/, ''), whole.replace('A-_1', 'A-_2')]) {
      expect(opened(damaged).lost, damaged).toEqual(['end']);
    }
    // What programs escape on its way is no damage; and a link by hand has no check.
    expect(opened(whole.replace('*', '%2A')).lost).toEqual([]);
    expect(opened(unchecked(whole)).lost).toEqual([]);
    const later = opened();
    later.follow(whole.slice(0, -3));
    expect(later.lost).toEqual(['end']);
  });
});

describe('the history', () => {
  test('has a step for a page, and none for settings', () => {
    const { session, addresses } = opened();
    session.setState({ theme: 'dark' });
    session.setState({ page: 'kernels' });
    session.setState({ lang: 'ko' });
    expect(addresses()).toEqual(['?theme=dark', '?page=kernels&lang=ko&theme=dark']);
  });

  test('that refuses is written late, with all that has changed meanwhile', () => {
    const { session, address, refuse } = opened();
    refuse(true);
    session.setState({ theme: 'dark' });
    session.setState({ page: 'kernels' });
    expect([address(), session.getState().page]).toEqual(['', 'kernels']);
    refuse(false);
    session.setState({ lang: 'ko' });
    expect(address()).toBe('?page=kernels&lang=ko&theme=dark');
  });

  test('leads links of the page where they say, with all else as it is', () => {
    const { router, address } = pooling('?lang=ko&page=pooling&window=3');
    long(router).set('mine');
    expect(router.addressWith({ window: null, page: null, term: 'kernel', draw: 'other' })).toMatch(
      /^\/\?lang=ko&term=kernel#sum=\w+&draw=other$/,
    );
    expect(router.addressWith({ lang: null, page: null, window: null })).toBe('/');
    // Nothing is written by asking.
    expect(address()).toBe('?lang=ko&page=pooling&window=3');
  });
});
