/**
 * The numbers of one step as text. The result is the engine's, rounded; products and sums are recomputed in float64 and
 * rounded so that their digits add up to it (see inspect/addUp). Each partial sum is the sum of the numbers already
 * written.
 */

import { explainFrom } from '../../insight/equation';
import { type Phase, phasesOf } from '../../insight/phases';
import type { Part, Sweep } from '../../insight/sweep';
import { partsOf, windowOf } from '../../insight/sweep';
import type { ActivationValues } from '../../kernels/activation';
import { layerOf } from '../../layers';
import type { Explanation, Product, Term } from '../../layers/explain';
import { addUp, decimalsFor, unitsOf, unitsText } from '../inspect/addUp';
import { exact, exact64 } from '../numbers';
import type { SweepValues } from './source';

export interface Step {
  readonly position: number;
  readonly explanation: Explanation;
  readonly parts: readonly Part[];
  readonly phases: readonly Phase[];
  /** Decimals of the written sums; null: every digit, if a value cannot be rounded. */
  readonly decimals: number | null;
  /** Number of terms of the whole equation up to the end of each part. */
  readonly ends: readonly number[];
  /** What each term adds to the sum, as a number and as text: its product, its exponential, or its value. */
  readonly adds: readonly (readonly number[])[];
  readonly texts: readonly (readonly string[])[];
  /** One per part. */
  readonly sums: readonly number[];
  readonly sumTexts: readonly string[];
  readonly bias: number | null;
  readonly biasText: string;
  /** The engine's result. */
  readonly result: number;
  readonly resultText: string;
  readonly activated: number | null;
  readonly activatedText: string;
  /** Parameters of the activation function applied: the following one, or the layer itself. */
  readonly activation: ActivationValues | null;
  /** The sum, largest or smallest of the first `done` terms, as a number and as text. */
  soFar(done: number): { readonly value: number; readonly text: string };
}

const isProduct = (term: Term | Product): term is Product => 'weight' in term;
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Whether the terms (for softmax, their exponentials) are added up; otherwise one is chosen, or they are combined. */
export const isSum = (explanation: Explanation): boolean =>
  explanation.kind === 'weighted' ||
  explanation.kind === 'softmax' ||
  (explanation.kind === 'window' && explanation.reduce === 'average') ||
  (explanation.kind === 'combined' && explanation.operation === 'add');

/** The total of the terms, before a mean or a share is taken. */
const wholeOf = (explanation: Explanation, result: number, sums: readonly number[]): number =>
  explanation.kind === 'window' || explanation.kind === 'softmax' ? total(sums) : result;

/** The step of output `position` of a sweep, from the values of one frame. */
export function stepOf(sweep: Sweep, values: SweepValues, position: number): Step {
  const index = sweep.first + position;
  const explanation = explainFrom(sweep.node, values.inputs, values.weights, index);
  const [result, activated] = [values.output[index] ?? Number.NaN, values.activated?.[index] ?? null];
  return stepFrom(sweep, position, explanation, result, activated);
}

/**
 * The same of an equation that is known, with the engine's result and what the activation function makes of it;
 * `digits`: of the largest number.
 */
export function stepFrom(
  sweep: Sweep,
  position: number,
  explanation: Explanation,
  result: number,
  activated: number | null,
  digits?: number,
): Step {
  const parts = partsOf(sweep, explanation, position);
  const bias = explanation.kind === 'weighted' ? explanation.bias : null;
  const applied = sweep.activation ?? sweep.node;
  const largest = explanation.kind === 'softmax' ? Math.max(...explanation.terms.map(({ value }) => value)) : null;
  const addOf = (term: Term | Product): number => {
    if (largest !== null) return Math.exp(term.value - largest);
    return isProduct(term) ? term.value * term.weight : term.value;
  };
  const adds = parts.map(({ terms }) => terms.map(addOf));
  const sums = adds.map(total);
  const added = isSum(explanation);
  const decimals = decimalsFor([...sums, bias ?? 0, result, activated ?? 0], digits);
  const write = (value: number): string =>
    decimals === null ? exact64(value) : unitsText(unitsOf(value, decimals), decimals);

  let units: readonly (readonly number[])[] | null = null;
  let biasText = bias === null ? '' : write(bias);
  if (added && decimals !== null) {
    const summands = bias === null ? sums : [...sums, bias];
    const shares = addUp(summands, unitsOf(wholeOf(explanation, result, sums), decimals), decimals);
    units = adds.map((each, part) => addUp(each, shares[part] ?? 0, decimals));
    if (bias !== null) biasText = unitsText(shares.at(-1) ?? 0, decimals);
  }
  const written = (unit: number | undefined, value: number): string =>
    units && decimals !== null ? unitsText(unit ?? 0, decimals) : write(value);
  const flat = adds.flat();
  const flatUnits = units?.flat() ?? [];

  return {
    position,
    explanation,
    parts,
    phases: phasesOf(parts, windowOf(sweep).columns, { bias: bias !== null, activation: activated !== null }),
    decimals,
    ends: parts.map((_, part) => total(parts.slice(0, part + 1).map(({ terms }) => terms.length))),
    adds,
    texts: adds.map((each, part) => each.map((value, tap) => written(units?.[part]?.[tap], value))),
    sums,
    sumTexts: sums.map((sum, part) => written(total(units?.[part] ?? []), sum)),
    bias,
    biasText,
    result,
    resultText: write(result),
    activated,
    activatedText: activated === null ? '' : write(activated),
    activation: layerOf(applied.type).activation?.(applied.attributes) ?? null,
    soFar(done) {
      const first = flat.slice(0, done);
      if (added) return { value: total(first), text: written(total(flatUnits.slice(0, done)), total(first)) };
      if (explanation.kind === 'window') {
        const read = parts
          .flatMap(({ terms }) => terms)
          .slice(0, done)
          .filter((term) => term.index !== null);
        const best = read.map(({ value }) => value);
        const value = explanation.reduce === 'max' ? Math.max(...best) : Math.min(...best);
        return { value, text: write(value) };
      }
      const value = first.at(-1) ?? Number.NaN;
      return { value, text: exact(value) };
    },
  };
}

/** How many terms of the whole equation the first `phase` phases show, and the part containing the last. */
export function progress(
  phases: readonly Phase[],
  phase: number,
): {
  readonly done: number;
  readonly part: number;
  readonly bias: boolean;
  readonly result: boolean;
  readonly activation: boolean;
} {
  let [done, part] = [0, 0];
  const seen = phases.slice(0, phase);
  for (const each of seen) if (each.kind === 'terms') [done, part] = [each.done, each.part];
  const has = (kind: Phase['kind']): boolean => seen.some((each) => each.kind === kind);
  return { done, part, bias: has('bias'), result: has('result'), activation: has('activation') };
}
