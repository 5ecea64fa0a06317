/** Two networks at work on one page: each with its own backend, drawing and pictures, and one ends while the other runs. */
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { openBackend } from '../../src/backend';
import type { BackendName } from '../../src/backend/types';
import { Answer } from '../../src/ui/explore/Answer';
import { DrawingPad } from '../../src/ui/explore/DrawingPad';
import { createWords } from '../../src/ui/i18n';
import { PlaygroundProvider, useWork, WorkspaceProvider } from '../../src/ui/playground';
import { createCatalogue } from '../../src/workspace/catalogue';
import type { Host } from '../../src/workspace/host';
import { createInput } from '../../src/workspace/input/input';
import { createWorkspace, type Workspace } from '../../src/workspace/workspace';
import { sceneOf } from '../helpers/digitsNet';
import { pageOf, until } from '../helpers/page';
import { digitPaths, penStrokes } from '../helpers/strokes';

const said: string[] = [];
const host: Host = {
  base: '/',
  say: ({ code }) => said.push(code),
  retract: () => {},
  catalogue: createCatalogue('/'),
};
function opened(model: 'digits' | 'objects', backend: BackendName): Workspace {
  const source = host.catalogue.named(model);
  return createWorkspace(host, { model: source, backend, input: createInput(host, 'draw') });
}

/** What the plain twins answer to what the workspace was last given. */
async function twinAnswer({ store, input, engine }: Workspace): Promise<Float32Array> {
  const { network } = store.getState();
  const { backend } = await openBackend('reference');
  if (!network || !engine.loaded || !input.pipeline.current) throw new Error('nothing is loaded');
  const program = await backend.load(network.plan, engine.loaded.stored.weights);
  program.write(network.plan.input, input.pipeline.current.tensor);
  const { output } = await program.run();
  const copy = output.slice();
  backend.dispose();
  return copy;
}

async function expectTwin(workspace: Workspace): Promise<void> {
  const expected = await twinAnswer(workspace);
  const { answer } = workspace.frame.getState();
  expect(answer).toHaveLength(expected.length);
  for (const [k, value] of expected.entries()) expect(Math.abs((answer?.[k] ?? Number.NaN) - value)).toBeLessThan(1e-4);
}

/** Draws a digit, and waits for the frame that has seen it. */
async function drawn(workspace: Workspace, digit: number): Promise<void> {
  const path = digitPaths.find((each) => each.digit === digit);
  if (!path) throw new Error(`nobody writes ${digit}`);
  const { inputVersion } = workspace.frame.getState();
  workspace.input.gesture.setState({ strokes: penStrokes(path, {}, 0.09) });
  await until(() => workspace.frame.getState().inputVersion > inputVersion);
}

const best = (workspace: Workspace): number => {
  const answer = workspace.frame.getState().answer ?? [];
  return answer.indexOf(Math.max(...answer));
};

/** Paints the whole network into an element. */
function attach(workspace: Workspace): HTMLElement {
  const element = document.body.appendChild(document.createElement('div'));
  workspace.engine.attach(element);
  const { network } = workspace.store.getState();
  if (network) workspace.setScene(sceneOf(network.plan, 'layer'));
  return element;
}

const colours = (element: HTMLElement): number => {
  const canvas = element.querySelector('canvas');
  const context = new OffscreenCanvas(canvas?.width ?? 1, canvas?.height ?? 1).getContext('2d');
  if (!canvas || !context) throw new Error('nothing is painted');
  context.drawImage(canvas, 0, 0);
  return new Set(new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
};

it('computes two networks on two backends, and one goes on when the other ends in the middle of a run', async () => {
  const [digits, objects] = [opened('digits', 'wasm'), opened('objects', 'webgpu')];
  for (const each of [digits, objects]) each.show();
  await until(() => [digits, objects].every(({ frame }) => frame.getState().version > 0));
  expect(digits.store.getState().computing?.info.name).toBe('wasm');
  expect(objects.store.getState().computing?.info.name).toBe('webgpu');

  const [left, right] = [attach(digits), attach(objects)];
  await Promise.all([drawn(digits, 7), drawn(objects, 3)]);
  await expectTwin(digits);
  await expectTwin(objects);
  expect(best(digits)).toBe(7);
  digits.engine.paintNow();
  expect(colours(left)).toBeGreaterThan(20);
  objects.engine.paintNow();
  expect(colours(right)).toBeGreaterThan(20);
  // Each has its own drawing, selection and view.
  digits.select({ layer: 'conv1', channel: 2, pixel: null });
  digits.store.setState({ range: 'network' });
  expect(objects.store.getState()).toMatchObject({ selection: null, range: 'layer' });
  expect(objects.input.gesture.getState().strokes).not.toEqual(digits.input.gesture.getState().strokes);

  const ended = drawn(objects, 5);
  digits.input.gesture.setState({ strokes: [] });
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const last = digits.frame.getState();
  digits.dispose();
  await ended;
  await drawn(objects, 8);
  await expectTwin(objects);
  expect(left.querySelector('canvas')).toBeNull();
  digits.input.gesture.setState({ strokes: [] });
  await drawn(objects, 2);
  expect(digits.frame.getState().version - last.version).toBe(0);
  await expectTwin(objects);
  objects.dispose();
  expect(said).toEqual([]);
});

function Shown() {
  const network = useWork((state) => state.network);
  return (
    network && <Answer network={network} box={{ x: 0, y: 60, width: 188, height: 500 }} direction="across" unit={1} />
  );
}

it('shows two side by side in one React tree, each pad drawing on its own network', async () => {
  const both = [opened('digits', 'wasm'), opened('objects', 'reference')] as const;
  for (const each of both) each.show();
  const element = document.body.appendChild(document.createElement('main'));
  const root = createRoot(element);
  root.render(
    <I18nextProvider i18n={createWords()}>
      <PlaygroundProvider value={pageOf(both[0])}>
        {both.map((workspace) => (
          <WorkspaceProvider key={workspace.store.getState().model?.id} value={workspace}>
            <DrawingPad />
            <Shown />
          </WorkspaceProvider>
        ))}
      </PlaygroundProvider>
    </I18nextProvider>,
  );
  await until(
    () => both.every(({ frame }) => frame.getState().version > 0) && element.querySelectorAll('canvas').length === 2,
  );
  const [pad] = element.querySelectorAll('canvas');
  if (!pad) throw new Error('there is no pad');
  const { left, top, width, height } = pad.getBoundingClientRect();
  const at = (x: number, y: number) => ({
    bubbles: true,
    pointerId: 1,
    button: 0,
    buttons: 1,
    clientX: left + x * width,
    clientY: top + y * height,
  });
  pad.setPointerCapture = () => {};
  pad.dispatchEvent(new PointerEvent('pointerdown', at(0.5, 0.15)));
  for (let y = 0.2; y < 0.9; y += 0.05) {
    pad.dispatchEvent(new PointerEvent('pointermove', at(0.5, y)));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  pad.dispatchEvent(new PointerEvent('pointerup', at(0.5, 0.9)));
  const [mine, other] = element.querySelectorAll('.answer');
  await until(() => mine?.querySelector('.best th')?.textContent === '1');
  expect(other?.querySelector('.best')).toBeNull();
  expect(other?.querySelector<HTMLElement>('.verdict')?.dataset.kind).toBe('none');
  root.unmount();
  for (const each of both) each.dispose();
});
