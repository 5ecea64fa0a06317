/**
 * The effect of a preprocessing step: the answers with and without it, all other switches unchanged. Computed by a
 * second program of the same network, from the drawing or picture on the page.
 */

import type { Weights } from '../../backend/types';
import type { PreprocessingStep } from '../choices';
import type { Jobs } from '../jobs/jobs';
import type { Network } from '../network';
import type { InputState } from './input';
import type { InputPipeline } from './pipeline';

export interface Likeliest {
  /** Class index. */
  readonly index: number;
  readonly probability: number;
}

export interface StepWorth {
  readonly step: PreprocessingStep;
  /** Answers with the step on and off; null where there would be no input. */
  readonly on: Likeliest | null;
  readonly off: Likeliest | null;
}

/** The likeliest class; null if there are no probabilities. */
export function likeliest(probabilities: Float32Array): Likeliest | null {
  let index = -1;
  for (let i = 0; i < probabilities.length; i++) {
    if (index < 0 || (probabilities[i] as number) > (probabilities[index] as number)) index = i;
  }
  return index < 0 ? null : { index, probability: probabilities[index] as number };
}

/** The effect of each of `steps`. Null without input, or if another network has taken over meanwhile. */
export async function worthOf(
  jobs: Pick<Jobs, 'start'>,
  { network, weights }: { readonly network: Network; readonly weights: Weights },
  pipeline: Pick<InputPipeline, 'otherwise'>,
  switches: InputState['steps'],
  steps: readonly PreprocessingStep[],
): Promise<readonly StepWorth[] | null> {
  const now = pipeline.otherwise(switches);
  if (!now) return null;
  // Prepare all inputs before awaiting anything, so that all are of the same drawing.
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
