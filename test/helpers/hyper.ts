/** The scalars of a training step, for tests that run one by hand. */
import { hyperLength } from '../../src/kernels/hyper';
import { type OptimiserSpec, type StepScalars, writeHyper } from '../../src/train/optimiser';

/** An optimiser's scalars for step `done` (from 0). */
export function hyperOf(optimiser: OptimiserSpec, done: number, rate: number, more: Partial<StepScalars> = {}) {
  const hyper = new Float32Array(hyperLength);
  writeHyper(hyper, 0, { done, draw: done, row: 0, rate, clip: 1, smoothing: 0, ...more }, optimiser);
  return hyper;
}

export const sgd: OptimiserSpec = { kind: 'sgd', decay: 0 };

/** One of each kind, with and without decay. */
export const optimisers: readonly OptimiserSpec[] = [
  sgd,
  { kind: 'sgd', decay: 0.02 },
  { kind: 'momentum', momentum: 0.9, decay: 0.02 },
  { kind: 'nesterov', momentum: 0.8, decay: 0.02 },
  { kind: 'nesterov', momentum: 0.8, decay: 0.02, decoupled: true },
  { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-7, decay: 0.02 },
  { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-7, decay: 0.02 },
];
