/** A network's output, for display: probabilities, or plain values. */
import type { OutputMeaning } from './catalogue/records';

export interface Said {
  /** One probability per class; null if the values are not probabilities. */
  readonly answer: readonly number[] | null;
  /** The values, if they are not probabilities; else null. */
  readonly values: readonly number[] | null;
}

export const nothingSaid: Said = { answer: null, values: null };

/** exp(x - max) over its sum, which avoids overflow in float64; NaN stays NaN. */
export function softmax(logits: readonly number[]): readonly number[] {
  const most = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** `output` is a copy of the plan's output. */
export function saidBy(output: Float32Array, meaning: OutputMeaning): Said {
  const values = Array.from(output);
  if (meaning === 'values') return { answer: null, values };
  return { answer: meaning === 'logits' ? softmax(values) : values, values: null };
}
