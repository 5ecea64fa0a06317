/**
 * What a layer does with the values it reads where that is no plain sum, as one line of arithmetic with the numbers in
 * it: `max(0, −0.3427)`. From the layer's own equation, for every kind of equation. Pure.
 */
import type { Explanation, Line, Term } from '../../layers/explain';
import type { Preprocessing } from '../../vision/preprocessing';
import { formulaAt } from '../inspect/formula';

/** More values of a window than this are left out. */
const MOST_VALUES = 4;

export type Text = (value: number) => string;

/** A line of arithmetic: `formula` writes it with every number as `text` gives it. */
export interface Step {
  readonly formula: (text: Text) => string;
  readonly result: number;
}

/** Largest or smallest of a window, the chosen value first. */
function chosen(name: 'max' | 'min', terms: readonly Term[], result: number, text: Text): string {
  const values = terms.filter(({ index }) => index !== null).map(({ value }) => value);
  const others = [...values];
  others.splice(others.indexOf(result), 1);
  const shown = [result, ...others].slice(0, MOST_VALUES).map(text);
  return `${name}(${[...shown, ...(values.length > MOST_VALUES ? ['…'] : [])].join(', ')})`;
}

/** exp(x) as a share of the sum, both less the largest; or its logarithm. */
function share(terms: readonly Term[], own: number, isLog: boolean, text: Text): string {
  const most = Math.max(...terms.map(({ value }) => value));
  const sum = terms.reduce((total, { value }) => total + Math.exp(value - most), 0);
  const x = (terms[own]?.value ?? Number.NaN) - most;
  return isLog ? `${text(x)} − ln(${text(sum)})` : `exp(${text(x)}) / ${text(sum)}`;
}

/** A formula over the results of earlier lines, with those for their names; the longest names first. */
function inserted(formula: string, lines: readonly Line[], text: Text): string {
  const named = lines.map(({ formula: line, value }) => ({ name: line.split(' = ')[0] ?? line, value }));
  return named
    .sort((a, b) => b.name.length - a.name.length)
    .reduce((whole, { name, value }) => whole.replaceAll(name, text(value)), formula);
}

/** A term after a plus or minus sign: negative ones in parentheses. */
const signed = (text: string): string => (text.startsWith('−') ? `(${text})` : text);

function formulaOf(explanation: Explanation, text: Text): string | null {
  switch (explanation.kind) {
    case 'weighted':
    case 'moved':
      return null;
    case 'window': {
      const { reduce, terms, result } = explanation;
      return reduce === 'average' ? null : chosen(reduce, terms, result, text);
    }
    case 'combined':
      if (explanation.operation === 'add') return null;
      return explanation.terms.map(({ value }) => signed(text(value))).join(' · ');
    case 'function':
      return formulaAt(explanation, explanation.term.value, text);
    case 'normalised': {
      const { term, scale, shift, mean, variance, epsilon } = explanation;
      const slope = scale / Math.sqrt(variance + epsilon);
      return `${text(slope)}·(${text(term.value)} − ${signed(text(mean))}) + ${signed(text(shift))}`;
    }
    case 'softmax':
      return share(explanation.terms, explanation.own, explanation.log, text);
    case 'derived':
      return inserted(explanation.formula, explanation.lines, text);
  }
}

/** How a pixel of a prepared input became the network's input, by its preprocessing. */
export interface Normalised {
  /** The pixel, 0 to 1: ink of a drawing, brightness of a picture. */
  readonly pixel: number;
  /** A drawing's pixel without ink. */
  readonly isBlank: boolean;
  readonly step: Step;
}

/** Rounding of the normalised value leaves this much of a pixel that was 0. */
const NOTHING = 1e-6;

/** `(0 − 0.1307) / 0.3081`, from a value of the network's input; null if normalisation changes nothing. */
export function normalisedBy(
  { kind, mean, deviation }: Preprocessing,
  channel: number,
  value: number,
): Normalised | null {
  const [shift = 0, scale = 1] = [mean[channel], deviation[channel]];
  if (shift === 0 && scale === 1) return null;
  const given = value * scale + shift;
  const pixel = Math.abs(given) < NOTHING ? 0 : given;
  const formula = (text: Text): string => `(${text(pixel)} − ${signed(text(shift))}) / ${text(scale)}`;
  return { pixel, isBlank: kind === 'drawing' && pixel === 0, step: { formula, result: (pixel - shift) / scale } };
}

/** Null where the contributions add up to the result, or the value is only passed on. */
export function stepOf(explanation: Explanation): Step | null {
  const formula = (text: Text): string => formulaOf(explanation, text) ?? '';
  return formula(String) === '' ? null : { formula, result: explanation.result };
}
