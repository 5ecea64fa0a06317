/** Slices share memory; statistics are those of the values as 0..1, a channel at a time. */
import { describe, expect, it } from 'vitest';
import { type ImageSet, imageBytes, joined, labelCounts, slice, statistics } from '../../../src/train/data/imageSet';

const set: ImageSet = {
  count: 3,
  channels: 2,
  height: 1,
  width: 2,
  images: Uint8Array.from([0, 255, 51, 51, 0, 255, 51, 51, 0, 255, 51, 51]),
  labels: Uint8Array.from([1, 0, 1]),
};

describe('image sets', () => {
  it('slices without copying', () => {
    const part = slice(set, 1, 3);
    expect(part.count).toBe(2);
    expect([...part.labels]).toEqual([0, 1]);
    expect(part.images.buffer).toBe(set.images.buffer);
    expect(part.images).toHaveLength(2 * imageBytes(set));
    expect(slice(set, 1, 1).count).toBe(0);
  });

  it('refuses slices outside the set', () => {
    expect(() => slice(set, 1, 4)).toThrow('needs 0 to 3, got 1 to 4');
    expect(() => slice(set, -1, 2)).toThrow('outside');
    expect(() => slice(set, 2, 1)).toThrow('outside');
  });

  it('joins sets in their order, and only of one size', () => {
    const all = joined([slice(set, 1, 3), set]);
    expect([all.count, ...all.labels]).toEqual([5, 0, 1, 1, 0, 1]);
    expect([...all.images]).toEqual([...set.images.slice(4), ...set.images]);
    expect(() => joined([set, { ...set, width: 1, height: 2 }])).toThrow('needs 2x1x2, got 2x2x1');
  });

  it('takes mean and standard deviation per channel', () => {
    const { mean, deviation } = statistics(set);
    expect(mean[0]).toBeCloseTo(0.5, 12);
    expect(mean[1]).toBeCloseTo(0.2, 12);
    expect(deviation[0]).toBeCloseTo(0.5, 12);
    expect(deviation[1]).toBeCloseTo(0, 6);
  });

  it('counts labels', () => {
    expect(labelCounts(set, 3)).toEqual([1, 2, 0]);
  });
});
