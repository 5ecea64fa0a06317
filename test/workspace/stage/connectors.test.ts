/** The lines of a branched network: one for each reading, from block to block; those past others run over no map. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkModel } from '../../../src/graph/model';
import type { Point } from '../../../src/workspace/stage/anchor';
import { connectorPaths, isChain } from '../../../src/workspace/stage/connectors';
import type { MapView } from '../../../src/workspace/stage/layers';
import { layOutStage, type PlacedTile } from '../../../src/workspace/stage/layout';
import { residualOf } from '../../helpers/deepNets';
import { branches, chain } from '../../helpers/models';
import { drawn, someNetwork } from '../../helpers/stages';

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

const networks = [branches, residual].map(drawn);

/** The paths of an SVG as corners: straight to each, or by a curve whose control points are left out. */
const ways = (path: string): readonly (readonly Point[])[] =>
  path
    .split('M')
    .slice(1)
    .map((way) => {
      const corners = [...`L${way}`.matchAll(/([LC])([^LC]+)/g)].map(([, , numbers = '']) => {
        const [x = Number.NaN, y = Number.NaN] = numbers.trim().split(/ +/).slice(-2).map(Number);
        return { x, y };
      });
      return corners;
    });

/** Whether a horizontal or vertical line runs through a tile. */
const crosses = (a: Point, b: Point, { x, y, width, height }: PlacedTile): boolean =>
  Math.max(a.x, b.x) > x && Math.min(a.x, b.x) < x + width && Math.max(a.y, b.y) > y && Math.min(a.y, b.y) < y + height;

const anyRoom = fc.record({ width: fc.integer({ min: 300, max: 3840 }), height: fc.integer({ min: 250, max: 2100 }) });
const anyView = fc.constantFrom<MapView>('feature', 'activation', 'both');
const anyZoom = fc.double({ min: 1, max: 8, noNaN: true });

test('only a network that is no plain chain has lines', () => {
  expect(isChain(drawn(chain).blocks)).toBe(true);
  expect(networks.map(({ blocks }) => isChain(blocks))).toEqual([false, false]);
});

test('each reading has its line, from block to block, and no line past others runs over a map', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...networks), someNetwork),
      anyRoom,
      anyView,
      anyZoom,
      ({ blocks }, room, view, zoom) => {
        const layout = layOutStage(blocks, room, { view, zoom });
        const [near, far] = connectorPaths(blocks, layout).map(ways);
        const placeOf = new Map(layout.blocks.map((place) => [place.block, place]));
        const readings = blocks.flatMap((block) =>
          block.reads.flatMap((read) => {
            const [from, to] = [placeOf.get(blocks[read] ?? block), placeOf.get(block)];
            return from && to ? [{ from, to, isNext: block.depth === from.block.depth + 1 }] : [];
          }),
        );
        const isAcross = layout.direction === 'across';
        for (const [lines, isNext] of [
          [near ?? [], true],
          [far ?? [], false],
        ] as const) {
          const own = readings.filter((reading) => reading.isNext === isNext);
          expect(lines.map((line) => [line[0], line.at(-1)])).toEqual(
            own.map(({ from, to }) =>
              isAcross
                ? [
                    { x: from.x + from.width, y: from.y + from.height / 2 },
                    { x: to.x, y: to.y + to.height / 2 },
                  ]
                : [
                    { x: from.x + from.width / 2, y: from.y + from.height },
                    { x: to.x + to.width / 2, y: to.y },
                  ],
            ),
          );
        }
        const tiles = layout.lanes.filter(({ layer }) => layer.kind !== 'input').flatMap((lane) => lane.tiles);
        for (const line of far ?? []) {
          for (const [i, corner] of line.slice(1).entries()) {
            const before = line[i] ?? corner;
            expect(corner.x === before.x || corner.y === before.y).toBe(true);
            expect(tiles.filter((tile) => crosses(before, corner, tile))).toEqual([]);
          }
          for (const { x, y } of line) {
            expect(x).toBeLessThanOrEqual(layout.width);
            expect(y).toBeLessThanOrEqual(layout.height);
          }
        }
      },
    ),
  );
});

test('lines that pass one block after the other share a track', () => {
  const { blocks } = drawn(residualOf(4));
  const layout = layOutStage(blocks, { width: 900, height: 500 }, { view: 'both' });
  const [, far = []] = connectorPaths(blocks, layout).map(ways);
  expect(far).toHaveLength(4);
  expect(new Set(far.map((line) => Math.max(...line.map(({ y }) => y)))).size).toBeLessThanOrEqual(2);
});
