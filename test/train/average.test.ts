/** The moving average of weights. */
import { describe, expect, it } from 'vitest';
import { WeightAverage } from '../../src/train/average';

const one = (value: number) => new Map([['w', Float32Array.of(value, -value)]]);

describe('the moving average of weights', () => {
  it('starts as the first weights, copied', () => {
    const average = new WeightAverage(0.9);
    const weights = one(2);
    average.update(weights);
    weights.get('w')?.fill(7);
    expect(average.weights.get('w')).toEqual(Float32Array.of(2, -2));
  });

  it('moves with a short memory at first, and with the given decay later', () => {
    const average = new WeightAverage(0.5);
    average.update(one(0));
    average.update(one(1));
    // The second update has decay (1 + 1) / (10 + 1).
    expect(average.weights.get('w')?.[0]).toBeCloseTo(9 / 11, 6);
    for (let i = 0; i < 20; i++) average.update(one(0));
    average.update(one(1));
    expect(average.weights.get('w')?.[0]).toBeCloseTo(0.5, 3);
  });

  it('comes to constant weights and stays there', () => {
    const average = new WeightAverage(0.99);
    for (let i = 0; i < 50; i++) average.update(one(3));
    expect(average.weights.get('w')).toEqual(Float32Array.of(3, -3));
  });

  it('goes on from where it was restored', () => {
    const [whole, first, second] = [new WeightAverage(0.95), new WeightAverage(0.95), new WeightAverage(0.95)];
    for (let i = 0; i < 40; i++) {
      whole.update(one(Math.sin(i)));
      if (i < 25) first.update(one(Math.sin(i)));
    }
    second.restore(first.weights, first.count);
    for (let i = 25; i < 40; i++) second.update(one(Math.sin(i)));
    expect(second.weights).toEqual(whole.weights);
    expect(second.count).toBe(40);
  });
});
