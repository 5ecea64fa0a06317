/** What a network's last values say, for display: probabilities, or plain values that are none. */
import type { OutputMeaning } from './catalogue/records';

export interface Said {
  /** One probability a class; null where the values are none. */
  readonly answer: readonly number[] | null;
  /** The values themselves where they are no probabilities; else null. */
  readonly values: readonly number[] | null;
}

export const nothingSaid: Said = { answer: null, values: null };

/** exp(x - max) over its sum, so that no power is too large for a float64; what is not a number stays so. */
export function softmax(logits: readonly number[]): readonly number[] {
  const most = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** `output` is the plan's output, copied. */
export function saidBy(output: Float32Array, meaning: OutputMeaning): Said {
  const values = Array.from(output);
  if (meaning === 'values') return { answer: null, values };
  return { answer: meaning === 'logits' ? softmax(values) : values, values: null };
}
