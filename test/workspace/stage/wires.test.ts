/** Wires between the maps of a stage: which are drawn, how strongly, and that they end where they should. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../src/core/random';
import { checkModel, type ModelSpec, resolveModel } from '../../../src/graph/model';
import { flowOf } from '../../../src/workspace/stage/flow';
import type { Box } from '../../../src/workspace/stage/pointer';
import type { Link, Shares } from '../../../src/workspace/stage/shares';
import { type End, type Place, type Wire, wiresOf } from '../../../src/workspace/stage/wires';
import { branches, chain } from '../../helpers/models';
import { sum } from '../../helpers/shares';

/** Two blocks of maps, a dense layer, and its scores. */
const spec: ModelSpec = checkModel({
  ...chain,
  nodes: [
    { id: 'conv1', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, pad: [1, 1, 1, 1] } },
    { id: 'relu1', type: 'relu', inputs: ['conv1'] },
    { id: 'pool1', type: 'maxPool2d', inputs: ['relu1'] },
    { id: 'conv2', type: 'conv2d', inputs: ['pool1'], attributes: { outChannels: 24 } },
    { id: 'relu2', type: 'relu', inputs: ['conv2'] },
    { id: 'flat', type: 'flatten', inputs: ['relu2'] },
    { id: 'dense1', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 12 } },
    { id: 'relu3', type: 'relu', inputs: ['dense1'] },
    { id: 'dense2', type: 'dense', inputs: ['relu3'], attributes: { outFeatures: 3 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense2'] },
  ],
});
const flow = flowOf(resolveModel(spec, 1)) ?? expect.fail('no flow');

const TILE = 60;
const GAP = 7;
const ROWS = 6;
const columns: { readonly [layer: string]: number } = { conv1: 200, relu1: 266, pool1: 332, conv2: 460, relu2: 526 };

const at = (x: number, row: number, size = TILE): Box => ({
  x,
  y: 40 + row * (TILE + GAP) + (TILE - size) / 2,
  width: size,
  height: size,
});

/** Lanes in rows; the 24 maps of the second block in four columns of lanes; strips of cells; rows of classes. */
const place: Place = (layer, channel) => {
  const x = columns[layer];
  if (layer === 'input') return { x: 20, y: 300, width: 120, height: 120 };
  if (layer === 'pool1') return at(x ?? 0, channel, TILE / 2);
  if (x !== undefined) return at(x + (channel >= ROWS ? Math.floor(channel / ROWS) * 140 : 0), channel % ROWS);
  if (layer === 'relu3') return { x: 1080, y: 40 + channel * 30, width: 40, height: 28 };
  if (layer === 'softmax') return { x: 1240, y: 40 + channel * 130, width: 100, height: 128 };
  return null;
};

const turned: Place = (layer, channel) => {
  const box = place(layer, channel);
  return box && { x: box.y, y: box.x, width: box.height, height: box.width };
};

const drawn = (length: number, random: Random): Float64Array =>
  Float64Array.from({ length }, () => (random.uniform() < 0.2 ? 0 : random.normal() ** 3));

function randomShares(seed: number): Shares {
  const random = new Random(seed);
  const link = (from: string, to: string, fromChannels: number, toChannels: number): Link => ({
    from,
    to,
    toChannels,
    values: drawn(fromChannels * toChannels, random),
    groups: 1,
    first: 0,
    bias: null,
  });
  const maps = new Map<string, Float64Array>();
  for (const lane of flow.lanes) {
    const shares = drawn(flow.channels.get(lane[0] ?? '') ?? 0, random);
    for (const id of lane) maps.set(id, shares);
  }
  return {
    flow,
    of: seed % 3,
    lead: 1,
    scores: drawn(3, random),
    maps,
    links: [link('input', 'conv1', 1, 4), link('pool1', 'conv2', 4, 24), link('relu2', 'dense1', 24, 12)],
    votes: link('relu3', 'dense2', 12, 3),
  };
}

const seeds = fc.integer({ min: 0, max: 1e6 });
const across = { direction: 'across', gap: GAP } as const;
const between = (wires: readonly Wire[], from: string, to: string): readonly Wire[] =>
  wires.filter((wire) => wire.from.layer === from && wire.to.layer === to);
const key = ({ from, to }: { readonly from: End; readonly to: End }): string =>
  `${from.layer} ${from.channel} ${to.layer} ${to.channel}`;

/** All connections of a link as wires would name their ends. */
function all({ values, toChannels }: Link, from: string, to: string) {
  const per = values.length / toChannels;
  return Array.from(values, (share, i) => ({
    from: { layer: from, channel: i % per },
    to: { layer: to, channel: Math.floor(i / per) },
    share,
  })).filter(({ share }) => share !== 0);
}

test('a gutter takes its strongest until most is covered, and no more than fit', () => {
  const property = fc.property(seeds, (seed) => {
    const shares = randomShares(seed);
    for (const [direction, mostMaps, mostDense] of [
      ['across', 40, 56],
      ['down', 30, 30],
    ] as const) {
      const wires = wiresOf(shares, direction === 'down' ? turned : place, { direction, gap: GAP });
      const [, , dense = expect.fail()] = shares.links;
      const taken = between(wires, 'relu2', 'relu3');
      const whole = all(dense, 'relu2', 'relu3');
      const size = (list: readonly { readonly share: number }[]) => sum(list.map(({ share }) => Math.abs(share)));
      expect(taken.length).toBeLessThanOrEqual(mostDense);
      if (taken.length < mostDense) expect(size(taken)).toBeGreaterThanOrEqual(0.85 * size(whole) - 1e-9);
      const weakest = Math.min(...taken.map(({ share }) => Math.abs(share)));
      const names = new Set(taken.map(key));
      for (const each of whole) if (!names.has(key(each))) expect(Math.abs(each.share)).toBeLessThanOrEqual(weakest);
      expect(
        size(
          taken
            .slice()
            .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
            .slice(0, -1),
        ),
      ).toBeLessThan(0.85 * size(whole));
      expect(between(wires, 'pool1', 'conv2').length).toBeLessThanOrEqual(mostMaps);
    }
    const into = new Map<number, number>();
    for (const { to } of between(wiresOf(shares, place, across), 'pool1', 'conv2')) {
      into.set(to.channel, (into.get(to.channel) ?? 0) + 1);
    }
    for (const [channel, count] of into) if (channel >= ROWS) expect(count).toBeLessThanOrEqual(3);
  });
  fc.assert(property, { numRuns: 40 });
});

test('width and opacity follow the share, and every vote is drawn, the shown class’s up to 7 pixels', () => {
  const property = fc.property(seeds, (seed) => {
    const shares = randomShares(seed);
    const wires = wiresOf(shares, place, across);
    const [, , dense = expect.fail()] = shares.links;
    const most = Math.max(...dense.values.map(Math.abs));
    for (const { share, width, opacity } of between(wires, 'relu2', 'relu3')) {
      const t = Math.abs(share) / most;
      if (width < 0.5) continue;
      expect(width).toBeLessThanOrEqual(0.5 + 3 * t + 1e-9);
      expect(opacity).toBeCloseTo(0.2 + 0.42 * Math.sqrt(t), 9);
    }
    const votes = between(wires, 'relu3', 'softmax');
    expect(votes).toHaveLength(shares.votes?.values.filter((value) => value !== 0).length ?? -1);
    for (const { to, width } of votes) {
      expect(width).toBeGreaterThanOrEqual(0.4);
      expect(width).toBeLessThanOrEqual(to.channel === shares.of ? 7 : 3.4);
    }
    // Lines within a lane and from the input have their map's share.
    for (const wire of wires.filter(({ from, to }) => from.layer === 'input' || /relu1|pool1/.test(to.layer))) {
      expect(wire.share).toBe(shares.maps.get(wire.to.layer)?.[wire.to.channel]);
    }
    const lines = shares.maps.get('conv1')?.filter((value) => value !== 0).length;
    expect([
      between(wires, 'input', 'conv1').length,
      between(wires, 'conv1', 'relu1').length,
      between(wires, 'relu1', 'pool1').length,
    ]).toEqual([lines, lines, lines]);
  });
  fc.assert(property, { numRuns: 40 });
});

test('wires end side by side on the edges of their maps, and pass other lanes in the gaps', () => {
  const boxes = Array.from({ length: 24 }, (_, channel) =>
    ['conv2', 'relu2'].map((layer) => place(layer, channel) ?? expect.fail()),
  ).flat();
  const property = fc.property(seeds, (seed) => {
    const wires = wiresOf(randomShares(seed), place, across);
    const ends = new Map<string, { readonly y: number; readonly width: number; readonly box: Box }[]>();
    const note = (side: string, { layer, channel }: End, y: number, width: number): void => {
      const box = place(layer, channel) ?? expect.fail();
      expect(y - box.y).toBeGreaterThanOrEqual(0);
      expect(y - box.y).toBeLessThanOrEqual(box.height);
      const name = `${side} ${layer} ${channel}`;
      ends.set(name, [...(ends.get(name) ?? []), { y, width, box }]);
    };
    for (const { from, to, path, passing, width } of wires) {
      const [start, end] = [place(from.layer, from.channel), place(to.layer, to.channel)];
      expect(path.every(Number.isFinite)).toBe(true);
      expect((path.length - 2) % 6).toBe(0);
      expect([path[0], path.at(-2)]).toEqual([(start?.x ?? 0) + (start?.width ?? 0), end?.x]);
      note('out', from, path[1] ?? -1, width);
      note('into', to, path.at(-1) ?? -1, width);
      for (const piece of passing) {
        const [x = 0, y = 0, , , , , endX = 0, endY = 1] = path.slice(6 * piece, 6 * piece + 8);
        expect(y).toBe(endY);
        const beside = boxes.filter((box) => box.x < endX && box.x + box.width > x);
        for (const box of beside) expect(y + width / 2 <= box.y || y - width / 2 >= box.y + box.height).toBe(true);
      }
    }
    for (const stacked of ends.values()) {
      stacked.sort((a, b) => a.y - b.y);
      const total = sum(stacked.map(({ width }) => width));
      const isRoomy = total < 0.8 * (stacked[0]?.box.height ?? 0);
      for (const [i, { y, width }] of stacked.entries()) {
        const next = stacked[i + 1];
        if (next && isRoomy) expect(next.y - y).toBeGreaterThanOrEqual((width + next.width) / 2 - 1e-6);
      }
    }
    expect(wires.some(({ passing }) => passing.length > 0)).toBe(true);
  });
  fc.assert(property, { numRuns: 25 });
});

test('a network that flows down is the same with x and y exchanged, and finer', () => {
  const shares = randomShares(4);
  const down = wiresOf(shares, turned, { direction: 'down', gap: GAP });
  const right = new Map(wiresOf(shares, place, across).map((wire) => [key(wire), wire]));
  const straight = down.filter(({ from }) => from.layer === 'conv1' || from.layer === 'relu1');
  expect(straight.length).toBeGreaterThan(4);
  for (const wire of straight) {
    const { path = [], width = Number.NaN } = right.get(key(wire)) ?? {};
    expect(wire.path).toEqual(path.map((_, i) => path[i ^ 1]));
    expect(wire.width).toBeCloseTo(0.72 * width, 12);
  }
});

test('the connections of a map that is pointed at are all drawn in full, the others fade', () => {
  const property = fc.property(seeds, fc.integer({ min: 0, max: 23 }), (seed, channel) => {
    const shares = randomShares(seed);
    const plain = new Map(wiresOf(shares, place, across).map((wire) => [key(wire), wire]));
    const pointed = { layer: 'conv2', channel };
    const wires = wiresOf(shares, place, { ...across, pointed });
    const isOwn = (end: End): boolean => /conv2|relu2/.test(end.layer) && end.channel === channel;
    const [, into = expect.fail(), out = expect.fail()] = shares.links;
    const own = [...all(into, 'pool1', 'conv2'), ...all(out, 'relu2', 'relu3')].filter(
      ({ from, to }) => isOwn(from) || isOwn(to),
    );
    const names = new Set(wires.map(key));
    for (const each of own) expect(names.has(key(each)), key(each)).toBe(true);
    for (const wire of wires) {
      const before = plain.get(key(wire));
      if (isOwn(wire.from) || isOwn(wire.to)) {
        expect(wire.opacity).toBeGreaterThanOrEqual(0.2);
        if (before) expect(wire.opacity).toBe(before.opacity);
      } else expect(wire.opacity).toBeCloseTo(0.15 * (before?.opacity ?? Number.NaN), 12);
    }
  });
  fc.assert(property, { numRuns: 25 });
});

test('nothing leads to what is folded away, and hidden layers are passed over', () => {
  const shares = randomShares(9);
  const isThere = (layer: string, channel: number): boolean =>
    layer !== 'relu1' && !(layer === 'conv2' && channel === 3);
  const wires = wiresOf(shares, (layer, channel) => (isThere(layer, channel) ? place(layer, channel) : null), across);
  for (const { from, to } of wires) {
    expect(isThere(from.layer, from.channel)).toBe(true);
    expect(isThere(to.layer, to.channel)).toBe(true);
  }
  expect(between(wires, 'conv1', 'pool1').length).toBeGreaterThan(2);
  const broken = { ...shares, maps: new Map([['conv1', Float64Array.of(Number.NaN, Infinity, 1, 0)]]) };
  expect(between(wiresOf(broken, place, across), 'input', 'conv1').map(({ to }) => to.channel)).toEqual([2]);
});

test('through a concat that is not shown, wires come from the maps that it joins', () => {
  const joining = checkModel({
    ...branches,
    nodes: [
      ...branches.nodes.filter(({ id }) => id !== 'average'),
      { id: 'last', type: 'conv2d', inputs: ['joined'], attributes: { outChannels: 4, kernel: [1, 1] } },
      { id: 'average', type: 'globalAveragePool', inputs: ['last'] },
    ],
  });
  const joined = flowOf(resolveModel(joining, 1)) ?? expect.fail('no flow');
  const link = { toChannels: 4, groups: 1, first: 0, bias: null, values: new Float64Array(48).fill(1) };
  const shares: Shares = {
    ...randomShares(1),
    flow: joined,
    maps: new Map(),
    links: [{ ...link, from: 'joined', to: 'last' }],
    votes: null,
  };
  const xs: { readonly [layer: string]: number } = { small: 0, largeRelu: 0, joined: 100, last: 200 };
  const stand =
    (...layers: readonly string[]): Place =>
    (layer, channel) =>
      layers.includes(layer) ? { x: xs[layer] ?? 0, y: channel * 10, width: 9, height: 9 } : null;
  const starts = (wires: readonly Wire[]) => [...new Set(wires.map(({ from }) => from.layer))].sort();
  expect(starts(wiresOf(shares, stand('small', 'largeRelu', 'last'), across))).toEqual(['largeRelu', 'small']);
  expect(starts(wiresOf(shares, stand('small', 'largeRelu', 'joined', 'last'), across))).toEqual(['joined']);
  const [first] = wiresOf(shares, stand('largeRelu', 'last'), across);
  expect([first?.from.layer, (first?.from.channel ?? 9) < 6]).toEqual(['largeRelu', true]);
});
