/** Mixing: pictures and targets are mixed in the same share, and targets stay probabilities. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random';
import { cutmix, mixup } from '../../../src/train/data/mix';

const shape = [4, 2, 6, 5] as const;
const size = 2 * 6 * 5;

/** Picture n is all n, and its target is class n. */
function batch(): { images: Float32Array; targets: Float32Array } {
  const images = Float32Array.from({ length: 4 * size }, (_, i) => Math.floor(i / size));
  const targets = new Float32Array(16);
  for (let n = 0; n < 4; n++) targets[5 * n] = 1;
  return { images, targets };
}

/** What the target says the picture's mean must be, as picture n is all n. */
const expectedMean = (targets: Float32Array, n: number): number =>
  [0, 1, 2, 3].reduce((sum, k) => sum + k * (targets[4 * n + k] ?? Number.NaN), 0);

describe.each([
  ['mixup', mixup],
  ['cutmix', cutmix],
])('%s', (_, mix) => {
  it('mixes targets in the share in which it mixes pictures', () => {
    let mixed = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { images, targets } = batch();
      const share = mix(images, shape, targets, new Random(seed));
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      for (let n = 0; n < 4; n++) {
        const row = targets.subarray(4 * n, 4 * n + 4);
        expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
        expect(targets[5 * n]).toBeGreaterThanOrEqual(share - 1e-6);
        const mean = images.subarray(n * size, (n + 1) * size).reduce((a, b) => a + b) / size;
        expect(mean).toBeCloseTo(expectedMean(targets, n), 4);
        if ((targets[5 * n] as number) < 1) mixed++;
      }
    }
    expect(mixed).toBeGreaterThan(20);
  });
});

it('cutmix pastes whole pixels of another picture', () => {
  const { images, targets } = batch();
  cutmix(images, shape, targets, new Random(5));
  for (const value of images) expect(Number.isInteger(value)).toBe(true);
});
