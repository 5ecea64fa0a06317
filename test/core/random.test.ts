/** Random numbers repeat by seed, go on from a saved state, and follow their distributions. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random';

describe('Random', () => {
  it('repeats a seed, and differs between seeds', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 8 },
        (
          (r) => () =>
            r.uint32()
        )(new Random(seed)),
      );
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('goes on from a saved state', () => {
    const random = new Random(9);
    random.normal();
    const state = random.save();
    const ahead = [random.uniform(), random.normal(), random.below(1000)];
    random.restore(state);
    expect([random.uniform(), random.normal(), random.below(1000)]).toEqual(ahead);
  });

  it('has the moments of its distributions', () => {
    const random = new Random(3);
    const n = 100_000;
    const moments = (draw: () => number) => {
      let [sum, squares] = [0, 0];
      for (let i = 0; i < n; i++) {
        const v = draw();
        sum += v;
        squares += v * v;
      }
      return { mean: sum / n, variance: squares / n - (sum / n) ** 2 };
    };
    const uniform = moments(() => random.uniform());
    expect(uniform.mean).toBeCloseTo(0.5, 2);
    expect(uniform.variance).toBeCloseTo(1 / 12, 2);
    const normal = moments(() => random.normal());
    expect(normal.mean).toBeCloseTo(0, 1);
    expect(normal.variance).toBeCloseTo(1, 1);
  });

  it('shuffles without losing anything, and not into order', () => {
    const items = Array.from({ length: 100 }, (_, i) => i);
    const shuffled = new Random(5).shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
  });
});
