/** The outlined receptive field is what the value really depends on: changing anything outside it changes nothing. */
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import { checkModel } from '../../../src/graph/model';
import { networkOf } from '../../../src/workspace/network';
import { fieldBoxes } from '../../../src/workspace/stage/field';
import { pixelAt, pixelBox, type StagePixel } from '../../../src/workspace/stage/pointer';
import { branches, chain, stored } from '../../helpers/models';
import { laidOut } from '../../helpers/stages';

const grouped = checkModel({
  ...branches,
  name: 'grouped',
  nodes: [
    { id: 'wide', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 6, kernel: [1, 1] } },
    { id: 'groups', type: 'conv2d', inputs: ['wide'], attributes: { outChannels: 6, groups: 3, stride: [2, 2] } },
    { id: 'relu', type: 'relu', inputs: ['groups'] },
  ],
  output: 'relu',
});

async function load(spec: typeof chain) {
  const model = stored(spec, 3);
  const network = networkOf(model);
  const layout = laidOut(spec);
  const program = await createReferenceBackend().load(network.plan, model.weights);
  return { network, layout, program };
}

/** Indices of a layer's values whose pixels' middles lie within one of the boxes. */
function covered({ network, layout }: Awaited<ReturnType<typeof load>>, layer: string, pixel: StagePixel): Set<number> {
  const boxes = fieldBoxes(network.model, layout, pixel);
  const lane = layout.lanes.find((each) => each.layer.id === layer) ?? expect.fail(layer);
  const inside = new Set<number>();
  for (const tile of lane.tiles) {
    for (let k = 0; k < tile.rows * tile.columns; k++) {
      const x = tile.x + (((k % tile.columns) + 0.5) / tile.columns) * tile.width;
      const y = tile.y + ((Math.floor(k / tile.columns) + 0.5) / tile.rows) * tile.height;
      const within = boxes.some((b) => x > b.x && x < b.x + b.width && y > b.y && y < b.y + b.height);
      const index = pixelAt(layout, x, y)?.index;
      if (within && index !== undefined) inside.add(index);
    }
  }
  return inside;
}

describe.each([
  { spec: chain, layer: 'relu', index: 2 * 64 + 3 * 8 + 4 },
  { spec: chain, layer: 'pool', index: 0 },
  { spec: chain, layer: 'dense', index: 1 },
  { spec: branches, layer: 'joined', index: 2 * 120 + 5 * 10 + 5 },
  { spec: branches, layer: 'joined', index: 8 * 120 + 11 * 10 + 9 },
  { spec: branches, layer: 'average', index: 7 },
  { spec: grouped, layer: 'relu', index: 3 * 20 + 4 * 4 + 1 },
])('$spec.name: $layer at $index', ({ spec, layer, index }) => {
  test('an input outside the outline has no say, and some input inside has', async () => {
    const loaded = await load(spec);
    const { network, layout, program } = loaded;
    const lane = layout.lanes.find((each) => each.layer.id === layer) ?? expect.fail(layer);
    const box = pixelBox(layout, { layer, channel: 0, row: 0, column: 0, index }) ?? expect.fail('no box');
    const pixel = pixelAt(layout, box.x + box.width / 2, box.y + box.height / 2) ?? expect.fail('no pixel');
    expect(pixel.index).toBe(index);
    const inside = covered(loaded, 'input', pixel);
    const length = network.spec.input.shape.reduce((product, size) => product * size, 1);
    const valueFor = async (input: Float32Array): Promise<number> => {
      program.write(network.plan.input, input);
      await program.run();
      return program.readValue(lane.layer.tensor, index);
    };
    const base = Float32Array.from({ length }, (_, i) => Math.sin(i) + 1.5);
    const value = await valueFor(base);
    const changed = async (which: (i: number) => boolean): Promise<boolean> =>
      (await valueFor(base.map((v, i) => (which(i) ? v + 3 + (i % 5) : v)))) !== value;
    expect(inside.size).toBeGreaterThan(0);
    expect(await changed((i) => !inside.has(i))).toBe(false);
    // A rectified value may be zero both times; the outline is of what may have a say.
    if (value !== 0) expect(await changed((i) => inside.has(i))).toBe(true);
  });
});

test('a flattened value is outlined where it came from: one pixel', async () => {
  const loaded = await load(chain);
  const flat: StagePixel = { layer: 'flat', channel: 0, row: 37, column: 0, index: 37 };
  expect([...covered(loaded, 'pool', flat)]).toEqual([37]);
  const pooled: StagePixel = { layer: 'pool', channel: 2, row: 1, column: 1, index: 37 };
  expect(covered(loaded, 'input', flat)).toEqual(covered(loaded, 'input', pooled));
});

test('only the channels that are read are outlined', async () => {
  const loaded = await load(branches);
  const at = (layer: string, channel: number): StagePixel => ({
    layer,
    channel,
    row: 2,
    column: 2,
    index: channel * 120 + 22,
  });
  const planes = (layer: string, pixel: StagePixel): number[] =>
    [...new Set([...covered(loaded, layer, pixel)].map((i) => Math.floor(i / 120)))].sort((a, b) => a - b);
  expect(planes('large', at('largeRelu', 4))).toEqual([4]);
  expect(planes('small', at('joined', 2))).toEqual([2]);
  expect(planes('largeRelu', at('joined', 2))).toEqual([]);
  expect(planes('largeRelu', at('joined', 7))).toEqual([1]);
  expect(planes('squeeze', at('joined', 7))).toEqual([0, 1, 2, 3]);
  const groups = await load(grouped);
  const pixel: StagePixel = { layer: 'relu', channel: 3, row: 1, column: 1, index: 3 * 20 + 5 };
  expect([...new Set([...covered(groups, 'wide', pixel)].map((i) => Math.floor(i / 120)))].sort()).toEqual([2, 3]);
});
