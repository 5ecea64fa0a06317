/** What feeds a value: the amounts add up to what the kernels computed, and come from the maps that it really reads. */
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import { checkPreprocessing } from '../../../src/vision/preprocessing';
import { networkOf } from '../../../src/workspace/network';
import { unarranged } from '../../../src/workspace/stage/arrangement';
import { edgesOf, feedRows } from '../../../src/workspace/stage/edges';
import { type Feeds, readFeeds } from '../../../src/workspace/stage/feeds';
import type { StagePixel } from '../../../src/workspace/stage/pointer';
import { normalisedBy } from '../../../src/workspace/stage/steps';
import { digitsSpec, objectsSpec } from '../../../tools/train/specs';
import { branches, chain, stored } from '../../helpers/models';
import { laidOut } from '../../helpers/stages';

async function load(spec: typeof chain) {
  const model = stored(spec, 5);
  const network = networkOf(model);
  const program = await createReferenceBackend().load(network.plan, model.weights);
  const length = spec.input.shape.reduce((product, size) => product * size, 1);
  program.write(
    network.plan.input,
    Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7)),
  );
  await program.run();
  const reader = {
    read: (ids: readonly number[]) => Promise.all(ids.map((id) => program.read(id))),
    weights: {},
    readValue: (id: number, index: number) => program.readValue(id, index),
  };
  const layers = network.units.flatMap((unit) => unit.layers);
  const layerOf = (id: string) => layers.find((layer) => layer.id === id) ?? expect.fail(id);
  const pixel = (id: string, index: number): StagePixel => {
    const { form, rows, columns } = layerOf(id);
    if (form === 'strip') return { layer: id, channel: 0, row: index, column: 0, index };
    const inside = index % (rows * columns);
    const channel = Math.floor(index / (rows * columns));
    return { layer: id, channel, row: Math.floor(inside / columns), column: inside % columns, index };
  };
  const feeds = async (id: string, index: number): Promise<Feeds> =>
    (await readFeeds(reader, network, pixel(id, index))) ?? expect.fail('nothing was read');
  const value = (id: string, index: number) => program.readValue(layerOf(id).tensor, index);
  return { network, feeds, value, reader, pixel };
}

const noFeeds: Feeds = {
  pixel: { layer: 'input', channel: 0, row: 0, column: 0, index: 0 },
  feeds: [],
  isSum: false,
  bias: null,
  result: 0,
  step: null,
  activation: null,
  given: null,
};

const sourcesOf = ({ feeds }: Feeds) =>
  feeds.map(({ layer, channel }) => `${layer} ${channel}`).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
const sum = ({ feeds, bias }: Feeds): number => feeds.reduce((total, { amount }) => total + amount, bias ?? 0);

describe('feeds', () => {
  test.each([
    { spec: chain, layer: 'conv', index: 3 * 64 + 20, sources: ['input 0'] },
    { spec: chain, layer: 'dense', index: 2, sources: [0, 1, 2, 3, 4].map((channel) => `pool ${channel}`) },
    { spec: branches, layer: 'squeeze', index: 150, sources: ['input 0', 'input 1', 'input 2'] },
    { spec: branches, layer: 'large', index: 5 * 120 + 119, sources: [0, 1, 2, 3].map((c) => `squeezed ${c}`) },
    { spec: branches, layer: 'average', index: 8, sources: ['joined 8'] },
  ])('of $layer at $index add up to the value', async ({ spec, layer, index, sources }) => {
    const { feeds, value } = await load(spec);
    const found = await feeds(layer, index);
    expect(found.isSum).toBe(true);
    expect(sourcesOf(found)).toEqual(sources);
    expect(sum(found)).toBeCloseTo(found.result, 12);
    expect(found.result).toBeCloseTo(await value(layer, index), 4);
  });

  test('of an activation are those of its producer, of the same place', async () => {
    const { feeds, value } = await load(branches);
    const found = await feeds('largeRelu', 200);
    expect(found.feeds).toEqual((await feeds('large', 200)).feeds);
    expect(Math.max(0, found.result)).toBeCloseTo(await value('largeRelu', 200), 4);
  });

  test('of a pooled and a joined value are the one map that it comes from', async () => {
    const first = await load(chain);
    const pooled = await first.feeds('pool', 2 * 16 + 5);
    expect(pooled).toMatchObject({ isSum: false, feeds: [{ layer: 'relu', channel: 2 }] });
    expect(pooled.feeds[0]?.amount).toBeCloseTo(await first.value('pool', 37), 6);
    expect(sourcesOf(await first.feeds('softmax', 1))).toEqual(['dense 0', 'dense 1', 'dense 2']);
    const second = await load(branches);
    expect(sourcesOf(await second.feeds('joined', 2 * 120 + 7))).toEqual(['small 2']);
    expect(sourcesOf(await second.feeds('joined', 9 * 120 + 7))).toEqual(['largeRelu 3']);
  });

  test('the input is fed by nothing but its pixel, normalised as its network has it', async () => {
    const { network, reader, pixel, value } = await load(chain);
    const { feeds, given, result } = (await readFeeds(reader, network, pixel('input', 3))) ?? expect.fail('nothing');
    expect(feeds).toEqual([]);
    expect(result).toBeCloseTo(await value('input', 3), 6);
    expect(given?.pixel).toBeCloseTo(0.5 * (await value('input', 3)) + 0.25, 6);
    expect(await readFeeds(reader, network, pixel('input', 3), false)).toBeNull();
  });

  test('blank paper says how it came to be less than nothing; a picture has none', () => {
    const digits = checkPreprocessing(digitsSpec.preprocessing);
    const blank = Math.fround(-0.1307 / 0.3081);
    const rows = (preprocessing: typeof digits, value: number) => {
      const given = normalisedBy(preprocessing, 0, value);
      return feedRows({ ...noFeeds, given }).map(({ kind, text }) => [kind, text]);
    };
    expect(rows(digits, blank)).toEqual([
      ['blank', '0'],
      ['step', '(0 − 0.1307) / 0.3081 = −0.424'],
    ]);
    expect(rows(digits, (1 - 0.1307) / 0.3081)).toEqual([
      ['pixel', '1'],
      ['step', '(1 − 0.1307) / 0.3081 = 2.82'],
    ]);
    const objects = checkPreprocessing(objectsSpec.preprocessing);
    expect(rows(objects, -0.4913 / 0.2452).map(([kind]) => kind)).toEqual(['pixel', 'step']);
    expect(normalisedBy({ ...digits, mean: [0], deviation: [1] }, 0, 0)).toBeNull();
  });
});

describe('edges', () => {
  const pixel: StagePixel = { layer: 'dense', channel: 0, row: 0, column: 0, index: 0 };
  const amounts = [-3, 2, 1, 0.5, 0.25, 0];
  const feeds: Feeds = {
    pixel,
    feeds: amounts.map((amount, channel) => ({ layer: 'pool', channel, amount })),
    isSum: true,
    bias: 0.125,
    result: 0.875,
    step: null,
    activation: null,
    given: null,
  };
  const lay = (folded: readonly string[] = []) =>
    laidOut(chain, { arrangement: { ...unarranged, folded: new Set(folded) } });

  test('go from the right of each map to the left of the pixel, the strongest on top; what brings nothing has none', () => {
    const layout = lay();
    const edges = edgesOf(layout, feeds);
    expect(edges.map(({ amount }) => amount)).toEqual([0.25, 0.5, 1, 2, -3]);
    expect(edges.at(-1)?.share).toBe(1);
    const tile = layout.lanes.find(({ layer }) => layer.id === 'pool')?.tiles[0] ?? expect.fail('no map');
    const end = layout.lanes.find(({ layer }) => layer.id === 'dense')?.tiles[0] ?? expect.fail('no cells');
    const numbers =
      edges
        .at(-1)
        ?.path.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    expect(numbers.slice(0, 2)).toEqual([tile.x + tile.width, tile.y + tile.height / 2]);
    expect(numbers.at(-2)).toBe(end.x);
  });

  test('of a folded layer begin below its name', () => {
    const layout = lay(['pool']);
    const lane = layout.lanes.find(({ layer }) => layer.id === 'pool') ?? expect.fail('no layer');
    for (const { path } of edgesOf(layout, feeds)) {
      const [x = 0, y = 0] = path.match(/[\d.]+/g)?.map(Number) ?? [];
      expect(x >= lane.x && x <= lane.x + lane.width && y === lane.y).toBe(true);
    }
  });

  test('are listed with the rest and the bias in digits that add up', () => {
    const rows = feedRows(feeds);
    expect(rows.map(({ kind, count }) => [kind, count])).toEqual([
      ['feed', 1],
      ['feed', 1],
      ['feed', 1],
      ['feed', 1],
      ['others', 2],
      ['bias', 1],
      ['sum', 6],
    ]);
    const numbers = rows.map(({ text }) => Number(text.replace('−', '-')));
    expect(numbers.slice(0, -1).reduce((total, number) => total + number, 0)).toBeCloseTo(numbers.at(-1) ?? 0, 9);
    expect(feedRows({ ...feeds, isSum: false, bias: null }).map(({ kind }) => kind)).toEqual(Array(4).fill('feed'));
  });
});
