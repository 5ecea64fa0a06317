/**
 * The stage's layout: for the shipped networks and for any other, in any room, view, zoom and arrangement, nothing
 * overlaps or lies outside, the order of computation is kept, and maps that are shown and folded add up to all.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelSpec } from '../../../src/graph/model';
import type { Network } from '../../../src/workspace/network';
import { type Arrangement, type Keeping, unarranged } from '../../../src/workspace/stage/arrangement';
import type { StageBlock } from '../../../src/workspace/stage/blocks';
import { isVisible, type MapView } from '../../../src/workspace/stage/layers';
import { type Lane, layOutStage, type Room, type StageLayout } from '../../../src/workspace/stage/layout';
import { type Box, overlap } from '../../../src/workspace/stage/pointer';
import { canArrange, channelsFor, keyOf } from '../../../src/workspace/stage/strength';
import { resizedTile, tileLimits } from '../../../src/workspace/stage/zoom';
import { residualOf } from '../../helpers/deepNets';
import { branches, chain } from '../../helpers/models';
import { digits, drawn, laidOut, laptop, objects, someNetwork } from '../../helpers/stages';

/** Lengths are divided and scaled: half a thousandth of a pixel is nothing. */
const NOTHING = 5e-4;
const views: readonly MapView[] = ['feature', 'activation', 'both'];
const small = [chain, branches, residualOf(3)].map(drawn);
const anyNetwork = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(digits, objects, ...small) },
  { weight: 3, arbitrary: someNetwork },
);
const anyRoom: fc.Arbitrary<Room> = fc.record({
  width: fc.integer({ min: 240, max: 2600 }),
  height: fc.integer({ min: 150, max: 1500 }),
});

const mapsOf = ({ layers: [layer] }: StageBlock): number => (layer?.form === 'maps' ? layer.planes : 0);
const shuffled = (count: number) =>
  fc.shuffledSubarray(
    Array.from({ length: count }, (_, i) => i),
    { minLength: count },
  );

/** Some layers folded, the maps of some blocks chosen and ordered, some measured, some shown whole. */
const arrangementOf = ({ blocks }: Network): fc.Arbitrary<Arrangement> => {
  const layers = blocks.flatMap((block) => block.layers.map(({ id }) => id));
  const maps = blocks.filter(canArrange);
  const each = <T>(of: (block: StageBlock) => fc.Arbitrary<T>): fc.Arbitrary<ReadonlyMap<number, T>> =>
    fc
      .tuple(...maps.map((block) => fc.option(of(block)).map((value) => [keyOf(block), value] as const)))
      .map((pairs) => new Map(pairs.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))));
  return fc.record({
    folded: fc.oneof(fc.constant([]), fc.subarray(layers)).map((ids) => new Set(ids)),
    wishes: fc.constant(new Map()),
    met: fc.constant(new Map()),
    channels: each((block) => shuffled(mapsOf(block)).chain((all) => fc.nat(all.length).map((n) => all.slice(0, n)))),
    strongest: each((block) => shuffled(mapsOf(block))),
    whole: fc.subarray(maps.map(keyOf)).map((keys) => new Set(keys)),
  });
};

const anyStage = anyNetwork.chain((network) =>
  fc.record({
    network: fc.constant(network),
    room: anyRoom,
    options: fc.record({
      view: fc.constantFrom(...views),
      arrangement: fc.oneof(fc.constant(unarranged), arrangementOf(network)),
      zoom: fc.oneof(fc.constant(1), fc.double({ min: 1, max: 12, noNaN: true })),
      tools: fc.integer({ min: 40, max: 200 }),
    }),
  }),
);

interface Named extends Box {
  readonly name: string;
}
const named = (name: string, { x, y, width, height }: Box): Named => ({ name, x, y, width, height });
const shrunk = ({ name, x, y, width, height }: Named): Named => ({
  name,
  x: x + NOTHING,
  y: y + NOTHING,
  width: width - 2 * NOTHING,
  height: height - 2 * NOTHING,
});

/** What of a stage may not lie on anything else: the pad, the input, texts, maps, the answer. */
function partsOf({ pad, seen, answer, lanes, blocks, overview }: StageLayout): readonly Named[] {
  return [
    named('pad', pad),
    named('seen', seen),
    ...(answer ? [named('answer', answer)] : []),
    ...(overview?.heads ?? []).map((head) => named(`head of ${head.of[0]?.name}`, head)),
    ...lanes
      .filter(({ layer, drawn }) => layer.kind !== 'input' && drawn !== 'rows')
      .flatMap(({ layer, tags, tiles }) => [
        ...tags.map((tag, k) => named(`tag ${k} of ${layer.id}`, tag)),
        ...tiles.map((tile) => named(`map ${tile.plane} of ${layer.id}`, tile)),
      ]),
    ...blocks.flatMap(({ block, head, more }) => [
      ...(head ? [named(`head of ${block.layers[0]?.id}`, head)] : []),
      ...(more ? [named(`more of ${block.layers[0]?.id}`, more.at)] : []),
    ]),
  ];
}

/** Pairs that share more than an edge, by a sweep from left to right. */
function clashes(parts: readonly Named[]): readonly string[] {
  const sorted = parts.map(shrunk).sort((a, b) => a.x - b.x);
  const found: string[] = [];
  let open: Named[] = [];
  for (const part of sorted) {
    open = open.filter(({ x, width }) => x + width > part.x);
    for (const other of open) if (overlap(part, other)) found.push(`${other.name} and ${part.name}`);
    open.push(part);
  }
  return found;
}

const outside = ({ width, height }: Room, parts: readonly Named[]): readonly string[] =>
  parts
    .filter((b) => b.x < 0 || b.y < 0 || b.x + b.width > width + 0.5 || b.y + b.height > height + 0.5)
    .map(({ name }) => name);

const along = ({ direction }: StageLayout, { x, y, width, height }: Box): readonly [start: number, end: number] =>
  direction === 'across' ? [x, x + width] : [y, y + height];

const lanesOf = ({ lanes }: StageLayout, block: StageBlock): readonly Lane[] =>
  lanes.filter(({ layer }) => block.layers.includes(layer));

describe('any network in any room', () => {
  test('nothing overlaps, and everything lies within the stage', () => {
    fc.assert(
      fc.property(anyStage, ({ network, room, options }) => {
        const layout = layOutStage(network.blocks, room, options);
        const parts = partsOf(layout);
        expect(clashes(parts)).toEqual([]);
        expect(outside(layout, parts)).toEqual([]);
        for (const lane of layout.lanes) {
          expect(outside(layout, [named(lane.layer.id, lane)])).toEqual([]);
          for (const tile of lane.tiles) {
            expect(tile.x).toBeGreaterThanOrEqual(lane.x - NOTHING);
            expect(tile.y).toBeGreaterThanOrEqual(lane.y - NOTHING);
            expect(tile.x + tile.width).toBeLessThanOrEqual(lane.x + lane.width + NOTHING);
            expect(tile.y + tile.height).toBeLessThanOrEqual(lane.y + lane.height + NOTHING);
          }
        }
      }),
      { numRuns: 250 },
    );
  });

  test('down the page, the page alone scrolls', () => {
    fc.assert(
      fc.property(anyNetwork, anyRoom, fc.constantFrom(...views), ({ blocks }, room, view) => {
        const { direction, width } = layOutStage(blocks, room, { view });
        if (direction === 'down') expect(width).toBe(room.width);
      }),
    );
  });

  test('a block lies after all that it reads, and its lanes stand in the order in which they compute', () => {
    fc.assert(
      fc.property(anyStage, ({ network, room, options }) => {
        const layout = layOutStage(network.blocks, room, options);
        fc.pre(layout.overview === null);
        const placeOf = new Map<StageBlock, Box>(layout.blocks.map((place) => [place.block, place]));
        for (const { block, ...place } of layout.blocks) {
          for (const read of block.reads) {
            const source = network.blocks[read] ?? expect.fail('no such block');
            const before = source.form === 'input' ? layout.seen : (placeOf.get(source) ?? expect.fail('no place'));
            expect(along(layout, place)[0]).toBeGreaterThanOrEqual(along(layout, before)[1] - NOTHING);
          }
          const lanes = lanesOf(layout, block);
          const order = lanes.map(({ layer }) => block.layers.indexOf(layer));
          expect(order).toEqual([...order].sort((a, b) => a - b));
          for (const [i, lane] of lanes.slice(1).entries()) {
            const start = (at: Box): number => (block.form === 'answer' ? at.x : along(layout, at)[0]);
            expect(start(lane)).toBeGreaterThan(start(lanes[i] ?? lane));
          }
        }
        const places = [...placeOf.keys()];
        expect(new Set(places)).toEqual(new Set(network.blocks.filter(({ form }) => form !== 'input')));
      }),
      { numRuns: 200 },
    );
  });

  test('of each block the maps shown and those folded are all that are wanted, the strongest are kept, whole is whole', () => {
    fc.assert(
      fc.property(anyStage, ({ network, room, options }) => {
        const { arrangement } = options;
        const layout = layOutStage(network.blocks, room, options);
        for (const { block, more } of layout.blocks) {
          if (block.form !== 'maps') continue;
          const key = keyOf(block);
          const count = mapsOf(block);
          const all = Array.from({ length: count }, (_, i) => i);
          const wanted = arrangement.channels.get(key) ?? all;
          const lanes = lanesOf(layout, block);
          expect(lanes.length).toBeGreaterThan(0);
          const open = lanes.filter(({ layer }) => !arrangement.folded.has(layer.id));
          for (const { tiles, count: shown } of lanes.filter((lane) => !open.includes(lane))) {
            expect([tiles.length, shown]).toEqual([0, 0]);
          }
          const [first] = open;
          if (!first) continue;
          const shown = first.tiles.map(({ plane }) => plane);
          for (const { tiles, count: number } of open) {
            expect(tiles.map(({ plane }) => plane)).toEqual(shown);
            expect(number).toBe(shown.length);
          }
          expect(shown).toEqual(wanted.filter((channel) => shown.includes(channel)));
          if (more) expect(shown.length + more.count).toBe(wanted.length);
          if (arrangement.whole.has(key)) expect(shown).toEqual(wanted);
          const ranked = arrangement.strongest.get(key);
          if (ranked) {
            const rank = (channel: number): number => ranked.indexOf(channel);
            const weakest = Math.max(...shown.map(rank));
            for (const channel of wanted) if (!shown.includes(channel)) expect(rank(channel)).toBeGreaterThan(weakest);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('every value of every layer shown as colours or bars is in exactly one tile, where no maps are folded', () => {
    fc.assert(
      fc.property(fc.constantFrom(...small), anyRoom, fc.constantFrom(...views), ({ blocks }, room, view) => {
        const arrangement = { ...unarranged, whole: new Set(blocks.map(keyOf)) };
        for (const { layer, tiles } of layOutStage(blocks, room, { view, arrangement }).lanes) {
          const values = tiles.flatMap(({ plane, rows, columns }) =>
            Array.from({ length: rows * columns }, (_, i) => plane * rows * columns + i),
          );
          const length = layer.shape.reduce((product, size) => product * size, 1);
          expect(values.sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
        }
      }),
    );
  });

  test('the view hides one half of activated layers and nothing else, as far as there is room', () => {
    fc.assert(
      fc.property(anyNetwork, anyRoom, fc.constantFrom(...views), ({ blocks }, room, view) => {
        for (const { layer } of layOutStage(blocks, room, { view }).lanes) {
          const block = blocks.find(({ layers }) => layers.includes(layer)) ?? expect.fail('no block');
          if (view !== 'feature' && block.form === 'maps' && block.layers.some((each) => isVisible(each, view))) {
            expect(isVisible(layer, view)).toBe(true);
          }
        }
      }),
    );
    const ids = (view: MapView): readonly string[] => laidOut(chain, { view }).lanes.map(({ layer }) => layer.id);
    expect(ids('both')).toEqual(['input', 'conv', 'relu', 'pool', 'dense', 'softmax']);
    expect(ids('feature')).toEqual(['input', 'conv', 'pool', 'dense', 'softmax']);
    expect(ids('activation')).toEqual(['input', 'relu', 'pool', 'dense', 'softmax']);
  });
});

describe('values without height and width', () => {
  const dense = (outFeatures: number): ModelSpec => ({
    ...chain,
    nodes: [
      { id: 'flat', type: 'flatten', inputs: ['input'] },
      { id: 'wide', type: 'dense', inputs: ['flat'], attributes: { outFeatures } },
      { id: 'relu', type: 'relu', inputs: ['wide'] },
      { id: 'last', type: 'dense', inputs: ['relu'], attributes: { outFeatures: 4 } },
    ],
    output: 'last',
    labels: [],
  });
  const lane = (outFeatures: number): Lane =>
    laidOut(dense(outFeatures)).lanes.find(({ layer }) => layer.id === 'wide') ?? expect.fail('no lane');

  test('are bars, one a row, as high as their block', () => {
    const { drawn: how, tiles, y, height } = lane(80);
    expect([how, tiles.length]).toEqual(['bars', 80]);
    expect([tiles[0]?.y, (tiles.at(-1)?.y ?? 0) + (tiles.at(-1)?.height ?? 0)]).toEqual([
      y,
      expect.closeTo(y + height, 6),
    ]);
  });

  test('are cells where rows would be too low for bars; those that do not fill a row are drawn one by one', () => {
    const { drawn: how, tiles } = lane(1009);
    expect(how).toBe('colours');
    expect(tiles.length).toBeGreaterThan(1);
    expect(tiles.slice(1).every(({ rows, columns }) => rows * columns === 1)).toBe(true);
    expect(tiles.reduce((sum, { rows, columns }) => sum + rows * columns, 0)).toBe(1009);
  });
});

describe('zooming', () => {
  test('steps up and down and stops at the ends', () => {
    const limits = [24, 160] as const;
    expect(resizedTile(60, 1, limits)).toBe(75);
    expect(resizedTile(75, -1, limits)).toBe(60);
    expect([resizedTile(160, 1, limits), resizedTile(24, -1, limits)]).toEqual([160, 24]);
  });

  test('as far as it goes, every pixel of every map has room for its number', () => {
    for (const { blocks } of [digits, objects, ...small]) {
      const room = { width: 900, height: 500 };
      const fit = layOutStage(blocks, room, { view: 'both' });
      const [least, most] = tileLimits(fit) ?? expect.fail('an overview');
      expect(least).toBe(fit.tile);
      for (const { layer, tiles } of layOutStage(blocks, room, { view: 'both', zoom: most / fit.tile }).lanes) {
        if (layer.form !== 'maps' || layer.kind === 'input') continue;
        for (const tile of tiles) expect(tile.width / tile.columns).toBeGreaterThan(54);
      }
    }
  });

  test('scales the maps and leaves them in their rows and columns', () => {
    const ranks = (numbers: readonly number[]): readonly number[] => {
      const sorted = [...new Set(numbers)].sort((a, b) => a - b);
      return numbers.map((number) => sorted.indexOf(number));
    };
    for (const { blocks } of [digits, objects, ...small]) {
      const places = (zoom: number) =>
        layOutStage(blocks, laptop, { view: 'both', zoom })
          .lanes.filter(({ layer }) => layer.form === 'maps' && layer.kind !== 'input')
          .map(({ tiles }) => [ranks(tiles.map(({ x }) => x)), ranks(tiles.map(({ y }) => y))]);
      for (const zoom of [1.5, 3, 8]) expect(places(zoom)).toEqual(places(1));
      const tile = (zoom: number): number => layOutStage(blocks, laptop, { view: 'both', zoom }).tile;
      for (let zoom = 1; zoom < 8; zoom += 0.5) expect(tile(zoom + 0.5)).toBeGreaterThan(tile(zoom));
    }
  });

  test('keeps the proportions of maps', () => {
    const { lanes } = laidOut(branches, { zoom: 3 });
    for (const { layer, tiles } of lanes) {
      if (layer.form !== 'maps') continue;
      for (const { width, height } of tiles) expect(height / width).toBeCloseTo(12 / 10, 1);
    }
  });
});

test('the strongest maps are those of the arrangement, which a keeping narrows', () => {
  const [, block = expect.fail('no block')] = objects.blocks;
  const strength = Array.from({ length: mapsOf(block) }, (_, channel) => (channel * 7) % mapsOf(block));
  const of = (keep: Keeping): readonly number[] => channelsFor({ sort: 'max', keep }, strength);
  const strongest = new Map([[keyOf(block), of('all')]]);
  const arrangement = { ...unarranged, strongest, channels: new Map([[keyOf(block), of('8')]]) };
  const layout = layOutStage(objects.blocks, laptop, { view: 'both', arrangement });
  for (const { tiles } of lanesOf(layout, block)) expect(tiles.map(({ plane }) => plane)).toEqual(of('8'));
});
