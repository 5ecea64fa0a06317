/**
 * The scalars of a training step: the small `hyper` tensor that kernels read whatever changes between steps from, so
 * that their calls stay constant. The training loop computes them in float64.
 */
export const hyperSlots = {
  /** A whole number below 2^24, another in each step: what dropout draws from. */
  draw: 0,
  /** Which row of the step's records to write. */
  row: 1,
  rate: 2,
  /** Weight decay added to the gradient (L2), and decay taken from the weight itself (decoupled). */
  decay: 3,
  shrink: 4,
  /** Momentum, or Adam's beta1; and beta2. */
  momentum: 5,
  momentum2: 6,
  epsilon: 7,
  /** Adam's 1 / (1 - beta^t), t being the number of the step from 1. */
  correction1: 8,
  correction2: 9,
  /** Largest norm of the whole gradient. */
  clip: 10,
  /** Label smoothing. */
  smoothing: 11,
} as const;

export type HyperSlot = keyof typeof hyperSlots;
export const hyperLength = 12;
