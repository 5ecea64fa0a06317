/** Which pixels hold their number, and which maps their channel. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkOf } from '../../../src/workspace/network';
import { pixelAt } from '../../../src/workspace/stage/pointer';
import { cellText, isLabelled, writtenTiles } from '../../../src/workspace/stage/writing';
import { branches, chain, stored } from '../../helpers/models';
import { laidOut } from '../../helpers/stages';

const anyNetwork = fc.constantFrom(chain, branches);
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('every pixel in sight that is large enough is written, and no other', () => {
  fc.assert(
    fc.property(
      anyNetwork,
      fc.double({ min: 0.5, max: 12, noNaN: true }),
      share,
      share,
      (network, zoom, across, down) => {
        const layout = laidOut(network, { zoom });
        const sight = { x: across * layout.width, y: down * layout.height, width: 300, height: 200 };
        const written = writtenTiles(layout, sight);
        for (const { tile, rows, columns } of written) {
          expect(Math.min(tile.width / tile.columns, tile.height / tile.rows)).toBeGreaterThanOrEqual(30);
          expect(rows[0] >= 0 && rows[1] <= tile.rows && columns[0] >= 0 && columns[1] <= tile.columns).toBe(true);
        }
        for (let x = sight.x + 0.5; x < sight.x + sight.width; x += 17) {
          for (let y = sight.y + 0.5; y < sight.y + sight.height; y += 17) {
            const pixel = pixelAt(layout, x, y);
            const lane = layout.lanes.find(({ layer }) => layer.id === pixel?.layer);
            const tile = lane?.tiles.find(
              (each) => x >= each.x && x < each.x + each.width && y >= each.y && y < each.y + each.height,
            );
            if (!tile || Math.min(tile.width / tile.columns, tile.height / tile.rows) < 30) continue;
            const place = written.find((each) => each.tile === tile) ?? expect.fail('a tile is left out');
            const [row, column] = [
              Math.floor(((y - tile.y) / tile.height) * tile.rows),
              Math.floor(((x - tile.x) / tile.width) * tile.columns),
            ];
            expect(row >= place.rows[0] && row < place.rows[1]).toBe(true);
            expect(column >= place.columns[0] && column < place.columns[1]).toBe(true);
          }
        }
      },
    ),
  );
});

test('a small pixel has two digits, a large one three', () => {
  expect([cellText(-0.1234, 34), cellText(-0.1234, 60), cellText(12.34, 34)]).toEqual(['−.12', '−0.123', '12']);
});

test('a map says its channel when it is large, or not in its usual place', () => {
  const [, unit] = networkOf(stored(chain)).units;
  const layer = unit?.layers[0] ?? expect.fail('no layer');
  const tile = (width: number) => ({ plane: 0, columns: 8, rows: 8, x: 0, y: 0, width, height: width });
  expect([40, 90, 300].map((width) => isLabelled(layer, tile(width), false))).toEqual([false, true, false]);
  expect([30, 40, 90].map((width) => isLabelled(layer, tile(width), true))).toEqual([false, true, true]);
});
