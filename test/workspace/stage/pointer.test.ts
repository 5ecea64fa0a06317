/** Pointing at pixels of the stage and walking over them by arrow keys. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  besideBox,
  type Direction,
  movePixel,
  pixelAt,
  pixelBox,
  type StagePixel,
  samePixel,
  scrollTo,
} from '../../../src/workspace/stage/pointer';
import { branches, chain } from '../../helpers/models';
import { laidOut } from '../../helpers/stages';

const layouts = [chain, branches].map((spec) => laidOut(spec));
const [layout] = layouts;
if (!layout) throw new Error('no layout');
const directions: readonly Direction[] = ['left', 'right', 'up', 'down'];

describe('pointing', () => {
  test('the middle of every pixel is that pixel, and its box is around it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...layouts),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.nat(),
        (some, share, n) => {
          const tiles = some.lanes.flatMap((lane) => lane.tiles.map((tile) => ({ lane, tile })));
          const { lane, tile } = tiles[n % tiles.length] ?? expect.fail('no tiles');
          const inside = Math.floor(share * tile.rows * tile.columns);
          const [row, column] = [Math.floor(inside / tile.columns), inside % tile.columns];
          const x = tile.x + ((column + 0.5) / tile.columns) * tile.width;
          const y = tile.y + ((row + 0.5) / tile.rows) * tile.height;
          const pixel = pixelAt(some, x, y);
          expect(pixel?.layer).toBe(lane.layer.id);
          expect(pixel?.index).toBe(tile.plane * tile.rows * tile.columns + inside);
          const box = (pixel && pixelBox(some, pixel)) ?? expect.fail('no box');
          expect(box.x + box.width / 2).toBeCloseTo(x, 6);
          expect(box.y + box.height / 2).toBeCloseTo(y, 6);
        },
      ),
    );
  });

  test('between the maps, and outside, is nothing', () => {
    expect(pixelAt(layout, 0, 0)).toBeNull();
    expect(pixelAt(layout, -5, 1e6)).toBeNull();
    expect(pixelBox(layout, { layer: 'gone', channel: 0, row: 0, column: 0, index: 0 })).toBeNull();
  });

  test('cells of a strip are counted, pixels of a map have rows and columns', () => {
    const dense = layout.lanes.find(({ layer }) => layer.id === 'dense')?.tiles[0] ?? expect.fail('no dense');
    expect(pixelAt(layout, dense.x + 1, dense.y + dense.height - 1)).toEqual({
      layer: 'dense',
      channel: 0,
      row: 2,
      column: 0,
      index: 2,
    });
  });
});

describe('walking', () => {
  const walk = (from: StagePixel | null, ...way: Direction[]): StagePixel | null =>
    way.reduce<StagePixel | null>((pixel, direction) => movePixel(layout, pixel, direction), from);

  test('starts at the first pixel, and goes there and back', () => {
    const start = walk(null, 'right');
    expect(start).toEqual({ layer: 'input', channel: 0, row: 0, column: 0, index: 0 });
    expect(walk(start, 'right', 'down')).toMatchObject({ row: 1, column: 1 });
    expect(walk(start, 'right', 'down', 'left', 'up')).toEqual(start);
  });

  test('crosses an edge into the next map at the same height, and back', () => {
    const edge: StagePixel = { layer: 'input', channel: 0, row: 5, column: 7, index: 47 };
    const over = walk(edge, 'right');
    expect(over).toMatchObject({ layer: 'conv', row: 5, column: 0 });
    expect(walk(over, 'left')).toEqual(edge);
    const below = walk({ layer: 'conv', channel: 0, row: 7, column: 2, index: 58 }, 'down');
    expect(below).toMatchObject({ layer: 'conv', channel: 1, row: 0, column: 2 });
  });

  test('far steps go from map to map, and at the ends of the stage it stays', () => {
    const start = walk(null, 'right');
    expect(movePixel(layout, start, 'right', true)?.layer).toBe('conv');
    expect(movePixel(layout, start, 'up')).toEqual(start);
    expect(movePixel(layout, start, 'left')).toEqual(start);
    const first: StagePixel = { layer: 'softmax', channel: 0, row: 0, column: 0, index: 0 };
    expect(movePixel(layout, first, 'up')).toEqual(first);
  });

  test('wherever one walks, one stands on the stage, and every layer can be reached', () => {
    for (const some of layouts) {
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.constantFrom(...directions), fc.boolean()), { maxLength: 40 }), (way) => {
          let pixel: StagePixel | null = null;
          for (const [direction, far] of way) pixel = movePixel(some, pixel, direction, far);
          if (pixel) expect(pixelBox(some, pixel)).not.toBeNull();
        }),
      );
      const seen = new Map<string, StagePixel>();
      const open = [movePixel(some, null, 'right')];
      for (let pixel = open.pop(); pixel; pixel = open.pop()) {
        const key = `${pixel.layer}/${pixel.channel}`;
        if (seen.has(key)) continue;
        seen.set(key, pixel);
        for (const direction of directions) open.push(movePixel(some, pixel, direction, true));
      }
      expect(new Set([...seen.values()].map(({ layer }) => layer)).size).toBe(some.lanes.length);
    }
  });
});

test('a card stands beside its box, within what is seen, and off the pixel', () => {
  const sight = { x: 100, y: 50, width: 500, height: 300 };
  const card = { width: 200, height: 60 };
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 590 }), fc.integer({ min: 50, max: 340 }), (x, y) => {
      const { left, top } = besideBox({ x, y, width: 8, height: 8 }, sight, card);
      expect(left >= 100 && left + 200 <= 600 && top >= 50 && top + 60 <= 350).toBe(true);
      const covered = left < x + 8 && left + 200 > x && top < y + 8 && top + 60 > y;
      expect(covered).toBe(false);
    }),
  );
});

test('scrolling moves as little as shows the box', () => {
  const sight = { x: 0, y: 0, width: 100, height: 100 };
  expect(scrollTo({ x: 40, y: 40, width: 5, height: 5 }, sight)).toEqual({ left: 0, top: 0 });
  expect(scrollTo({ x: 120, y: 40, width: 5, height: 5 }, sight)).toEqual({ left: 35, top: 0 });
  expect(scrollTo({ x: 5, y: 5, width: 5, height: 5 }, { ...sight, x: 80, y: 80 })).toEqual({ left: 0, top: 0 });
});

test('the same pixel is the same in another object', () => {
  const pixel = { layer: 'conv', channel: 0, row: 0, column: 1, index: 1 };
  expect(samePixel(pixel, { ...pixel })).toBe(true);
  expect(samePixel(pixel, { ...pixel, index: 2 })).toBe(false);
  expect(samePixel(null, pixel)).toBe(false);
  expect(samePixel(null, null)).toBe(true);
});
