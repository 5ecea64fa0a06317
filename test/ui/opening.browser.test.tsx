/** The opening on a first visit, over a network that really computes, and how it gives way. */
import { createRoot, type Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FirstVisit } from '../../src/ui/explore/FirstVisit';
import { createWords } from '../../src/ui/i18n';
import { isMotionReduced } from '../../src/ui/parts/motion';
import { PlaygroundProvider } from '../../src/ui/playground';
import { createCatalogue } from '../../src/workspace/catalogue';
import { beginStroke, extendStroke } from '../../src/workspace/gesture';
import type { Host } from '../../src/workspace/host';
import { createInput } from '../../src/workspace/input/input';
import { layOutStage } from '../../src/workspace/stage/layout';
import { createWorkspace, type Workspace } from '../../src/workspace/workspace';
import { pageOf, until } from '../helpers/page';

vi.mock('../../src/ui/parts/motion', { spy: true });

const host: Host = {
  base: '/',
  say: ({ code }) => expect.fail(code),
  retract: () => {},
  catalogue: createCatalogue('/'),
};
let workspace: Workspace;
let root: Root;
let stage: HTMLElement;

/** Opens the page; the stage is what the opening lies in. */
async function open(): Promise<void> {
  workspace = createWorkspace(host, {
    model: host.catalogue.named('digits'),
    backend: 'wasm',
    input: createInput(host, 'draw'),
  });
  workspace.show();
  await until(() => workspace.frame.getState().version > 0);
  const network = workspace.store.getState().network ?? expect.fail('no network');
  const layout = layOutStage(network.blocks, { width: 1300, height: 650 }, { view: 'both' });
  const page = pageOf(workspace);
  page.session.setState({ isUsable: true });
  stage = document.body.appendChild(document.createElement('main'));
  root = createRoot(stage);
  root.render(
    <I18nextProvider i18n={createWords()}>
      <PlaygroundProvider value={page}>
        <FirstVisit network={network} layout={layout} />
      </PlaygroundProvider>
    </I18nextProvider>,
  );
}

const opening = (): HTMLElement | null => stage.querySelector('[data-testid=opening]');
const covers = (): readonly string[] => [...stage.querySelectorAll('g')].map(({ style }) => style.display);
const frames = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
};

beforeEach(() => localStorage.clear());

afterEach(() => {
  root.unmount();
  stage.remove();
  workspace.dispose();
  vi.restoreAllMocks();
});

it('draws a three, lets the values travel layer by layer, and keeps it out of the person’s drawing', async () => {
  await open();
  await until(() => opening() !== null);
  const phases: string[] = [];
  const reached: number[] = [];
  await until(() => {
    const { phase = '', reached: layers = '' } = opening()?.dataset ?? {};
    if (phase !== phases.at(-1)) phases.push(phase);
    if (Number(layers) !== reached.at(-1)) reached.push(Number(layers));
    const hidden = covers().filter((display) => display === 'none').length;
    return phase === 'rest' && hidden === Number(layers);
  });
  // A machine that stands still may skip a phase, but not go back.
  const order = ['pen', 'wave', 'answer', 'rest'];
  expect(phases).toEqual(order.filter((phase) => phases.includes(phase)));
  expect(phases).toContain('pen');
  expect(reached).toEqual([...reached].sort((a, b) => a - b));
  expect(covers().every((display) => display === 'none')).toBe(true);
  expect(covers().length).toBe(8);
  await until(() => {
    const { answer, isBusy } = workspace.frame.getState();
    return !isBusy && answer !== null && answer.indexOf(Math.max(...answer)) === 3 && (answer[3] ?? 0) > 0.99;
  });
  expect(workspace.input.gesture.getState().strokes).toEqual([]);
  expect(opening()?.textContent).toContain('your turn');
  expect(stage.dataset.opening).toBe('rest');
});

it('gives way to a pointer within a frame, and the stroke that began is ink', async () => {
  await open();
  await until(() => opening() !== null && workspace.input.gesture.getState().ghost.length > 0);
  const { gesture } = workspace.input;
  stage.addEventListener(
    'pointerdown',
    () => {
      // What the pad does: by now the ghost is gone.
      expect(gesture.getState().ghost).toEqual([]);
      beginStroke(gesture, { x: 0.5, y: 0.2, pressure: 0.5 });
    },
    { once: true },
  );
  stage.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  await frames(1);
  expect([opening(), stage.dataset.opening]).toEqual([null, undefined]);
  for (let y = 0.25; y < 0.8; y += 0.05) extendStroke(gesture, [{ x: 0.5, y, pressure: 0.5 }]);
  await until(() => {
    const { answer, isBusy } = workspace.frame.getState();
    return !isBusy && answer !== null && answer.indexOf(Math.max(...answer)) === 1;
  });
  gesture.setState({ strokes: [] });
  await until(() => workspace.frame.getState().isEmpty);
  await frames(3);
  expect(opening()).toBeNull();
});

it('gives way to a key, and the pad is empty again; it does not come twice', async () => {
  await open();
  await until(() => !workspace.frame.getState().isEmpty);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
  await frames(1);
  expect(opening()).toBeNull();
  await until(() => workspace.frame.getState().isEmpty);
  root.unmount();
  stage.remove();
  workspace.dispose();
  await open();
  await frames(30);
  expect(opening()).toBeNull();
});

it('shows the last moment at once where nothing should move', async () => {
  vi.mocked(isMotionReduced).mockReturnValue(true);
  await open();
  await until(() => opening() !== null);
  expect(opening()?.dataset.phase).toBe('rest');
  expect(covers().every((display) => display === 'none')).toBe(true);
  await until(() => !workspace.frame.getState().isEmpty);
  expect(workspace.input.gesture.getState().ghost.length).toBe(1);
});
