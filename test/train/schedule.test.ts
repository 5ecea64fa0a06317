/** Learning rates over a run. */
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { checkSchedule, rateAt, type Schedule } from '../../src/train/schedule';

const ratesOf = (schedule: Schedule, steps: readonly number[]): number[] => steps.map((step) => rateAt(schedule, step));

describe('warm-up and cosine', () => {
  const cosine: Schedule = { kind: 'cosine', steps: 101, rate: 0.4, warmup: 0.2, end: 0.05 };
  const rate = (step: number): number => rateAt(cosine, step);

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
    expect(rateAt({ kind: 'cosine', steps: 1, rate: 1, warmup: 0, end: 0 }, 0)).toBe(1);
  });
});

it('one cycle is that of PyTorch’s OneCycleLR', () => {
  const cycle: Schedule = { kind: 'oneCycle', rate: 0.4, steps: 10, warmup: 0.3, start: 1 / 25, end: 1 / 1000 };
  const inPyTorch = [
    0.016, 0.208, 0.4, 0.38021358, 0.324773262, 0.244659683, 0.155740317, 0.075626738, 0.02018642, 0.0004,
  ];
  for (const [step, rate] of inPyTorch.entries()) expect(rateAt(cycle, step)).toBeCloseTo(rate, 8);
  expect(rateAt(cycle, 99)).toBeCloseTo(0.0004, 12);
});

it('a stepped rate falls by its factor, and a constant one is constant', () => {
  expect(ratesOf({ kind: 'step', rate: 8, every: 10, factor: 0.5 }, [0, 9, 10, 25])).toEqual([8, 8, 4, 2]);
  expect(ratesOf({ kind: 'constant', rate: 0.3 }, [0, 7, 1e6])).toEqual([0.3, 0.3, 0.3]);
});

it.each([
  { kind: 'cosine', steps: 0, rate: 1, warmup: 0, end: 0 },
  { kind: 'cosine', steps: 1.5, rate: 1, warmup: 0, end: 0 },
  { kind: 'constant', rate: -1 },
  { kind: 'cosine', steps: 10, rate: 1, warmup: 1, end: 0 },
  { kind: 'oneCycle', steps: 10, rate: 1, warmup: 0, start: 0.1, end: 2 },
  { kind: 'oneCycle', steps: 10, rate: 1, warmup: 0.1, start: -1, end: 0 },
  { kind: 'cosine', steps: Number.NaN, rate: 1, warmup: 0, end: 0 },
  { kind: 'step', rate: 1, every: 0, factor: 1 },
  { kind: 'step', rate: 1, every: 1, factor: 0 },
] satisfies readonly Schedule[])('refuses %o', (schedule) => {
  expect(() => checkSchedule(schedule)).toThrow(EngineError);
});
