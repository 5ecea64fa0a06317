/** Scenes resolved: device pixels, shared planes, shared ranges, sampling. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import { layoutScene, movedLayout, sampleSpan } from '../../../src/backend/paint/layout';
import type { Scene, Tile } from '../../../src/backend/types';
import { activation } from '../../../src/kernels/activation';
import { palette } from '../../helpers/digitsNet';

const plan = callPlan([
  { kernel: activation, params: { length: 24, activation: 1, alpha: 0, beta: 0 }, lengths: [24, 24] },
]);

const tile = (changes: Partial<Tile>): Tile => ({
  tensor: 0,
  plane: 0,
  columns: 3,
  rows: 4,
  x: 0,
  y: 0,
  width: 10,
  height: 10,
  colour: 'signed',
  group: 0,
  ...changes,
});

const scene = (tiles: readonly Tile[], changes: Partial<Scene> = {}): Scene => ({
  width: 100,
  height: 50,
  pixelRatio: 1,
  tiles,
  range: 'layer',
  palette,
  ...changes,
});

describe('layoutScene', () => {
  it('rounds the edges of tiles to device pixels, so that neighbours meet', () => {
    const tiles = [tile({ x: 0, width: 10.3 }), tile({ x: 10.3, width: 10.3 })];
    const { tiles: drawn, width, height } = layoutScene(scene(tiles, { pixelRatio: 1.5 }), plan);
    expect(drawn.map(({ left, right }) => [left, right])).toEqual([
      [0, 15],
      [15, 31],
    ]);
    expect([width, height]).toEqual([150, 75]);
  });

  it('keeps the canvas within what every device takes', () => {
    const { width, height } = layoutScene(scene([], { width: 20_000, height: 10, pixelRatio: 3 }), plan);
    expect(width).toBe(8192);
    expect(height).toBe(4);
    expect(layoutScene(scene([], { width: 0.1, height: 0.1 }), plan)).toMatchObject({ width: 1, height: 1 });
  });

  it('knows a plane that two tiles show as one map', () => {
    const { maps, tiles } = layoutScene(scene([tile({}), tile({ plane: 1 }), tile({ x: 50 })]), plan);
    expect(maps).toEqual([
      { tensor: 0, minus: null, start: 0, length: 12 },
      { tensor: 0, minus: null, start: 12, length: 12 },
    ]);
    expect(tiles.map(({ map }) => map)).toEqual([0, 1, 0]);
  });

  it('shares ranges by group, over the network, or not at all; inked tiles take no part', () => {
    const tiles = [
      tile({ group: 5 }),
      tile({ group: 5, plane: 1 }),
      tile({ group: 9, tensor: 1 }),
      tile({ group: 5, tensor: 1, plane: 1, colour: 'ink' }),
    ];
    const shares = (range: Scene['range']) => layoutScene(scene(tiles, { range }), plan);
    expect(shares('layer').shares).toEqual([[0, 1], [2]]);
    expect(shares('layer').tiles.map(({ share }) => share)).toEqual([0, 0, 1, -1]);
    expect(shares('network').shares).toEqual([[0, 1, 2]]);
    expect(shares('map').shares).toEqual([]);
    expect(shares('map').tiles.every(({ share }) => share === -1)).toBe(true);
  });

  it('looks for the range of a counted tensor once, whatever its tiles', () => {
    const counted = [
      { tensor: 0, group: 1 },
      { tensor: 1, group: 2 },
    ];
    const tiles = [tile({ group: 1, plane: 1 }), tile({ group: 1 }), tile({ group: 1, colour: 'ink' })];
    const layout = layoutScene(scene(tiles, { counted }), plan);
    expect(layout.maps).toEqual([
      { tensor: 0, minus: null, start: 0, length: 24 },
      { tensor: 1, minus: null, start: 0, length: 24 },
      { tensor: 0, minus: null, start: 0, length: 12 },
    ]);
    expect(layout.shares).toEqual([[0], [1]]);
    expect(layout.tiles.map(({ map, share, start }) => [map, share, start])).toEqual([
      [-1, 0, 12],
      [-1, 0, 0],
      [2, -1, 0],
    ]);
    expect(layoutScene(scene(tiles, { counted, range: 'network' }), plan).shares).toEqual([[0, 1]]);
    expect(layoutScene(scene(tiles, { counted, range: 'map' }), plan).maps).toHaveLength(2);
  });

  it('cuts what is counted into a bounded number of runs that cover every value once', () => {
    const tensors = Array.from({ length: 500 }, (_, k) => ({ name: `${k}`, length: 2000 * 64 + k }));
    const counted = tensors.map((_, tensor) => ({ tensor, group: tensor }));
    const { maps, shares } = layoutScene(scene([], { counted, range: 'network' }), { tensors });
    expect(maps.length).toBeLessThan(4096 + 500);
    expect(shares).toEqual([maps.map((_, k) => k)]);
    const ends = new Map<number, number>();
    for (const { tensor, start, length } of maps) {
      expect(start).toBe(ends.get(tensor) ?? 0);
      ends.set(tensor, start + length);
    }
    expect([...ends.values()]).toEqual(tensors.map(({ length }) => length));
  });

  it.each([
    ['a plane past the last', tile({ plane: 2 })],
    ['a plane before the first', tile({ plane: -1 })],
    ['no pixels', tile({ columns: 0 })],
    ['a tensor that is not there', tile({ tensor: 99 })],
  ])('refuses %s', (_, wrong) => {
    expect(() => layoutScene(scene([wrong]), plan)).toThrow('a tile shows plane');
  });
});

describe('movedLayout', () => {
  const tiles = [tile({}), tile({ plane: 1, group: 1 }), tile({ x: 50, colour: 'ink', scale: 2 })];
  const counted = [{ tensor: 1, group: 1 }];
  const before = scene(tiles, { counted, pixelRatio: 1.5 });
  const layout = layoutScene(before, plan);

  it('is what the scene resolves to, with the maps of the one before', () => {
    const some = { min: -200, max: 200, noNaN: true } as const;
    const place = fc.record({ x: fc.float(some), y: fc.float(some), width: fc.float(some), height: fc.float(some) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 3, maxLength: 3 }), fc.integer({ min: 1, max: 400 }), (moved, width) => {
        const now = { ...before, width, tiles: tiles.map((one, k) => ({ ...one, ...moved[k] })) };
        const found = movedLayout(before, layout, now) ?? expect.fail('it shows the same');
        expect(found).toEqual(layoutScene(now, plan));
        expect(found.maps).toBe(layout.maps);
        expect(found.shares).toBe(layout.shares);
      }),
    );
  });

  it.each([
    ['another plane', { tiles: tiles.with(0, tile({ plane: 1 })) }],
    ['another tensor', { tiles: tiles.with(0, tile({ tensor: 1 })) }],
    ['a difference', { tiles: tiles.with(0, tile({ minus: 1 })) }],
    ['another group', { tiles: tiles.with(0, tile({ group: 3 })) }],
    ['another colour', { tiles: tiles.with(0, tile({ colour: 'gray' })) }],
    ['another scale', { tiles: tiles.with(2, tile({ x: 50, colour: 'ink', scale: 3 })) }],
    ['more', { tiles: [...tiles, tile({})] }],
    ['another range', { range: 'network' as const }],
    ['what else is counted', { counted: [...counted] }],
  ])('is nothing for %s', (_, change) => {
    expect(movedLayout(before, layout, { ...before, ...change })).toBeNull();
  });
});

describe('sampleSpan', () => {
  it('takes the pixel under each centre', () => {
    expect([...sampleSpan(6, 3)]).toEqual([0, 0, 1, 1, 2, 2]);
    expect([...sampleSpan(3, 6)]).toEqual([1, 3, 5]);
    expect([...sampleSpan(5, 2)]).toEqual([0, 0, 1, 1, 1]);
    expect([...sampleSpan(0, 4)]).toEqual([]);
  });

  it('stays inside the map, in order, and shows every pixel when enlarging', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (size, pixels) => {
        const span = [...sampleSpan(size, pixels)];
        expect(span.every((p, k) => p >= (span[k - 1] ?? 0) && p < pixels)).toBe(true);
        if (size >= pixels) expect(new Set(span).size).toBe(pixels);
      }),
    );
  });
});
