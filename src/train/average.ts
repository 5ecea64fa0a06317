/**
 * Exponential moving average of the weights (Polyak averaging): average += (1 - decay) (weights - average). The average
 * of the last few hundred steps predicts better than the weights of any one step.
 */
import type { Weights } from '../backend/types';

export class WeightAverage {
  private readonly values = new Map<string, Float32Array>();
  private updates = 0;

  /** `decay`: the factor of one update, just below 1. */
  constructor(private readonly decay: number) {}

  /** Number of updates so far; 0 means there is no average yet. */
  get count(): number {
    return this.updates;
  }

  /**
   * Adds the current weights to the average. Early on the memory is shorter, (1 + n) / (10 + n), so that the random
   * initial weights are soon forgotten.
   */
  update(weights: Weights): void {
    const decay = Math.min(this.decay, (1 + this.updates) / (10 + this.updates));
    for (const [name, values] of weights) {
      const average = this.values.get(name);
      if (!average) {
        this.values.set(name, values.slice());
        continue;
      }
      for (let i = 0; i < values.length; i++) {
        const old = average[i] as number;
        average[i] = old + (1 - decay) * ((values[i] as number) - old);
      }
    }
    this.updates += 1;
  }

  /** The average; the same arrays until the next update. */
  get weights(): Weights {
    return this.values;
  }

  /** Restores an average of `count` updates; copies it. */
  restore(weights: Weights, count: number): void {
    this.values.clear();
    for (const [name, values] of weights) this.values.set(name, values.slice());
    this.updates = count;
  }
}
