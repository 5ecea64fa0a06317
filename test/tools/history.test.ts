/** The history of a run: which moments, and what its file holds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/formats/safetensors';
import type { Evaluation } from '../../src/train/evaluate';
import { initialWeights } from '../../src/train/initialise';
import { encodeHistory, keptOf, rounded, snapshotOf, snapshotSteps } from '../../tools/train/history';
import { digitsSpec } from '../../tools/train/specs';

it.each([13_200, 550, 25])('moments lie between nothing and the last of %i steps, ever wider apart', (count) => {
  const steps = [...snapshotSteps(count)];
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(count);
  const gaps = steps.slice(1).map((step, i) => step - (steps[i] ?? 0));
  // A rounded cube is not strictly convex.
  for (const [i, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual((gaps[i - 1] ?? 0) - 1);
});

it('two files hold the weights in their shapes, one layer’s with what was measured, the others’ but for the last', () => {
  const weights = keptOf('conv1', initialWeights(digitsSpec, 1));
  const measured = { accuracy: 0.5, negativeLogLikelihood: 1.25 } as Evaluation;
  const history = new Map([7, 9].map((step) => [step, snapshotOf(weights, measured)]));
  const { layer, others } = encodeHistory(digitsSpec, 'conv1', history);
  const { tensors, metadata } = decodeSafetensors(layer);
  expect([...tensors.keys()].sort()).toEqual(
    [7, 9].flatMap((step) => [`${step}/conv1.bias`, `${step}/conv1.weight`, `${step}/test`]),
  );
  expect(tensors.get('7/conv1.weight')).toEqual({ shape: [8, 1, 5, 5], values: weights.get('conv1.weight') });
  expect([...(tensors.get('7/test')?.values ?? [])]).toEqual([0.5, 1.25]);
  expect(metadata.get('layer')).toBe('conv1');
  const rest = decodeSafetensors(others).tensors;
  expect([...rest.keys()].sort()).toEqual(
    ['conv2', 'dense1', 'dense2'].flatMap((name) => [`7/${name}.bias`, `7/${name}.weight`]),
  );
  expect(rest.get('7/dense2.weight')?.values).toEqual(weights.get('dense2.weight'));
});

it('numbers are rounded to the nearest bfloat16, and ties to even', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, min: Math.fround(-1e30), max: Math.fround(1e30) }), (value) => {
      const [near = Number.NaN] = rounded(Float32Array.of(value));
      const [bits = 0] = new Uint32Array(Float32Array.of(near).buffer);
      expect(bits & 0xffff).toBe(0);
      // Eight bits of mantissa: half a unit in the last place at most.
      expect(Math.abs(near - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) * 2 ** -8, 1e-38));
    }),
  );
  expect([...rounded(Float32Array.of(1 + 2 ** -8, 1 + 3 * 2 ** -8))]).toEqual([1, 1 + 2 ** -6]);
});
