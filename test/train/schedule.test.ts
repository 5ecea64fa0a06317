/** Learning rates over a run. */
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { constantRate, warmupCosine } from '../../src/train/schedule';

describe('warm-up and cosine', () => {
  const rate = warmupCosine({ steps: 101, peak: 0.4, warmup: 0.2, end: 0.05 });

  it('rises in a line from above zero', () => {
    expect(rate(0)).toBeCloseTo(0.4 / 21, 12);
    expect(rate(9)).toBeCloseTo((0.4 * 10) / 21, 12);
  });

  it('has its peak after the rise, half way down in the middle, and its end at the last step', () => {
    expect(rate(20)).toBeCloseTo(0.4, 12);
    expect(rate(60)).toBeCloseTo((0.4 * 1.05) / 2, 12);
    expect(rate(100)).toBeCloseTo(0.02, 12);
    expect(rate(1000)).toBeCloseTo(0.02, 12);
  });

  it('only falls after the peak', () => {
    for (let step = 20; step < 100; step++) expect(rate(step + 1)).toBeLessThan(rate(step));
  });

  it('needs no warm-up, and no more than one step', () => {
    expect(warmupCosine({ steps: 1, peak: 1, warmup: 0, end: 0 })(0)).toBe(1);
  });

  it.each([
    { steps: 0, peak: 1, warmup: 0, end: 0 },
    { steps: 1.5, peak: 1, warmup: 0, end: 0 },
    { steps: 10, peak: 0, warmup: 0, end: 0 },
    { steps: 10, peak: 1, warmup: 1, end: 0 },
    { steps: 10, peak: 1, warmup: 0, end: 2 },
    { steps: Number.NaN, peak: 1, warmup: 0, end: 0 },
  ])('refuses %o', (options) => {
    expect(() => warmupCosine(options)).toThrow(EngineError);
  });
});

it('a constant rate is constant', () => {
  expect([0, 7, 1e6].map(constantRate(0.3))).toEqual([0.3, 0.3, 0.3]);
});
