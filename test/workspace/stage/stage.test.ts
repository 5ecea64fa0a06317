/** What the stage shows of any network: its units, where they lie, and what of them the engine is asked to paint. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutScene, placesAmong } from '../../../src/backend/paint/layout';
import type { Palette, Scene } from '../../../src/backend/types';
import type { ModelSpec } from '../../../src/graph/model';
import { networkOf } from '../../../src/workspace/network';
import { anchorAt } from '../../../src/workspace/stage/anchor';
import { type Arrangement, unarranged } from '../../../src/workspace/stage/arrangement';
import { isVisible, type MapView, type StageUnit } from '../../../src/workspace/stage/layers';
import {
  fitting,
  HEADER,
  headerShape,
  type Lane,
  type LayoutOptions,
  layOutStage,
  resizedTile,
  tileLimits,
} from '../../../src/workspace/stage/layout';
import { pixelAt } from '../../../src/workspace/stage/pointer';
import { stageScene } from '../../../src/workspace/stage/scene';
import { canArrange } from '../../../src/workspace/stage/strength';
import { branches, chain, stored } from '../../helpers/models';

const networks = { chain: networkOf(stored(chain)), branches: networkOf(stored(branches)) };
const colour = [0, 0, 0] as const;
const palette: Palette = {
  negative: colour,
  zero: colour,
  positive: colour,
  paper: colour,
  ink: colour,
  broken: colour,
};

const anyOptions = fc.record({
  tile: fc.integer({ min: 24, max: 160 }),
  height: fc.integer({ min: 0, max: 1200 }),
  view: fc.constantFrom<MapView>('feature', 'activation', 'both'),
  shrink: fc.boolean(),
  tight: fc.boolean(),
  zoom: fc.double({ min: 0.3, max: 20, noNaN: true }),
});
const anyNetwork = fc.constantFrom(networks.chain, networks.branches);

/** A network of the test, arranged in any way: some layers folded, the maps of some units chosen and ordered. */
const arranged = anyNetwork.chain(({ units }) => {
  const layers = units.flatMap((unit) => unit.layers);
  const chosen = units.map((unit, i) => {
    const planes = unit.layers[0]?.planes ?? 1;
    const channels = fc.shuffledSubarray(Array.from({ length: planes }, (_, channel) => channel));
    return fc.tuple(fc.constant(i), fc.option(channels));
  });
  return fc
    .tuple(fc.subarray(layers.map(({ id }) => id)), fc.tuple(...chosen))
    .map(([folded, channels]): { units: typeof units; arrangement: Arrangement } => ({
      units,
      arrangement: {
        ...unarranged,
        folded: new Set(folded),
        channels: new Map(
          channels.flatMap(([unit, shown]) => (shown && canArrange(units[unit] ?? none) ? [[unit, shown]] : [])),
        ),
      },
    }));
});
const none = { layers: [], depth: 0, reads: [] };

describe('units', () => {
  test('a layer and its activation share one, dropout is not shown, the input is first', () => {
    const { units } = networks.chain;
    expect(units.map(({ layers }) => layers.map(({ id }) => id))).toEqual([
      ['input'],
      ['conv', 'relu'],
      ['pool'],
      ['flat'],
      ['dense'],
      ['softmax'],
    ]);
    expect(units.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5]);
    const [conv, relu] = units[1]?.layers ?? [];
    expect([conv?.role, relu?.role]).toEqual(['feature', 'activation']);
    expect(conv).toMatchObject({ form: 'maps', planes: 5, rows: 8, columns: 8, shape: [5, 8, 8], colour: 'signed' });
    expect(units[0]?.layers[0]).toMatchObject({ kind: 'input', colour: 'ink', planes: 1 });
  });

  test('layers without height and width are strips; those of the classes carry their names', () => {
    const layers = networks.chain.units.flatMap((unit) => unit.layers);
    expect(layers.find(({ id }) => id === 'flat')).toMatchObject({ form: 'strip', rows: 80, labels: [] });
    expect(layers.find(({ id }) => id === 'softmax')).toMatchObject({ form: 'strip', labels: ['a', 'b', 'c'] });
  });

  test('branches have the same depth, what joins them comes after the longest', () => {
    const depth = new Map(
      networks.branches.units.flatMap((unit) => unit.layers.map(({ id }) => [id, unit.depth] as const)),
    );
    expect(Object.fromEntries(depth)).toEqual({
      input: 0,
      squeeze: 1,
      squeezed: 1,
      small: 2,
      large: 2,
      largeRelu: 2,
      joined: 3,
      average: 4,
    });
  });

  test('the switch hides one half of activated layers and nothing else', () => {
    const layers = networks.chain.units.flatMap((unit) => unit.layers);
    const shown = (view: MapView): string[] => layers.filter((layer) => isVisible(layer, view)).map(({ id }) => id);
    expect(shown('both')).toEqual(['input', 'conv', 'relu', 'pool', 'flat', 'dense', 'softmax']);
    expect(shown('feature')).not.toContain('relu');
    expect(shown('activation')).not.toContain('conv');
    expect(shown('feature')).toContain('pool');
  });
});

type Rectangle = Pick<Lane, 'x' | 'y' | 'width' | 'height'>;
const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('layout', () => {
  test('nothing overlaps, and everything lies within the content, in any size and view', () => {
    fc.assert(
      fc.property(arranged, anyOptions, ({ units, arrangement }, options) => {
        const { lanes, width, height } = layOutStage(units, { ...options, arrangement });
        for (const [i, lane] of lanes.entries()) {
          expect(lane.x + lane.width).toBeLessThanOrEqual(width);
          expect(lane.y + lane.height).toBeLessThanOrEqual(height);
          for (const other of lanes.slice(i + 1)) expect(overlaps(lane, other)).toBe(false);
          for (const tile of lane.tiles) {
            expect(tile.y).toBeGreaterThanOrEqual(lane.y + HEADER);
            expect(tile.x).toBeGreaterThanOrEqual(lane.x);
            expect(tile.x + tile.width).toBeLessThanOrEqual(lane.x + lane.width);
            expect(tile.y + tile.height).toBeLessThanOrEqual(lane.y + lane.height);
          }
          for (const [k, tile] of lane.tiles.entries()) {
            for (const other of lane.tiles.slice(k + 1)) expect(overlaps(tile, other)).toBe(false);
          }
        }
      }),
    );
  });

  test('every value of every layer is in exactly one tile', () => {
    fc.assert(
      fc.property(anyNetwork, anyOptions, ({ units }, options) => {
        for (const { layer, tiles } of layOutStage(units, options).lanes) {
          const values = tiles.flatMap(({ plane, rows, columns }) =>
            Array.from({ length: rows * columns }, (_, i) => plane * rows * columns + i),
          );
          const length = layer.shape.reduce((product, size) => product * size, 1);
          expect(values.sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
        }
      }),
    );
  });

  test('a folded layer has no tiles; of an arranged one each chosen map is shown once, in the order chosen', () => {
    fc.assert(
      fc.property(arranged, anyOptions, ({ units, arrangement }, options) => {
        for (const { layer, tiles } of layOutStage(units, { ...options, arrangement }).lanes) {
          const chosen = arrangement.channels.get(layer.unit);
          if (arrangement.folded.has(layer.id)) expect(tiles).toEqual([]);
          else if (chosen) expect(tiles.map(({ plane }) => plane)).toEqual(chosen);
          else if (layer.form === 'maps') expect(tiles.map(({ plane }) => plane)).toEqual([...tiles.keys()]);
          if (layer.form === 'maps' && tiles.length > 0 && !chosen) expect(tiles).toHaveLength(layer.planes);
        }
      }),
    );
  });

  test('a header says how many maps are left of how many', () => {
    const [, , pool] = networks.chain.units.map(({ layers: [layer] }) => layer ?? expect.fail('no layer'));
    expect([5, 3, 0].map((shown) => pool && headerShape(pool, shown))).toEqual(['5×4×4', '3/5×4×4', '5×4×4']);
    const [strip] = networks.chain.units[3]?.layers ?? [];
    expect(strip && headerShape(strip, 1)).toBe('80');
  });

  test('maps keep their proportions, and a larger tile is never smaller', () => {
    const options: LayoutOptions = { tile: 60, height: 600, view: 'both' };
    const input = layOutStage(networks.branches.units, options).lanes[0]?.tiles[0];
    expect(input).toMatchObject({ width: 50, height: 60 });
    const width = (tile: number): number => layOutStage(networks.chain.units, { ...options, tile }).width;
    for (let tile = 24; tile < 160; tile += 4) expect(width(tile + 4)).toBeGreaterThanOrEqual(width(tile));
  });

  test('fits a wide room as a whole, and takes a comfortable size where it cannot', () => {
    const { units } = networks.chain;
    const wide = fitting(units, { width: 1400, height: 700 }, 'both');
    expect(layOutStage(units, wide).width).toBeLessThanOrEqual(1400);
    expect(layOutStage(units, wide).height).toBeLessThanOrEqual(700);
    expect(wide.tile).toBeGreaterThan(60);
    const narrow = fitting(units, { width: 300, height: 400 }, 'both');
    expect(layOutStage(units, narrow).width).toBeGreaterThan(300);
    expect(narrow.tile).toBe(60);
  });

  test('strips that do not fold evenly end in single cells', () => {
    const odd: ModelSpec = {
      ...chain,
      nodes: [
        { id: 'flat', type: 'flatten', inputs: ['input'] },
        { id: 'prime', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 101 } },
      ],
      output: 'prime',
      labels: [],
    };
    const { lanes } = layOutStage(networkOf(stored(odd)).units, { tile: 60, height: 400, view: 'both' });
    const tiles = lanes.find(({ layer }) => layer.id === 'prime')?.tiles ?? [];
    expect(tiles.length).toBeGreaterThan(1);
    expect(tiles.slice(1).every(({ rows, columns }) => rows * columns === 1)).toBe(true);
  });

  test('zooming steps up and down and stops at the ends', () => {
    const limits = [24, 160] as const;
    expect(resizedTile(60, 1, limits)).toBe(75);
    expect(resizedTile(75, -1, limits)).toBe(60);
    expect([resizedTile(160, 1, limits), resizedTile(24, -1, limits)]).toEqual([160, 24]);
  });

  test('at the largest zoom every pixel of every map has room for its number', () => {
    for (const { units } of Object.values(networks)) {
      const fit = fitting(units, { width: 900, height: 500 }, 'both');
      const [least, most] = tileLimits(units, fit);
      expect(least).toBeLessThanOrEqual(fit.tile);
      for (const { tiles } of layOutStage(units, { ...fit, zoom: most / fit.tile }).lanes) {
        for (const tile of tiles) expect(tile.width / tile.columns).toBeGreaterThan(54);
      }
    }
  });

  test('zooming scales the maps and leaves them in their rows', () => {
    const places = (zoom: number): (readonly [number, number])[] =>
      layOutStage(networks.chain.units, { tile: 60, height: 300, view: 'both', zoom }).lanes.flatMap(
        ({ x, y, tiles }) =>
          tiles.map((tile) => [
            Math.round((tile.x - x) / (tile.width + 6)),
            Math.round((tile.y - y - HEADER) / (tile.height + 6)),
          ]),
      );
    for (const zoom of [0.5, 2, 8]) expect(places(zoom)).toEqual(places(1));
  });
});

describe('scene', () => {
  const { chain: network } = networks;
  const layout = layOutStage(network.units, { tile: 60, height: 300, view: 'both' });
  const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
  const scene = (range: Scene['range'], sight = whole): Scene => ({
    width: sight.width,
    height: sight.height,
    pixelRatio: 1,
    ...stageScene(layout, sight, range, network.inputScale),
    palette,
  });
  const pool = layout.lanes.find(({ layer }) => layer.id === 'pool');
  const corner = { x: pool?.tiles[0]?.x ?? Number.NaN, y: pool?.tiles[0]?.y ?? Number.NaN, width: 10, height: 10 };

  test('is one that the painters accept, for every network', () => {
    for (const { units, plan, inputScale } of Object.values(networks)) {
      const { lanes, ...size } = layOutStage(units, { tile: 50, height: 400, view: 'both' });
      const shown = stageScene({ lanes, ...size }, { x: 0, y: 0, ...size }, 'layer', inputScale);
      const resolved = layoutScene({ ...size, pixelRatio: 2, ...shown, palette }, plan);
      expect(resolved.tiles).toHaveLength(lanes.flatMap((lane) => lane.tiles).length);
    }
  });

  test('moves with the scroll position', () => {
    const [first] = scene('map', corner).tiles;
    expect(first).toMatchObject({ x: 0, y: 0, width: 60, height: 60 });
  });

  test('leaves out what is not seen, but never the range of what a seen map shares it with', () => {
    for (const range of ['map', 'layer', 'network'] as const) expect(scene(range, corner).tiles).toHaveLength(1);
    const signed = layout.lanes.filter(({ layer }) => layer.colour === 'signed').map(({ layer }) => layer.tensor);
    const counted = (range: Scene['range']) => scene(range, corner).counted?.map(({ tensor }) => tensor);
    expect(counted('map')).toEqual([]);
    expect(counted('layer')).toEqual([pool?.layer.tensor]);
    expect(counted('network')).toEqual(signed);
  });

  test('maps that are folded or filtered away still count in their range', () => {
    const arrangement = { ...unarranged, folded: new Set(['relu']), channels: new Map([[1, [4, 2]]]) };
    const some = layOutStage(network.units, { tile: 60, height: 300, view: 'both', arrangement });
    const sight = { x: 0, y: 0, width: some.width, height: some.height };
    const { tiles, counted } = stageScene(some, sight, 'layer', network.inputScale);
    const tensors = network.units[1]?.layers.map(({ tensor }) => tensor) ?? [];
    expect(tiles.filter(({ group }) => group === 1).map(({ tensor, plane }) => [tensor, plane])).toEqual([
      [tensors[0], 4],
      [tensors[0], 2],
    ]);
    expect(counted?.filter(({ group }) => group === 1).map(({ tensor }) => tensor)).toEqual(tensors);
  });

  test('a convolution and its activation share a group, other layers have their own', () => {
    const groups = new Map(scene('layer').tiles.map(({ tensor, group }) => [tensor, group]));
    const group = (id: string): number | undefined =>
      groups.get(layout.lanes.find(({ layer }) => layer.id === id)?.layer.tensor ?? -1);
    expect(group('conv')).toBe(group('relu'));
    expect(group('pool')).not.toBe(group('conv'));
  });

  test('the input is shown as it was before normalisation', () => {
    expect(scene('layer').tiles[0]).toMatchObject({ colour: 'ink', scale: 0.5, shift: 0.25 });
    const { units, inputScale } = networks.branches;
    const picture = layOutStage(units, { tile: 60, height: 400, view: 'both' });
    const { tiles } = stageScene(picture, { x: 0, y: 0, width: 999, height: 999 }, 'layer', inputScale);
    expect(tiles.slice(0, 3).map(({ colour: ink, scale, shift }) => [ink, scale, shift])).toEqual([
      ['red', 0.25, 0.5],
      ['green', 0.5, 0.4],
      ['blue', 1, 0.3],
    ]);
  });
});

describe('a stage of 500 layers of 2,000 channels', () => {
  const [layers, channels] = [500, 2000];
  let placed = 0;
  /** Channels that count how many of them are made tiles of. */
  class Counting extends Array<number> {
    static override get [Symbol.species]() {
      return Array;
    }
    override map<T>(of: (value: number, index: number, all: number[]) => T): T[] {
      placed += this.length;
      return super.map(of);
    }
  }
  const own = Counting.from({ length: channels }, (_, channel) => channel);
  const units = Array.from({ length: layers }, (_, unit): StageUnit => {
    const [rows, columns] = [8, 8];
    const shape = { form: 'maps', planes: channels, rows, columns, shape: [channels, rows, columns] } as const;
    const layer = { id: `conv${unit}`, kind: 'conv2d', ...shape, colour: 'signed', role: 'plain', labels: [] } as const;
    return { layers: [{ ...layer, tensor: unit, unit }], depth: unit, reads: unit === 0 ? [] : [unit - 1] };
  });
  const arrangement: Arrangement = { ...unarranged, channels: new Map(units.map((_, unit) => [unit, own])) };
  const plan = { tensors: units.map((_, k) => ({ name: `${k}`, length: channels * 64 })) };
  const size = { width: 1200, height: 700 };

  test('makes tiles only of the layers in sight, and looks for ranges once', () => {
    placed = 0;
    const fit = fitting(units, size, 'both', arrangement);
    tileLimits(units, fit);
    const layout = layOutStage(units, fit);
    expect(placed).toBe(0);
    const scene = (x: number): Scene => {
      const shown = stageScene(layout, { x, y: 0, ...size }, 'network', []);
      return { ...size, pixelRatio: 1, ...shown, palette };
    };
    const x = layout.width / 2;
    const before = layoutScene(scene(x), plan);
    const inSight = layout.lanes.filter((lane) => lane.x < x + size.width && lane.x + lane.width > x);
    expect(inSight.length).toBeLessThan(4);
    expect(placed).toBe(channels * inSight.length);
    expect(before.tiles.length).toBeLessThanOrEqual(channels * inSight.length);
    expect(before.maps.length).toBeLessThan(5000);
    expect(before.maps.reduce((sum, { length }) => sum + length, 0)).toBe(layers * channels * 64);
    expect(before.shares.flat()).toHaveLength(before.maps.length);
    // Scrolled by a few tiles, nothing is to be looked for that is not known.
    expect(placesAmong(layoutScene(scene(x + 100), plan).maps, before.maps)).toEqual(before.maps.map((_, k) => k));
    expect(anchorAt(layout, { x: x + 300, y: 300 })?.layer).toBe('conv250');
    expect(pixelAt(layout, x + 300, 300)?.layer ?? 'conv250').toBe('conv250');
    expect(placed).toBeLessThanOrEqual(channels * 8);
  });
});
