/** Photos: crops, area averages in encoded values over white, enlargement and luma. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cropFor, luma, type Pixels, samplePicture } from '../../src/vision/picture';

type Rgba = readonly [r: number, g: number, b: number, a: number];

function pixels(width: number, height: number, colour: (x: number, y: number) => Rgba): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) data.set(colour(i % width, Math.floor(i / width)), 4 * i);
  return { data, width, height };
}

const busy = (x: number, y: number): Rgba => [(x * 7 + y * 13) % 256, (x * x + y) % 256, (y * 29) % 256, 255];

function sampled(picture: Pixels, size: [number, number], crop = cropFor(picture, size)): Float32Array {
  const into = new Float32Array(3 * size[0] * size[1]);
  samplePicture(picture, crop, size, into);
  return into;
}

describe('cropFor', () => {
  it('takes the largest centred rectangle of the wanted shape', () => {
    expect(cropFor({ width: 300, height: 200 }, [32, 32])).toEqual({ x: 50, y: 0, width: 200, height: 200 });
    expect(cropFor({ width: 100, height: 400 }, [20, 40])).toEqual({ x: 0, y: 175, width: 100, height: 50 });
  });

  it('moves where it is told, but never out of the picture', () => {
    const picture = { width: 300, height: 200 };
    expect(cropFor(picture, [32, 32], [0, 0.5])).toMatchObject({ x: 0, y: 0 });
    expect(cropFor(picture, [32, 32], [1, 1])).toMatchObject({ x: 100, y: 0 });
    expect(cropFor(picture, [32, 32], [0.5, 0.5], 4)).toEqual({ x: 125, y: 75, width: 50, height: 50 });
    expect(cropFor(picture, [32, 32], [0.99, 0.01], 4)).toMatchObject({ x: 250, y: 0 });
    expect(cropFor(picture, [32, 32], [0.5, 0.5], 0.2)).toMatchObject({ width: 200 });
  });
});

describe('samplePicture', () => {
  it('passes a picture of the right size through, plane by plane', () => {
    const into = sampled(pixels(8, 6, busy), [6, 8]);
    for (const [x, y] of [
      [0, 0],
      [7, 5],
      [3, 2],
    ] as const) {
      busy(x, y)
        .slice(0, 3)
        .forEach((value, c) => {
          expect(into[c * 48 + y * 8 + x]).toBeCloseTo(value / 255, 6);
        });
    }
  });

  it('shrinks by exact area averages, whatever the ratio', () => {
    const picture = pixels(50, 41, busy);
    const crop = { x: 3.3, y: 1.7, width: 41.2, height: 36.9 };
    const into = sampled(picture, [5, 7], crop);
    // The oracle: a fine grid of samples of the piecewise constant picture.
    const n = 60;
    for (const [u, v] of [
      [0, 0],
      [6, 4],
      [3, 1],
    ] as const) {
      const sums = [0, 0, 0];
      for (let k = 0; k < n * n; k++) {
        const x = Math.floor(crop.x + ((u + ((k % n) + 0.5) / n) * crop.width) / 7);
        const y = Math.floor(crop.y + ((v + (Math.floor(k / n) + 0.5) / n) * crop.height) / 5);
        for (let c = 0; c < 3; c++) sums[c] = (sums[c] as number) + (busy(x, y)[c] as number);
      }
      sums.forEach((sum, c) => {
        expect(Math.abs((into[c * 35 + v * 7 + u] as number) - sum / n ** 2 / 255)).toBeLessThan(0.01);
      });
    }
  });

  it('averages encoded values: black and white lines give middle grey, not linear light', () => {
    const lines = pixels(64, 64, (x) => (x % 2 ? [255, 255, 255, 255] : [0, 0, 0, 255]));
    for (const value of sampled(lines, [8, 8])) expect(value).toBeCloseTo(0.5, 5);
  });

  it('puts transparent pixels over white', () => {
    const into = sampled(
      pixels(2, 1, (x) => (x === 0 ? [200, 0, 0, 0] : [255, 0, 0, 51])),
      [1, 2],
    );
    expect(into[0]).toBeCloseTo(1, 5);
    expect(into[2]).toBeCloseTo(1, 5);
    expect(into[1]).toBeCloseTo(1, 5);
    expect(into[3]).toBeCloseTo(0.8, 5);
  });

  it('enlarges smoothly within 0..1, keeping flat parts flat', () => {
    const step = pixels(6, 6, (x) => (x < 3 ? [0, 40, 255, 255] : [255, 40, 0, 255]));
    const into = sampled(step, [48, 48]);
    expect(Math.min(...into)).toBe(0);
    expect(Math.max(...into)).toBe(1);
    const row = [...into.subarray(48 * 20, 48 * 21)];
    for (let x = 9; x < 38; x++) expect(row[x + 1]).toBeGreaterThanOrEqual((row[x] as number) - 1e-6);
    for (const value of into.subarray(48 * 48, 2 * 48 * 48)) expect(value).toBeCloseTo(40 / 255, 5);
  });

  it('agrees with another library on a photo-like picture', async () => {
    const smooth = (x: number, y: number): Rgba => [
      128 + 100 * Math.sin(x / 17),
      128 + 100 * Math.cos(y / 23),
      (x + y) / 2.5,
      255,
    ];
    const picture = pixels(320, 320, smooth);
    const raw = { width: 320, height: 320, channels: 4 } as const;
    const theirs = await sharp(picture.data, { raw })
      .removeAlpha()
      .resize(32, 32, { kernel: 'linear' })
      .raw()
      .toBuffer();
    const ours = sampled(picture, [32, 32]);
    for (let i = 0; i < 1024; i++) {
      for (let c = 0; c < 3; c++) {
        expect(Math.abs((ours[c * 1024 + i] as number) * 255 - (theirs[3 * i + c] as number))).toBeLessThan(4);
      }
    }
  });

  it('takes pictures of one pixel, and crops beyond the edge', () => {
    for (const value of sampled(
      pixels(1, 1, () => [51, 51, 51, 255]),
      [4, 4],
    ))
      expect(value).toBeCloseTo(0.2, 5);
    const beyond = sampled(
      pixels(4, 4, () => [51, 51, 51, 255]),
      [4, 4],
      { x: -9, y: 2, width: 30, height: 30 },
    );
    for (const value of beyond) expect(value).toBeCloseTo(0.2, 5);
  });

  it('writes only its own three planes', () => {
    const into = new Float32Array(2 + 12 + 2).fill(9);
    samplePicture(pixels(2, 2, busy), { x: 0, y: 0, width: 2, height: 2 }, [2, 2], into, 2);
    expect([into[0], into[1], into[14], into[15]]).toEqual([9, 9, 9, 9]);
    expect(Math.max(...into.subarray(2, 14))).toBeLessThanOrEqual(1);
  });

  it('refuses broken pictures and empty crops', () => {
    const broken = { data: new Uint8ClampedArray(15), width: 2, height: 2 };
    const crop = { x: 0, y: 0, width: 2, height: 2 };
    expect(() => samplePicture(broken, crop, [2, 2], new Float32Array(12))).toThrow('needs 4 x 2 x 2 bytes, got 15');
    expect(() => samplePicture(pixels(2, 2, busy), { ...crop, width: 0 }, [2, 2], new Float32Array(12))).toThrow(
      'empty',
    );
  });
});

it('weighs green most in luma, and keeps white at one', () => {
  expect(
    [...luma(Float32Array.from([1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1]), 4)].map((v) => Math.round(1000 * v) / 1000),
  ).toEqual([0.299, 0.587, 0.114, 1]);
});
