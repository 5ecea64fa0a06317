/**
 * One step of a sweep, in phases: the products appear (several at a time where there are many), the bias is added, the
 * sum lands in the output, and the activation function is applied. Pure.
 */
import type { Part } from './sweep';

/** Ends with `done` terms of the whole equation shown, the last of them in part `part`. */
export interface TermsPhase {
  readonly kind: 'terms';
  readonly part: number;
  readonly done: number;
}

export type Phase =
  | TermsPhase
  | { readonly kind: 'bias' }
  | { readonly kind: 'result' }
  | { readonly kind: 'activation' };

/** Maximum number of term phases per step: nobody would watch more. */
const MOST = 48;

/**
 * The phases of one output value. If there are few terms they come one by one; otherwise by window rows, by planes, or
 * by several planes at once.
 */
export function phasesOf(
  parts: readonly Part[],
  columns: number,
  has: { readonly bias: boolean; readonly activation: boolean },
): readonly Phase[] {
  const lengths = parts.map(({ terms }) => terms.length);
  const longest = Math.max(1, ...lengths);
  const steps = (size: number): number => lengths.reduce((sum, length) => sum + Math.ceil(length / size), 0);
  const size = [1, columns].find((candidate) => steps(candidate) <= MOST) ?? longest;
  const together = Math.ceil(parts.length / MOST);
  const phases: Phase[] = [];
  let before = 0;
  lengths.forEach((length, part) => {
    const isShown = size < longest || (part + 1) % together === 0 || part === lengths.length - 1;
    for (let done = size; isShown && done < length + size; done += size) {
      phases.push({ kind: 'terms', part, done: before + Math.min(done, length) });
    }
    before += length;
  });
  if (has.bias) phases.push({ kind: 'bias' });
  phases.push({ kind: 'result' });
  if (has.activation) phases.push({ kind: 'activation' });
  return phases;
}
