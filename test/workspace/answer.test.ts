/** What a network's last values say, by what they mean. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saidBy, softmax } from '../../src/workspace/answer';

test('probabilities are given as they are, and plain values are no probabilities', () => {
  const output = Float32Array.of(0.25, 0.75);
  expect(saidBy(output, 'probabilities')).toEqual({ answer: [0.25, 0.75], values: null });
  expect(saidBy(Float32Array.of(-3, 12), 'values')).toEqual({ answer: null, values: [-3, 12] });
});

test('logits become probabilities whose logarithms differ as the logits do', () => {
  const finite = fc.float({ min: -200, max: 200, noNaN: true });
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (logits) => {
      const { answer } = saidBy(Float32Array.from(logits), 'logits');
      expect(answer?.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      const [first = 0] = answer ?? [];
      for (const [k, value] of (answer ?? []).entries()) {
        if (first > 1e-80 && value > 1e-80) {
          expect(Math.log(value / first)).toBeCloseTo((logits[k] ?? 0) - (logits[0] ?? 0), 6);
        }
      }
    }),
  );
  expect(softmax([1000, 1000, -1000])).toEqual([0.5, 0.5, 0]);
});
