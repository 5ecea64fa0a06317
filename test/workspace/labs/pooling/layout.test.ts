/** The layout rule: one scale for all maps, in any room, and nothing wider than the room. */
import { expect, test } from 'vitest';
import { Random } from '../../../../src/core/random';
import { gaps, layOutPooling } from '../../../../src/workspace/labs/pooling/layout';
import { pooledSize } from '../../../../src/workspace/labs/pooling/windows';

const random = new Random(11);
const cases = Array.from({ length: 2000 }, () => {
  const window = 1 + random.below(8);
  const rows = window + random.below(random.below(3) === 0 ? 600 : 70);
  const columns = random.below(2) === 0 ? rows : window + random.below(70);
  const geometry = {
    rows,
    columns,
    window,
    stride: 1 + random.below(8),
    pad: random.below(Math.floor(window / 2) + 1),
  };
  const { height, width } = pooledSize(geometry);
  const room = { width: 320 + random.below(2300), height: 256 + random.below(1300) };
  return {
    room,
    geometry,
    pooled: { rows: height.output, columns: width.output },
    maps: random.below(2) ? 4 : 3,
  } as const;
});

test('as it is composed: 392 pixels for the map, and twice the scale of nothing', () => {
  const room = { width: 1366, height: 716 };
  const [map, pooled] = [
    { rows: 28, columns: 28 },
    { rows: 14, columns: 14 },
  ];
  expect(layOutPooling(room, map, pooled, 3)).toEqual({ unit: 1, isNarrow: false, pixel: 14, column: 196, tile: 113 });
  const projector = layOutPooling({ width: 1920, height: 1028 }, map, pooled, 3);
  expect(projector.unit).toBeCloseTo(1920 / 1366, 5);
  expect(projector.pixel).toBe(19);
  // As large as fits across a phone.
  expect(layOutPooling({ width: 390, height: 792 }, map, pooled, 3)).toMatchObject({ isNarrow: true, pixel: 12 });
});

test('all maps fit across at their one scale', () => {
  for (const { room, geometry, pooled, maps } of cases) {
    const { unit, isNarrow, pixel, column } = layOutPooling(room, geometry, pooled, maps);
    const told = JSON.stringify({ room, geometry, maps });
    expect(pixel, told).toBeGreaterThan(0);
    expect(unit).toBeGreaterThanOrEqual(1);
    expect(unit).toBeLessThanOrEqual(1.6);
    const longest = Math.max(geometry.rows, geometry.columns);
    expect(pixel * longest, told).toBeLessThanOrEqual(392 * unit + 1e-6);
    if (isNarrow) {
      expect(pixel * geometry.columns, told).toBeLessThanOrEqual(room.width - 32);
      continue;
    }
    // The least that it ever shrinks to.
    if (pixel * longest <= 160) continue;
    const across = Array.from({ length: 4 }, (_, i) => (i < maps ? Math.max(column, pixel * pooled.columns) : column));
    const fixed = unit * (2 * gaps.margin + gaps.arrow + 3 * gaps.column);
    const all = across.reduce((sum, one) => sum + one, fixed + pixel * geometry.columns);
    expect(all, told).toBeLessThanOrEqual(room.width + 2 * unit + 1e-6);
  }
});

test('pixels of at least three are whole, and none is larger than it need be', () => {
  for (const { room, geometry, pooled, maps } of cases) {
    const { pixel, isNarrow, unit } = layOutPooling(room, geometry, pooled, maps);
    if (pixel >= 3) expect(pixel % 1).toBe(0);
    const wider = layOutPooling({ ...room, width: room.width + 200 }, geometry, pooled, maps);
    if (wider.isNarrow === isNarrow && wider.unit === unit) expect(wider.pixel).toBeGreaterThanOrEqual(pixel);
  }
});
