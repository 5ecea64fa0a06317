/** The data sets as they are on this machine: the published counts and statistics. */
import { describe, expect, it } from 'vitest';
import { labelCounts, statistics } from '../../src/train/data/imageSet';
import { loadCifar, loadMnist } from '../../tools/data';

describe('MNIST', () => {
  it('is the published set', () => {
    const { train, test } = loadMnist();
    expect([train.count, test.count]).toEqual([60000, 10000]);
    expect(labelCounts(train, 10)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(labelCounts(test, 10)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    const { mean, deviation } = statistics(train);
    expect(mean[0]).toBeCloseTo(0.1307, 4);
    expect(deviation[0]).toBeCloseTo(0.3081, 4);
  });
});

describe('CIFAR-10', () => {
  it('decodes to balanced classes and the known colours', { timeout: 300_000 }, async () => {
    const { train, test } = await loadCifar();
    expect([train.count, test.count]).toEqual([50000, 10000]);
    expect(labelCounts(train, 10)).toEqual(new Array(10).fill(5000));
    expect(labelCounts(test, 10)).toEqual(new Array(10).fill(1000));
    const { mean, deviation } = statistics(train);
    [0.4913, 0.4821, 0.4465].forEach((value, c) => {
      expect(mean[c]).toBeCloseTo(value, 3);
    });
    [0.2452, 0.2428, 0.2606].forEach((value, c) => {
      expect(deviation[c]).toBeCloseTo(value, 3);
    });
  });
});
