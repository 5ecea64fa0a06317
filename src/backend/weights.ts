/** Which tensors of a plan need values before the first run, and the check that they are present. */
import { EngineError } from '../core/errors';
import type { Plan, PlanTensor, Weights } from './types';

/** A training step changes what it reads, so its kernels cannot be timed by repeating them. */
export function refuseTraining(plan: Plan): void {
  if (plan.mode === 'train') throw new EngineError('unsupported', 'only a plan for inference can be profiled');
}

/**
 * Passes the values of every tensor in a `weight` or `state` arena to `put`. In a training plan states may be missing,
 * since they start at zero, and the range of all parameters is given by its parts. Throws EngineError('weights') when
 * one is missing or has the wrong size.
 */
export function weightsInto(
  plan: Plan,
  weights: Weights,
  put: (tensor: PlanTensor, values: Float32Array) => void,
): void {
  for (const tensor of plan.tensors) {
    const kind = plan.arenas[tensor.arena]?.kind;
    if (kind === undefined || kind === 'map' || tensor.id === plan.training?.parameters) continue;
    const values = weights.get(tensor.name);
    if (!values && kind === 'state' && plan.mode === 'train') continue;
    if (values?.length !== tensor.length) {
      const details = { expected: `${tensor.length} values`, got: values ? values.length : 'none' };
      throw new EngineError('weights', tensor.name, details);
    }
    put(tensor, values);
  }
}
