/** Target distributions. */
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { writeTarget } from '../../src/train/targets';

describe('targets', () => {
  it('are one-hot without smoothing, in their own row', () => {
    const into = new Float32Array(6).fill(9);
    writeTarget(into, 1, 2, 3, 0);
    expect(into).toEqual(Float32Array.of(9, 9, 9, 0, 0, 1));
  });

  it('spread the smoothing evenly and still sum to one', () => {
    const into = new Float32Array(10);
    writeTarget(into, 0, 4, 10, 0.1);
    expect(into[4]).toBeCloseTo(0.91, 6);
    expect(into[0]).toBeCloseTo(0.01, 6);
    expect(into.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
  });

  it.each([-1, 3, 0.5])('refuse label %s of three classes', (label) => {
    expect(() => writeTarget(new Float32Array(3), 0, label, 3, 0)).toThrow(EngineError);
  });
});
