/** The picture of a network that has seen a 7: what the engine does not paint is drawn at its place too. */
import { afterEach, expect, it } from 'vitest';
import type { Rgb } from '../../../src/backend/types';
import { createCatalogue } from '../../../src/workspace/catalogue';
import type { Look } from '../../../src/workspace/export/picture';
import { stagePicture } from '../../../src/workspace/export/stagePicture';
import { FOOT, type Words } from '../../../src/workspace/export/stageText';
import { createInput } from '../../../src/workspace/input/input';
import { barCharts } from '../../../src/workspace/stage/bars';
import { layOutStage } from '../../../src/workspace/stage/layout';
import { placeIn } from '../../../src/workspace/stage/place';
import type { Box } from '../../../src/workspace/stage/pointer';
import { createWorkspace, type Workspace } from '../../../src/workspace/workspace';
import { until } from '../../helpers/page';
import { digitPaths, penStrokes } from '../../helpers/strokes';

const said: string[] = [];
const all: Workspace[] = [];
afterEach(() => {
  for (const workspace of all.splice(0)) workspace.dispose();
  expect(said).toEqual([]);
});

async function withSeven(): Promise<Workspace> {
  const host = {
    base: '/',
    say: ({ code }: { code: string }) => void said.push(code),
    retract: () => {},
    catalogue: createCatalogue('/'),
  };
  const model = host.catalogue.named('digits');
  const workspace = createWorkspace(host, { model, backend: 'wasm', input: createInput(host, 'draw') });
  all.push(workspace);
  workspace.show();
  const path = digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('nobody writes 7');
  workspace.input.gesture.setState({ strokes: penStrokes(path, {}, 0.09) });
  await until(() => (workspace.frame.getState().answer?.[7] ?? 0) > 0.5);
  return workspace;
}

const [blue, orange, teal, mint]: Rgb[] = [
  [0, 0, 255],
  [255, 128, 0],
  [0, 128, 128],
  [200, 255, 230],
];
const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
const look: Look = {
  palette: {
    negative: blue ?? black,
    zero: white,
    positive: orange ?? black,
    paper: white,
    ink: black,
    broken: [255, 0, 255],
  },
  ink: black,
  ground: white,
  muted: [90, 90, 90],
  line: [120, 120, 120],
  accent: teal ?? black,
  accentSoft: mint ?? black,
  font: 'sans-serif',
};
const words: Words = {
  caption: 'It is a 7',
  given: 'The drawing',
  seen: 'What the network sees',
  seenShort: 'It sees',
  answer: 'Votes',
  classes: [...'0123456789'],
  headOf: () => null,
  someOf: () => '',
  wires: () => ({ adds: 'adds', takes: 'takes away', thicker: 'thicker' }),
};

it('has the drawing, the bars, the connections and a large row for the answer', async () => {
  const workspace = await withSeven();
  const { network } = workspace.store.getState();
  if (!network) return expect.fail('no network');
  const room = { width: 1366, height: 680 };
  const blob = await stagePicture(workspace, network, { room, scale: 1, words, look });
  const bitmap = await createImageBitmap(blob ?? expect.fail('no picture'));
  const layout = layOutStage(network.blocks, room, { view: workspace.store.getState().view, tools: 0 });
  expect([bitmap.width, bitmap.height]).toEqual([layout.width, layout.height + FOOT]);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d') ?? expect.fail('no canvas');
  context.drawImage(bitmap, 0, 0);

  /** The part of a box whose pixels pass. */
  const part = ({ x, y, width, height }: Box, test: (red: number, green: number, blue: number) => boolean): number => {
    const { data } = context.getImageData(Math.round(x), Math.round(y), Math.round(width), Math.round(height));
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (test(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0)) count += 1;
    return count / (data.length / 4);
  };
  const isInk = (red: number, green: number, blue: number): boolean => red + green + blue < 60;
  const isColoured = (red: number, green: number, blue: number): boolean =>
    Math.max(red, green, blue) - Math.min(red, green, blue) > 25;

  const inked = part(layout.pad, isInk);
  expect(inked).toBeGreaterThan(0.02);
  expect(inked).toBeLessThan(0.4);

  const [chart] = barCharts(layout);
  if (!chart) return expect.fail('no bars');
  expect(part({ ...chart, width: chart.axis - 2 }, isColoured)).toBeGreaterThan(0.02);
  const speaks = { ...chart, x: chart.x + chart.axis + 2, width: chart.width - chart.axis - 2 };
  expect(part(speaks, (red, green, blue) => red > 200 && green < 190 && blue < 100)).toBeGreaterThan(0.002);

  // Between the last maps and the bars, there is nothing but connections.
  const last = layout.lanes.find(({ layer }) => layer.id === 'pool2') ?? expect.fail('no pool2');
  const left = last.x + last.width + 2;
  expect(part({ x: left, y: last.y, width: chart.x - 2 - left, height: last.height }, isColoured)).toBeGreaterThan(
    0.02,
  );

  const { answer } = workspace.frame.getState();
  const heightOf = (index: number): number => placeIn(layout, 'softmax', index, answer)?.height ?? 0;
  const best = placeIn(layout, 'softmax', 7, answer) ?? expect.fail('no row');
  expect(heightOf(7)).toBeGreaterThan(3 * heightOf(0));
  const isMint = (red: number, green: number, blue: number): boolean => red === 200 && green === 255 && blue === 230;
  expect(part(best, isMint)).toBeGreaterThan(0.5);
  expect(part(best, isInk)).toBeGreaterThan(0.02);
  expect(part(placeIn(layout, 'softmax', 0, answer) ?? best, isMint)).toBe(0);
});
