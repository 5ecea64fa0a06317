/** The CPU painter's pixels, without a canvas: clipping, repeated rows, stripes, and what lies between tiles. */
import { describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import { paintPixels } from '../../../src/backend/cpu/painter';
import { colourTable, packRgb, signedColour } from '../../../src/backend/paint/colour';
import { layoutScene } from '../../../src/backend/paint/layout';
import { RANGE_STRIDE, scanMaps } from '../../../src/backend/paint/ranges';
import type { Scene, Tile } from '../../../src/backend/types';
import { activation } from '../../../src/kernels/activation';
import { palette } from '../../helpers/digitsNet';

const plan = callPlan([
  { kernel: activation, params: { length: 4, activation: 1, alpha: 0, beta: 0 }, lengths: [4, 4] },
]);
const tile = {
  tensor: 0,
  plane: 0,
  columns: 2,
  rows: 2,
  x: 2,
  y: 2,
  width: 8,
  height: 8,
  colour: 'signed',
  group: 0,
} as const;

/** Pixels of tiles over values, as rows of packed colours; 0 where nothing was painted. */
function painted(values: readonly number[], tiles: readonly Tile[], size = 12): number[][] {
  const scene: Scene = { width: size, height: size, pixelRatio: 1, tiles, range: 'map', palette };
  const layout = layoutScene(scene, plan);
  const view = () => Float32Array.from(values);
  const ranges = new Float32Array(layout.maps.length * RANGE_STRIDE);
  scanMaps(layout.maps, view, ranges);
  const pixels = new Uint32Array(size * size);
  paintPixels(pixels, layout, ranges, colourTable(palette), view);
  return Array.from({ length: size }, (_, y) => [...pixels.subarray(y * size, (y + 1) * size)]);
}

const [negative, zero, positive] = [palette.negative, palette.zero, palette.positive].map(packRgb);

describe('paintPixels', () => {
  it('draws the difference from another tensor, in the range of the differences', () => {
    const scene: Scene = {
      width: 12,
      height: 12,
      pixelRatio: 1,
      tiles: [{ ...tile, minus: 1 }],
      range: 'map',
      palette,
    };
    const layout = layoutScene(scene, plan);
    const view = (tensor: number) => Float32Array.from(tensor === 0 ? [3, 1, 5, 5] : [1, 3, 5, Number.NaN]);
    const ranges = new Float32Array(layout.maps.length * RANGE_STRIDE);
    scanMaps(layout.maps, view, ranges);
    expect([...ranges]).toEqual([-2, 2, 1]);
    const pixels = new Uint32Array(144);
    paintPixels(pixels, layout, ranges, colourTable(palette), view);
    expect([pixels[2 * 12 + 2], pixels[2 * 12 + 9], pixels[9 * 12 + 2]]).toEqual([positive, negative, zero]);
    expect(pixels.subarray(108, 120)).toContain(packRgb(palette.broken));
    const whole = { ...scene, tiles: [{ ...tile, minus: 0 }] };
    expect(layoutScene({ ...scene, tiles: [tile, ...whole.tiles] }, plan).maps).toHaveLength(2);
  });

  it('draws each value where it belongs, and nothing beside the tile', () => {
    const rows = painted([1, -1, 0, 0.5], [tile]);
    const half = packRgb(signedColour(512 / 1023, palette));
    const edge = Array.from({ length: 12 }, () => 0);
    const row = (left: number | undefined, right: number | undefined) => [
      0,
      0,
      ...Array(4).fill(left),
      ...Array(4).fill(right),
      0,
      0,
    ];
    expect(rows).toEqual([
      edge,
      edge,
      ...Array(4).fill(row(positive, negative)),
      ...Array(4).fill(row(zero, half)),
      edge,
      edge,
    ]);
  });

  it('clips tiles that reach outside', () => {
    const rows = painted(
      [1, -1, -1, 1],
      [
        { ...tile, x: -4, y: -4, width: 8, height: 8 },
        { ...tile, x: 9, y: 10 },
      ],
    );
    expect(rows[0]?.slice(0, 5)).toEqual([positive, positive, positive, positive, 0]);
    expect(rows[11]?.slice(8)).toEqual([0, positive, positive, positive]);
    expect(rows[5]).toEqual(Array(12).fill(0));
  });

  it('paints nothing of a tile wholly outside or of no size', () => {
    for (const changes of [{ x: 50 }, { x: -50 }, { y: 50 }, { y: -50 }, { width: 0 }, { height: 0 }]) {
      expect(painted([1, 2, 3, 4], [{ ...tile, ...changes }]).flat()).toEqual(Array(144).fill(0));
    }
  });

  it('hatches what is not finite and scales the rest by what is', () => {
    const rows = painted([Number.NaN, Infinity, 2, -1], [tile]);
    const top = new Set(rows.slice(2, 6).flatMap((row) => row.slice(2, 10)));
    expect(top).toEqual(new Set([packRgb(palette.broken), zero]));
    expect(rows[3]?.[2]).not.toBe(rows[3]?.[6]);
    expect(rows[7]?.[3]).toBe(positive);
  });

  it('draws a dead map as zero and not as noise', () => {
    expect(new Set(painted([0, 0, 0, -0], [tile]).flat())).toEqual(new Set([0, zero]));
  });
});
