/** The lines of a branched network: one for each reading, from header to header, over no map. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkModel } from '../../../src/graph/model';
import { networkOf } from '../../../src/workspace/network';
import type { Point } from '../../../src/workspace/stage/anchor';
import { connectorPath, connectors } from '../../../src/workspace/stage/connectors';
import { isChain, type MapView } from '../../../src/workspace/stage/layers';
import { fitting, layOutStage, type PlacedTile } from '../../../src/workspace/stage/layout';
import { residualOf } from '../../helpers/deepNets';
import { branches, chain, stored } from '../../helpers/models';

/** Two sums that skip layers, one within the other. */
const residual = checkModel({
  ...branches,
  name: 'residual',
  nodes: [
    { id: 'stem', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 6, kernel: [1, 1] } },
    { id: 'first', type: 'conv2d', inputs: ['stem'], attributes: { outChannels: 6, pad: [1, 1, 1, 1] } },
    { id: 'firstRelu', type: 'relu', inputs: ['first'] },
    { id: 'second', type: 'conv2d', inputs: ['firstRelu'], attributes: { outChannels: 6, pad: [1, 1, 1, 1] } },
    { id: 'inner', type: 'add', inputs: ['second', 'firstRelu'] },
    { id: 'outer', type: 'add', inputs: ['inner', 'stem'] },
  ],
  output: 'outer',
});

const networks = [branches, residual].map((spec) => networkOf(stored(spec)));

/** Whether a horizontal or vertical line runs through a tile. */
const crosses = (a: Point, b: Point, { x, y, width, height }: PlacedTile): boolean =>
  Math.max(a.x, b.x) > x && Math.min(a.x, b.x) < x + width && Math.max(a.y, b.y) > y && Math.min(a.y, b.y) < y + height;

test('only a network that is no plain chain has lines', () => {
  expect(isChain(networkOf(stored(chain)).units)).toBe(true);
  expect(networks.map(({ units }) => isChain(units))).toEqual([false, false]);
});

test('each reading has its line, straight from corner to corner, and no line runs over a map', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...networks),
      fc.record({ width: fc.integer({ min: 300, max: 3840 }), height: fc.integer({ min: 250, max: 2100 }) }),
      fc.constantFrom<MapView>('feature', 'activation', 'both'),
      fc.double({ min: 0.5, max: 8, noNaN: true }),
      ({ units }, room, view, zoom) => {
        const layout = layOutStage(units, { ...fitting(units, room, view), zoom });
        const lines = connectors(units, layout);
        expect(lines).toHaveLength(units.reduce((count, { reads }) => count + new Set(reads).size, 0));
        const tiles = layout.lanes.flatMap((lane) => lane.tiles);
        for (const line of lines) {
          for (const [i, corner] of line.slice(1).entries()) {
            const before = line[i] ?? corner;
            expect(corner.x === before.x || corner.y === before.y).toBe(true);
            expect(tiles.some((tile) => crosses(before, corner, tile))).toBe(false);
          }
          expect(line.at(-1)?.x).toBeGreaterThan(line[0]?.x ?? Infinity);
        }
      },
    ),
  );
});

test('lines that skip layers one after the other share their lanes', () => {
  const { units } = networkOf(stored(residualOf(50)));
  const layout = layOutStage(units, fitting(units, { width: 900, height: 500 }, 'both'));
  const lines = connectors(units, layout);
  expect(lines.filter(({ length }) => length > 4).length).toBe(50);
  expect(Math.max(...lines.flat().map(({ y }) => y))).toBeLessThanOrEqual(layout.height);
});

test('a line has round corners and an arrow', () => {
  const path = connectorPath([
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 40 },
    { x: 30, y: 40 },
  ]);
  expect(path).toBe('M0 0L5 0Q10 0 10 5L10 35Q10 40 15 40L30 40m-4 -3l4 3l-4 3');
  expect(connectorPath([])).toBe('');
});
