/**
 * What a step of preprocessing is worth: the answer with it and without it, all other switches as they are. Computed on
 * a second program of the same network, from the very drawing or picture that the page shows.
 */

import type { PreprocessingStep } from '../choices';
import type { Network } from '../network';
import type { Shadow } from '../shadow';
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

/**
 * The worth of each of `steps`. Null when nothing is shown to the network, or the second program could not run (which
 * has been said then).
 */
export async function worthOf(
  shadow: Pick<Shadow, 'run'>,
  network: Network,
  pipeline: Pick<InputPipeline, 'otherwise'>,
  switches: InputState['steps'],
  steps: readonly PreprocessingStep[],
): Promise<readonly StepWorth[] | null> {
  const now = pipeline.otherwise(switches);
  if (!now) return null;
  // All inputs are prepared before anything is awaited: they are of one and the same drawing.
  const flipped = steps.map((step) => ({ step, input: pipeline.otherwise({ ...switches, [step]: !switches[step] }) }));
  const answer = async (input: Float32Array): Promise<Likeliest | null> => {
    const result = await shadow.run(input, { network });
    return result && likeliest(result.output);
  };
  const current = await answer(now);
  if (!current) return null;
  const worth: StepWorth[] = [];
  for (const { step, input } of flipped) {
    const other = input && (await answer(input));
    worth.push(switches[step] ? { step, on: current, off: other } : { step, on: other, off: current });
  }
  return worth;
}
