/** What digits learns from beside MNIST: seeded drawings, placed as on the pad, with targets that say what they are. */
import { expect, test } from 'vitest';
import { labelCounts, slice } from '../../src/train/data/imageSet';
import { imageSource } from '../../src/train/samples';
import { drawnDigits, NO_DIGIT, noDigits } from '../../tools/train/drawn';
import { uncertain } from '../../tools/train/recipes';

const digits = drawnDigits(200, 5);
const others = noDigits(300, 6, digits);

test('equal seeds give equal drawings, and others give others', () => {
  expect(drawnDigits(20, 5).images).toEqual(slice(digits, 0, 20).images);
  expect(noDigits(20, 6, digits).images).toEqual(slice(others, 0, 20).images);
  expect(drawnDigits(20, 6).images).not.toEqual(slice(digits, 0, 20).images);
});

test('digits take turns; what is no digit has a label of its own', () => {
  expect(labelCounts(digits, 11)).toEqual([...Array(10).fill(20), 0]);
  expect([...new Set(others.labels)]).toEqual([NO_DIGIT]);
});

test.each([
  ['digits', digits],
  ['other drawings', others],
])('%s are boxed and centred as MNIST is, with all their ink', (_, { images, count }) => {
  const seen = new Set<string>();
  for (let n = 0; n < count; n++) {
    const image = images.subarray(784 * n, 784 * (n + 1));
    const lit = [...image.keys()].filter((i) => (image[i] as number) > 0);
    const mass = lit.reduce((sum, i) => sum + (image[i] as number), 0);
    const centre = (of: (i: number) => number): number =>
      lit.reduce((sum, i) => sum + of(i) * (image[i] as number), 0) / mass;
    expect(Math.max(...image)).toBe(255);
    expect(Math.abs(centre((i) => i % 28) - 14)).toBeLessThan(1);
    expect(Math.abs(centre((i) => Math.floor(i / 28)) - 14)).toBeLessThan(1);
    seen.add(image.join());
  }
  expect(seen.size).toBe(count);
});

test('a digit’s target is its class, and that of no digit all classes equally', () => {
  const source = uncertain(imageSource(slice(others, 0, 1), 10, { mean: [0], deviation: [1] }));
  const into = new Float32Array(12).fill(-1);
  source.target?.(0, into, 1);
  expect([...into]).toEqual([-1, ...Array(10).fill(Math.fround(0.1)), -1]);
  uncertain(imageSource(slice(digits, 3, 4), 10, { mean: [0], deviation: [1] })).target?.(0, into, 1);
  expect([...into.subarray(1, 11)]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
});
