/** Shares that follow a drawing on the CPU backend, and the wires that are drawn from them. */
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
import { Wires } from '../../../src/ui/explore/stage/Wires';
import { PlaygroundProvider } from '../../../src/ui/playground';
import { createCatalogue } from '../../../src/workspace/catalogue';
import { beginStroke, clearDrawing, extendStroke } from '../../../src/workspace/gesture';
import type { Host } from '../../../src/workspace/host';
import { createInput } from '../../../src/workspace/input/input';
import { createJobs } from '../../../src/workspace/jobs/createJobs';
import { createShares } from '../../../src/workspace/stage/liveShares';
import type { Shares } from '../../../src/workspace/stage/shares';
import type { Place } from '../../../src/workspace/stage/wires';
import { createWorkspace, type Workspace } from '../../../src/workspace/workspace';
import { pageOf, until } from '../../helpers/page';
import { sharesOf } from '../../helpers/shares';
import { digitPaths, penStrokes } from '../../helpers/strokes';

const said: string[] = [];
const host: Host = {
  base: '/',
  say: ({ code }) => said.push(code),
  retract: () => {},
  catalogue: createCatalogue('/'),
};
const all: Workspace[] = [];

async function opened(model: 'digits' | 'objects' = 'digits'): Promise<Workspace> {
  const source = host.catalogue.named(model);
  const workspace = createWorkspace(host, { model: source, backend: 'wasm', input: createInput(host, 'draw') });
  all.push(workspace);
  workspace.show();
  await until(() => workspace.frame.getState().version > 0);
  return workspace;
}

afterEach(() => {
  for (const workspace of all.splice(0)) workspace.dispose();
  expect(said).toEqual([]);
});

const strokesOf = (digit: number) => {
  const path = digitPaths.find((each) => each.digit === digit);
  return path ? penStrokes(path, {}, 0.09) : expect.fail(`nobody writes ${digit}`);
};

/** What the twins make of the input and the weights that stand. */
async function want({ engine, input }: Workspace, of: number): Promise<Shares> {
  const tensor = input.pipeline.current?.tensor.slice();
  if (!engine.loaded || !tensor) return expect.fail('nothing is loaded');
  return sharesOf(engine.loaded.stored, tensor, of);
}

async function expectExact(workspace: Workspace, got: Shares | null): Promise<void> {
  const exact = await want(workspace, got?.of ?? -1);
  expect(got?.lead).toBeCloseTo(exact.lead, 3);
  const shares = got?.maps.get('pool2') ?? [];
  for (const [k, share] of (exact.maps.get('pool2') ?? []).entries()) expect(shares[k]).toBeCloseTo(share, 3);
}

it('follows a hand that draws, at most ten times a second, and is exact when it pauses', async () => {
  const workspace = await opened();
  const live = workspace.part(createShares);
  const { gesture } = workspace.input;
  expect(live.store.getState().shares).toBeNull();
  const release = live.use();
  const times: number[] = [];
  live.store.subscribe(({ shares }) => shares && times.push(performance.now()));
  const [stroke] = strokesOf(3);
  const points = stroke?.points ?? [];
  beginStroke(gesture, points[0] ?? expect.fail('no point'));
  for (const point of points.slice(1)) {
    extendStroke(gesture, [point]);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const isExact = (): boolean => {
    const { answer, isBusy } = workspace.frame.getState();
    const { shares } = live.store.getState();
    const best = answer?.indexOf(Math.max(...answer)) ?? -1;
    if (isBusy || !shares || !answer || shares.of !== best) return false;
    const most = Math.max(...shares.scores);
    const total = shares.scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
    return answer.every((p, c) => Math.abs(p - Math.exp((shares.scores[c] ?? 0) - most) / total) < 1e-4);
  };
  await until(isExact);
  // An answer that is sure hardly tells one drawing from the next: only the shares themselves do.
  await vi.waitFor(() => expectExact(workspace, live.store.getState().shares), { timeout: 20_000 });
  expect(live.store.getState().shares?.of).toBe(3);
  expect(times.length).toBeGreaterThan(1);
  // Starts lie 100 ms apart; an end may come a little sooner after the last one where that took longer.
  expect(times.length).toBeLessThanOrEqual(2 + ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 90);

  clearDrawing(gesture);
  await until(() => live.store.getState().shares === null);
  gesture.setState({ strokes: strokesOf(7) });
  await until(isExact);
  expect(live.store.getState().shares?.of).toBe(7);
  release();
  expect(live.store.getState().shares).toBeNull();
});

it('weighs for another class, and with changed weights', async () => {
  const workspace = await opened();
  const live = workspace.part(createShares);
  workspace.input.gesture.setState({ strokes: strokesOf(4) });
  live.use();
  await until(() => live.store.getState().shares?.of === 4);
  live.weigh(9);
  await until(() => live.store.getState().shares?.of === 9);
  await expectExact(workspace, live.store.getState().shares);
  // A program that has been freed meanwhile is not taken for one that has the maps.
  workspace.part(createJobs).close();
  live.weigh(5);
  await until(() => live.store.getState().shares?.of === 5);
  await expectExact(workspace, live.store.getState().shares);
  live.weigh(null);
  await until(() => live.store.getState().shares?.of === 4);
  const before = live.store.getState().shares;
  const bias = workspace.engine.loaded?.stored.weights.get('dense2.bias') ?? expect.fail('no bias');
  workspace.engine.setWeight(
    'dense2.bias',
    bias.map((value, c) => value + (c === 4 ? 5 : 0)),
  );
  await until(() => live.store.getState().shares !== before);
  expect(live.store.getState().shares?.lead).toBeCloseTo((before?.lead ?? 0) + 4.5, 3);
  await expectExact(workspace, live.store.getState().shares);
});

const place: Place = (layer, channel) => {
  const x = ['input', 'conv1', 'relu1', 'pool1', 'conv2', 'pool2', 'relu3', 'softmax'].indexOf(layer);
  const step = layer === 'relu3' ? 5 : 25;
  return x < 0 ? null : { x: 10 + 70 * x, y: 5 + step * channel, width: step - 2, height: step - 2 };
};

it('draws wires in the colours of the page, and again when a map is pointed at', async () => {
  const workspace = await opened();
  const network = workspace.store.getState().network ?? expect.fail('no network');
  const element = document.body.appendChild(document.createElement('main'));
  document.documentElement.style.cssText = '--pos: rgb(200 80 0); --neg: rgb(0 80 200)';
  const root = createRoot(element);
  root.render(
    <PlaygroundProvider value={pageOf(workspace)}>
      <Wires network={network} place={place} direction="across" width={600} height={420} />
    </PlaygroundProvider>,
  );
  const wires = (): HTMLElement | null => element.querySelector('[data-testid=wires]');
  await until(() => wires()?.dataset.count === '0');
  workspace.input.gesture.setState({ strokes: strokesOf(2) });
  await until(() => wires()?.dataset.of === '2' && Number(wires()?.dataset.count) > 60);
  const { shares } = workspace.part(createShares).store.getState();
  expect(wires()?.dataset.lead).toBe(`${shares?.lead}`);
  /** How many pixels are of which colour, and how opaque they are in sum. */
  const painted = () => {
    const canvas = element.querySelector<HTMLCanvasElement>('canvas[data-front]');
    const { data } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? expect.fail();
    const counts = { positive: 0, negative: 0, opacity: 0 };
    for (let i = 0; i < data.length; i += 4) {
      const [red = 0, , blue = 0, alpha = 0] = data.subarray(i, i + 4);
      counts.opacity += alpha;
      if (alpha > 0 && red > blue) counts.positive += 1;
      if (alpha > 0 && blue > red) counts.negative += 1;
    }
    return counts;
  };
  const atRest = painted();
  expect(Math.min(atRest.positive, atRest.negative)).toBeGreaterThan(300);
  const renders = element.innerHTML.length;
  workspace.pointer.setState({ hover: { layer: 'conv1', channel: 2, row: 3, column: 3, index: 2 * 784 + 87 } });
  await until(() => painted().opacity < 0.6 * atRest.opacity);
  workspace.pointer.setState({ hover: null });
  // Edges may be smoothed otherwise on a canvas that has been read.
  await until(() => painted().opacity > 0.9 * atRest.opacity);
  expect(element.innerHTML.length).toBe(renders);
  workspace.input.gesture.setState({ strokes: [] });
  await until(() => wires()?.dataset.count === '0');
  expect(painted().opacity).toBe(0);
  root.unmount();
  document.documentElement.style.cssText = '';
});
