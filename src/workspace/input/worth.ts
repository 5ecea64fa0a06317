/**
 * What a step of preprocessing is worth: the answer with it and without it, all other switches as they are. Computed on
 * a second program of the same network, from the very drawing or picture that the page shows.
 */

import type { Weights } from '../../backend/types';
import type { PreprocessingStep } from '../choices';
import type { Jobs } from '../jobs/jobs';
import type { Network } from '../network';
import type { InputState } from './input';
import type { InputPipeline } from './pipeline';

export interface Likeliest {
  /** Index of the class. */
  readonly index: number;
  readonly probability: number;
}

export interface StepWorth {
  readonly step: PreprocessingStep;
  /** The answers; null where there would be nothing to see. */
  readonly on: Likeliest | null;
  readonly off: Likeliest | null;
}

/** The likeliest class of probabilities; null of none. */
export function likeliest(probabilities: Float32Array): Likeliest | null {
  let index = -1;
  for (let i = 0; i < probabilities.length; i++) {
    if (index < 0 || (probabilities[i] as number) > (probabilities[index] as number)) index = i;
  }
  return index < 0 ? null : { index, probability: probabilities[index] as number };
}

/** The worth of each of `steps`. Null when nothing is shown to the network, or another one has taken over meanwhile. */
export async function worthOf(
  jobs: Pick<Jobs, 'start'>,
  { network, weights }: { readonly network: Network; readonly weights: Weights },
  pipeline: Pick<InputPipeline, 'otherwise'>,
  switches: InputState['steps'],
  steps: readonly PreprocessingStep[],
): Promise<readonly StepWorth[] | null> {
  const now = pipeline.otherwise(switches);
  if (!now) return null;
  // All inputs are prepared before anything is awaited: they are of one and the same drawing.
  const flipped = steps.map((step) => pipeline.otherwise({ ...switches, [step]: !switches[step] }));
  const inputs = [now, ...flipped.flatMap((input) => input ?? [])];
  const results = await jobs.start({
    subject: { network, weights },
    work: ({ batch }) => batch(inputs.length, (i) => inputs[i] ?? now),
  });
  if (!results) return null;
  const [current = null, ...others] = results.map(({ output }) => likeliest(output));
  return steps.map((step, i) => {
    const other = flipped[i] ? (others.shift() ?? null) : null;
    return switches[step] ? { step, on: current, off: other } : { step, on: other, off: current };
  });
}
