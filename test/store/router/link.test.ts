/** The input in the address: what a link asks for is taken, and stays in the address until it is here. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { followLink } from '../../../src/store/router/link';
import { createRouter } from '../../../src/store/router/router';
import { followSettings, type Settings, settingsCodec } from '../../../src/store/router/settings';
import { createSession } from '../../../src/store/session';
import { createCatalogue } from '../../../src/workspace/catalogue';
import { undo } from '../../../src/workspace/gesture';
import { drawingText } from '../../../src/workspace/input/drawing';
import { createInput } from '../../../src/workspace/input/input';
import { networkOf } from '../../../src/workspace/network';
import { createWorkspace } from '../../../src/workspace/workspace';
import { browser, unchecked, workOf } from '../../helpers/browser';
import { chain, stored } from '../../helpers/models';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const codec = settingsCodec({
  page: 'explore',
  model: 'digits',
  backend: 'auto',
  lang: 'en',
  theme: 'light',
  size: 'own',
});

function opened(from: string) {
  const bar = browser(from);
  const lost: string[] = [];
  const router = createRouter(
    bar.view,
    () => session.getState().page,
    (part) => lost.push(part),
  );
  const settings = codec.read(router.parameters());
  const session = createSession(settings);
  let arrive: () => void = () => {};
  const opening = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const asked: string[] = [];
  const openGallery = (id: string): Promise<void> => {
    asked.push(id);
    return opening;
  };
  const catalogue = createCatalogue('');
  const host = { base: '', say: () => {}, retract: () => {}, catalogue };
  const model = catalogue.named(settings.model) ?? expect.fail('no model');
  const input = { ...createInput(host, catalogue.record(model).takes[0]), openGallery };
  const workspace = createWorkspace(host, { ...settings, model, input, parts: { schedule: () => {} } });
  const work = createStore<Pick<Settings, 'model' | 'size'>>()(() => settings);
  followSettings(session, workOf(work), router, codec);
  router.start();
  followLink(workspace, router);
  return { ...bar, session, store: workspace.store, gesture: input.gesture, lost, asked, arrive };
}

const dot = (x: number) => ({ points: [{ x, y: 0.5, pressure: 0.5 }], thickness: 0.045, eraser: false });
const textOf = (x: number): string => drawingText([dot(x)]) ?? expect.fail('no text');

test('a picture that is slow to come is not forgotten by the address', async () => {
  const { address, asked, arrive } = opened('?picture=cat&model=objects');
  await vi.advanceTimersByTimeAsync(5000);
  expect(address()).toBe('?picture=cat&model=objects');
  expect(asked).toEqual(['cat']);

  // It does not come: what is shown is what the address tells.
  arrive();
  await vi.advanceTimersByTimeAsync(5000);
  expect(address()).toBe('?model=objects');
});

test('a drawing comes from a link of old as from one of now, and is told in the fragment', async () => {
  for (const from of [`?draw=${textOf(0.25)}`, `#draw=${textOf(0.25)}`]) {
    const { gesture, address } = opened(from);
    expect(gesture.getState().strokes).toEqual([dot(0.25)]);
    await vi.advanceTimersByTimeAsync(500);
    expect(unchecked(address())).toBe(`#draw=${textOf(0.25)}`);
  }
});

test('a link within the page brings another drawing, undoably; one that is damaged takes nothing away', async () => {
  const { gesture, follow, lost, address } = opened(`#draw=${textOf(0.25)}`);
  follow(`#draw=${textOf(0.75)}`);
  expect(gesture.getState().strokes).toEqual([dot(0.75)]);
  undo(gesture);
  expect(gesture.getState().strokes).toEqual([dot(0.25)]);
  follow('#draw=AQ');
  expect([gesture.getState().strokes, lost]).toEqual([[dot(0.25)], ['drawing']]);
  await vi.advanceTimersByTimeAsync(500);
  expect(unchecked(address())).toBe(`#draw=${textOf(0.25)}`);
});

test('the stage waits for its network; its lists, which grow with it, stand in the fragment', async () => {
  const { session, store, address } = opened('?fold=conv&maps=feature');
  await vi.advanceTimersByTimeAsync(500);
  expect(address()).toBe('?fold=conv&maps=feature');
  store.setState({ network: networkOf(stored(chain)) });
  expect([...store.getState().arrangement.folded]).toEqual(['conv']);
  await vi.advanceTimersByTimeAsync(500);
  expect(unchecked(address())).toBe('?maps=feature#fold=conv');
  session.setState({ page: 'kernels' });
  await vi.advanceTimersByTimeAsync(500);
  expect(address()).toBe('?page=kernels');
});
