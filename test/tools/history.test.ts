/** The history of a run: which moments, and what its file holds. */
import { expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/formats/safetensors';
import type { Evaluation } from '../../src/train/evaluate';
import { initialWeights } from '../../src/train/initialise';
import { encodeHistory, snapshotOf, snapshotSteps } from '../../tools/train/history';
import { digitsSpec } from '../../tools/train/specs';

it.each([13_200, 550, 25])('moments lie between nothing and the last of %i steps, ever wider apart', (count) => {
  const steps = [...snapshotSteps(count)];
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(count);
  const gaps = steps.slice(1).map((step, i) => step - (steps[i] ?? 0));
  // A rounded cube is not strictly convex.
  for (const [i, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual((gaps[i - 1] ?? 0) - 1);
});

it('a file holds one layer’s weights in their shapes, and what was measured', () => {
  const weights = initialWeights(digitsSpec, 1);
  const measured = { accuracy: 0.5, negativeLogLikelihood: 1.25 } as Evaluation;
  const history = new Map([[7, snapshotOf('conv1', weights, measured)]]);
  const { tensors, metadata } = decodeSafetensors(encodeHistory(digitsSpec, 'conv1', history));
  expect([...tensors.keys()].sort()).toEqual(['7/conv1.bias', '7/conv1.weight', '7/test']);
  expect(tensors.get('7/conv1.weight')).toEqual({ shape: [8, 1, 5, 5], values: weights.get('conv1.weight') });
  expect([...(tensors.get('7/test')?.values ?? [])]).toEqual([0.5, 1.25]);
  expect(metadata.get('layer')).toBe('conv1');
});
