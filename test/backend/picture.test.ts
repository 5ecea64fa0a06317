/** Pictures in bands are the pictures that the painter makes at once, the ground between the tiles included. */
import { expect, it } from 'vitest';
import { paintPixels } from '../../src/backend/cpu/painter';
import { colourTable, packRgb } from '../../src/backend/paint/colour';
import { layoutScene } from '../../src/backend/paint/layout';
import { RANGE_STRIDE, scanMaps } from '../../src/backend/paint/ranges';
import { paintBands } from '../../src/backend/picture';
import type { Scene } from '../../src/backend/types';
import { Random } from '../../src/core/random';
import { palette } from '../helpers/digitsNet';

it('paints bands that join', () => {
  const random = new Random(5);
  const values = Float32Array.from({ length: 2 * 30 * 40 }, () => random.normal());
  values[7] = Number.NaN;
  const place = { tensor: 0, columns: 40, rows: 30, width: 800, height: 600, colour: 'signed', group: 0 } as const;
  const scene: Scene = {
    width: 820,
    height: 1250,
    pixelRatio: 1.5,
    tiles: [
      { ...place, plane: 0, x: 10, y: 10 },
      { ...place, plane: 1, x: 10, y: 620 },
    ],
    range: 'layer',
    palette,
  };
  const painted = { tensors: [{ name: 'map', length: values.length }] };
  const ground = [1, 2, 3] as const;
  const bands = [...paintBands(scene, painted, () => values, ground)];
  expect(bands.length).toBeGreaterThan(2);

  const layout = layoutScene(scene, painted);
  const ranges = new Float32Array(layout.maps.length * RANGE_STRIDE);
  scanMaps(layout.maps, () => values, ranges);
  const whole = new Uint32Array(layout.width * layout.height).fill(packRgb(ground));
  paintPixels(whole, layout, ranges, colourTable(palette), () => values);
  const bytes = new Uint8Array(whole.buffer);
  let at = 0;
  for (const band of bands) {
    expect(band.width).toBe(layout.width);
    expect(4 * band.top * band.width).toBe(at);
    expect(Buffer.compare(new Uint8Array(band.bytes.buffer), bytes.subarray(at, at + band.bytes.length))).toBe(0);
    at += band.bytes.length;
  }
  expect(at).toBe(bytes.length);
});
