/** Generated pictures: seeded, balanced, and with the structure that their class says. */
import { expect, test } from 'vitest';
import { type GeneratedKind, generate, generatedKinds } from '../../../src/train/data/generated';
import { imageBytes, labelCounts, statistics } from '../../../src/train/data/imageSet';

const kinds = Object.keys(generatedKinds) as GeneratedKind[];

test.each(kinds)('%s: equal seeds give equal pictures, others others; each class as often', (kind) => {
  const set = generate(kind, 120, 7);
  expect(generate(kind, 120, 7).images).toEqual(set.images);
  expect(generate(kind, 120, 8).images).not.toEqual(set.images);
  const { labels } = generatedKinds[kind];
  expect(labelCounts(set, labels.length)).toEqual(labels.map(() => 120 / labels.length));
  expect(imageBytes(set)).toBe(generatedKinds[kind].channels * 28 * 28);
  const { deviation } = statistics(set);
  for (const each of deviation) expect(each).toBeGreaterThan(0.15);
});

test('coloured shapes have their colour in the middle, and another around it', () => {
  const { labels } = generatedKinds.colours;
  const set = generate('colours', 60, 3);
  const plane = 28 * 28;
  for (let n = 0; n < set.count; n++) {
    const middle = [0, 1, 2].map((c) => set.images[(3 * n + c) * plane + 14 * 28 + 14] ?? 0);
    const strongest = ['red', 'green', 'blue'][middle.indexOf(Math.max(...middle))];
    expect(labels[set.labels[n] ?? 0]?.split(' ')[0]).toBe(strongest);
  }
});

test('stripes are alike along one direction, and rings along none', () => {
  const set = generate('textures', 400, 5);
  const plane = 28 * 28;
  /** How alike a picture and itself a little further on are, in the direction in which they are most. */
  const alike = (n: number): number => {
    const at = (x: number, y: number): number =>
      (set.images[n * plane + Math.round(y) * 28 + Math.round(x)] ?? 0) / 255;
    const all = Array.from({ length: 36 }, (_, k) => {
      const [dx, dy] = [5 * Math.cos((Math.PI * k) / 36), 5 * Math.sin((Math.PI * k) / 36)];
      let far = 0;
      for (let y = 6; y < 22; y++) for (let x = 6; x < 22; x++) far += Math.abs(at(x, y) - at(x + dx, y + dy));
      return far / 256;
    });
    return Math.min(...all);
  };
  const mean = (label: number): number => {
    const own = Array.from({ length: 400 }, (_, n) => n).filter((n) => set.labels[n] === label);
    return own.reduce((sum, n) => sum + alike(n), 0) / own.length;
  };
  const { labels } = generatedKinds.textures;
  expect(mean(labels.indexOf('stripes'))).toBeLessThan(0.6 * mean(labels.indexOf('rings')));
});
