/**
 * Optimisers as plain records, and a step's scalars from them. `decay` is the factor that each optimiser's paper names:
 * added to the gradient (L2) for gradient descent and Adam, taken from the weights themselves for AdamW, and, with
 * `decoupled`, for momentum too (SGDW of the same paper: Loshchilov and Hutter, 2019).
 */
import { EngineError } from '../core/errors';
import { hyperSlots } from '../kernels/hyper';

export type OptimiserSpec =
  | { readonly kind: 'sgd'; readonly decay: number }
  | {
      readonly kind: 'momentum' | 'nesterov';
      readonly momentum: number;
      readonly decay: number;
      readonly decoupled?: boolean;
    }
  | {
      readonly kind: 'adam' | 'adamw';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly decay: number;
    };

/** Throws EngineError('attribute') for numbers that mean nothing: a decay below 0, a momentum or beta of 1 or more. */
export function checkOptimiser(spec: OptimiserSpec): void {
  const { kind, decay, ...rest } = spec;
  const { momentum = 0, beta1 = 0, beta2 = 0, epsilon = 1 } = rest as Record<string, number>;
  const isShare = (value: number): boolean => value >= 0 && value < 1;
  if (decay >= 0 && epsilon > 0 && [momentum, beta1, beta2].every(isShare)) return;
  throw new EngineError('attribute', `optimiser ${kind}`, {
    expected: 'a decay from 0, momentum and betas of 0 to below 1, an epsilon above 0',
    got: JSON.stringify(spec),
  });
}

/** What changes from step to step, besides the optimiser's own numbers. */
export interface StepScalars {
  /** Steps done before this one. */
  readonly done: number;
  /** A whole number below 2^24: what dropout draws from. */
  readonly draw: number;
  /** Which row of the records the step writes. */
  readonly row: number;
  readonly rate: number;
  /** Largest norm of the whole gradient. */
  readonly clip: number;
  readonly smoothing: number;
}

/** Writes a step's scalars from `at` on. */
export function writeHyper(into: Float32Array, at: number, step: StepScalars, optimiser: OptimiserSpec): void {
  const { kind, decay } = optimiser;
  const isAdam = kind === 'adam' || kind === 'adamw';
  const decoupled = kind === 'adamw' || ('decoupled' in optimiser && optimiser.decoupled === true);
  const values: { readonly [name in keyof typeof hyperSlots]: number } = {
    draw: step.draw,
    row: step.row,
    rate: step.rate,
    decay: decoupled ? 0 : decay,
    shrink: decoupled ? decay : 0,
    momentum: isAdam ? optimiser.beta1 : 'momentum' in optimiser ? optimiser.momentum : 0,
    momentum2: isAdam ? optimiser.beta2 : 0,
    epsilon: isAdam ? optimiser.epsilon : 0,
    correction1: isAdam ? 1 / (1 - optimiser.beta1 ** (step.done + 1)) : 1,
    correction2: isAdam ? 1 / (1 - optimiser.beta2 ** (step.done + 1)) : 1,
    clip: step.clip,
    smoothing: step.smoothing,
  };
  for (const [name, slot] of Object.entries(hyperSlots)) into[at + slot] = values[name as keyof typeof hyperSlots];
}
