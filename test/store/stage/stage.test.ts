/** What the stage shows of any network: its units, where they lie, and what of them the engine is asked to paint. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutScene } from '../../../src/backend/paint/layout';
import type { Palette, Scene } from '../../../src/backend/types';
import type { ModelSpec } from '../../../src/graph/model';
import { networkOf } from '../../../src/store/network';
import { isVisible, type MapView } from '../../../src/store/stage/layers';
import {
  type Block,
  fittingLayout,
  HEADER,
  type LayoutOptions,
  layOutStage,
  resizedTile,
} from '../../../src/store/stage/layout';
import { sceneTiles } from '../../../src/store/stage/scene';
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
});
const anyNetwork = fc.constantFrom(networks.chain, networks.branches);

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

const overlaps = (a: Block, b: Block): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('layout', () => {
  test('nothing overlaps, and everything lies within the content, in any size and view', () => {
    fc.assert(
      fc.property(anyNetwork, anyOptions, ({ units }, options) => {
        const { blocks, width, height } = layOutStage(units, options);
        for (const [i, block] of blocks.entries()) {
          expect(block.x + block.width).toBeLessThanOrEqual(width);
          expect(block.y + block.height).toBeLessThanOrEqual(height);
          for (const other of blocks.slice(i + 1)) expect(overlaps(block, other)).toBe(false);
          for (const tile of block.tiles) {
            expect(tile.y).toBeGreaterThanOrEqual(block.y + HEADER);
            expect(tile.x).toBeGreaterThanOrEqual(block.x);
            expect(tile.x + tile.width).toBeLessThanOrEqual(block.x + block.width);
            expect(tile.y + tile.height).toBeLessThanOrEqual(block.y + block.height);
          }
        }
      }),
    );
  });

  test('every value of every layer is in exactly one tile', () => {
    fc.assert(
      fc.property(anyNetwork, anyOptions, ({ units }, options) => {
        for (const { layer, tiles } of layOutStage(units, options).blocks) {
          const values = tiles.flatMap(({ plane, rows, columns }) =>
            Array.from({ length: rows * columns }, (_, i) => plane * rows * columns + i),
          );
          const length = layer.shape.reduce((product, size) => product * size, 1);
          expect(values.sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
        }
      }),
    );
  });

  test('maps keep their proportions, and a larger tile is never smaller', () => {
    const options: LayoutOptions = { tile: 60, height: 600, view: 'both' };
    const input = layOutStage(networks.branches.units, options).blocks[0]?.tiles[0];
    expect(input).toMatchObject({ width: 50, height: 60 });
    const width = (tile: number): number => layOutStage(networks.chain.units, { ...options, tile }).width;
    for (let tile = 24; tile < 160; tile += 4) expect(width(tile + 4)).toBeGreaterThanOrEqual(width(tile));
  });

  test('fits a wide room as a whole, and takes a comfortable size where it cannot', () => {
    const wide = fittingLayout(networks.chain.units, { width: 1400, height: 700 }, 'both');
    expect(wide.width).toBeLessThanOrEqual(1400);
    expect(wide.height).toBeLessThanOrEqual(700);
    expect(wide.tile).toBeGreaterThan(60);
    const narrow = fittingLayout(networks.chain.units, { width: 300, height: 400 }, 'both');
    expect(narrow.width).toBeGreaterThan(300);
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
    const { blocks } = layOutStage(networkOf(stored(odd)).units, { tile: 60, height: 400, view: 'both' });
    const tiles = blocks.find(({ layer }) => layer.id === 'prime')?.tiles ?? [];
    expect(tiles.length).toBeGreaterThan(1);
    expect(tiles.slice(1).every(({ rows, columns }) => rows * columns === 1)).toBe(true);
  });

  test('zooming steps up and down and stops at the ends', () => {
    expect(resizedTile(60, 1)).toBe(75);
    expect(resizedTile(75, -1)).toBe(60);
    expect([resizedTile(160, 1), resizedTile(24, -1)]).toEqual([160, 24]);
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
    tiles: sceneTiles(layout, sight, range, network.inputScale),
    range,
    palette,
  });
  const pool = layout.blocks.find(({ layer }) => layer.id === 'pool');
  const corner = { x: pool?.tiles[0]?.x ?? Number.NaN, y: pool?.tiles[0]?.y ?? Number.NaN, width: 10, height: 10 };

  test('is one that the painters accept, for every network', () => {
    for (const { units, plan, inputScale } of Object.values(networks)) {
      const { blocks, ...size } = layOutStage(units, { tile: 50, height: 400, view: 'both' });
      const tiles = sceneTiles({ blocks, ...size }, { x: 0, y: 0, ...size }, 'layer', inputScale);
      const resolved = layoutScene({ ...size, pixelRatio: 2, tiles, range: 'layer', palette }, plan);
      expect(resolved.tiles).toHaveLength(blocks.flatMap((block) => block.tiles).length);
    }
  });

  test('moves with the scroll position', () => {
    const [first] = scene('map', corner).tiles;
    expect(first).toMatchObject({ x: 0, y: 0, width: 60, height: 60 });
  });

  test('leaves out what is not seen, but never what a seen map shares its range with', () => {
    expect(new Set(scene('map', corner).tiles.map(({ tensor }) => tensor)).size).toBe(1);
    expect(scene('map', corner).tiles).toHaveLength(1);
    expect(scene('layer', corner).tiles).toHaveLength(5);
    expect(scene('network', corner).tiles).toHaveLength(scene('network').tiles.length);
  });

  test('a convolution and its activation share a group, other layers have their own', () => {
    const groups = new Map(scene('layer').tiles.map(({ tensor, group }) => [tensor, group]));
    const group = (id: string): number | undefined =>
      groups.get(layout.blocks.find(({ layer }) => layer.id === id)?.layer.tensor ?? -1);
    expect(group('conv')).toBe(group('relu'));
    expect(group('pool')).not.toBe(group('conv'));
  });

  test('the input is shown as it was before normalisation', () => {
    expect(scene('layer').tiles[0]).toMatchObject({ colour: 'ink', scale: 0.5, shift: 0.25 });
    const { units, inputScale } = networks.branches;
    const picture = layOutStage(units, { tile: 60, height: 400, view: 'both' });
    const tiles = sceneTiles(picture, { x: 0, y: 0, width: 999, height: 999 }, 'layer', inputScale);
    expect(tiles.slice(0, 3).map(({ colour: ink, scale, shift }) => [ink, scale, shift])).toEqual([
      ['red', 0.25, 0.5],
      ['green', 0.5, 0.4],
      ['blue', 1, 0.3],
    ]);
  });
});
