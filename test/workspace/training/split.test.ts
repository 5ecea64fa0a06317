/** What is learned from and what is kept back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heldBack, splitOf } from '../../../src/workspace/training/split';

const setOf = (labels: readonly number[]) => ({
  count: labels.length,
  channels: 1,
  height: 1,
  width: 1,
  images: new Uint8Array(labels.length),
  labels: Uint8Array.from(labels),
});

test('of every five pictures of a class one is kept back, and those before do not change with a further one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 }), (count, seed) => {
      const held = heldBack(count, seed);
      expect(held).toHaveLength(count);
      expect(held.filter(Boolean)).toHaveLength(Math.floor(count / 5));
      const whole = count - (count % 5);
      expect(heldBack(count + 1, seed).slice(0, whole)).toEqual(held.slice(0, whole));
    }),
  );
});

test('a split of classes learns from every picture but those kept back, and from each class of a small set equally', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 300 }), (labels) => {
      const { epoch, learned, held } = splitOf(setOf(labels), 4, false);
      const seen = new Set(epoch);
      expect([...seen, ...held].sort((a, b) => a - b)).toEqual(labels.map((_, place) => place));
      expect(seen.size).toBe(learned);
      const shown = [0, 1, 2, 3].map((label) => epoch.filter((place) => labels[place] === label).length);
      const counts = shown.filter((count) => count > 0);
      if (counts.length > 0) {
        expect(new Set(counts).size).toBe(1);
        expect(epoch.length).toBeGreaterThanOrEqual(640);
      }
      for (const label of [0, 1, 2, 3]) {
        const all = labels.filter((each) => each === label).length;
        expect(held.filter((place) => labels[place] === label)).toHaveLength(Math.floor(all / 5));
      }
    }),
  );
});

test('a mixed set keeps back its last fifth', () => {
  const labels = Array.from({ length: 1000 }, (_, i) => i % 10);
  const { epoch, held } = splitOf(setOf(labels), 10, true);
  expect([epoch.length, epoch.at(-1), held[0], held.length]).toEqual([800, 799, 800, 200]);
});
