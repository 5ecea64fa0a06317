/**
 * A value's equation as plain text, with every digit: a line a channel of a convolution, one line of anything else, the
 * result last. In mathematics only, so that it needs no language; `name` and `placeOf` name the value and its sources.
 */
import type { Term } from '../../layers/explain';
import { exact, exact64 } from '../numbers';
import { pixelAtIndex } from '../selection';
import type { StageLayer } from '../stage/layers';
import type { StagePixel } from '../stage/pointer';
import { formulaAt } from './formula';
import type { Equation, ValueReading } from './reading';

export type PlaceOf = (pixel: StagePixel, layer: StageLayer) => string;

/** A factor or a summand: negative ones in brackets. */
const bracketed = (text: string): string => (text.startsWith('−') ? `(${text})` : text);
const written = (value: number): string => bracketed(exact(value));
const sumOf = (values: readonly number[]): string => values.map(written).join(' + ');

function linesOf(equation: Equation, placeOf: PlaceOf): readonly string[] {
  const { explanation, sources } = equation;
  const from = ({ input, index }: Term): string => {
    const layer = sources[input]?.layer;
    return layer && index !== null ? placeOf(pixelAtIndex(layer, index), layer) : '';
  };
  switch (explanation.kind) {
    case 'weighted': {
      const { parts, bias } = explanation;
      const source = sources[0]?.layer;
      return [
        ...parts.map((part) => {
          const products = part.map(({ value, weight }) => `${written(value)} × ${written(weight)}`);
          const sum = part.reduce((all, { value, weight }) => all + value * weight, 0);
          const read = part.find(({ index }) => index !== null)?.index ?? null;
          const map = source?.form === 'maps' && read !== null ? ` ${pixelAtIndex(source, read).channel}` : '';
          return `${source?.id ?? ''}${map}: ${products.join(' + ')} = ${exact64(sum)}`;
        }),
        ...(bias === null ? [] : [`+ ${written(bias)}`]),
      ];
    }
    case 'window': {
      const values = explanation.terms.map(({ value }) => value);
      if (explanation.reduce === 'average') return [`(${sumOf(values)}) ÷ ${explanation.divisor}`];
      return [`${explanation.reduce}(${values.map(exact).join(', ')})`];
    }
    case 'function':
      return [`x: ${from(explanation.term)}`, formulaAt(explanation, explanation.term.value, written)];
    case 'normalised': {
      const { term, scale, shift, mean, variance, epsilon } = explanation;
      const [x, m, v, e] = [exact(term.value), written(mean), exact(variance), exact(epsilon)];
      return [`x: ${from(term)}`, `${written(scale)} × (${x} − ${m}) ÷ √(${v} + ${e}) + ${written(shift)}`];
    }
    case 'combined':
      return [
        explanation.terms.map(({ value }) => written(value)).join(explanation.operation === 'add' ? ' + ' : ' × '),
      ];
    case 'moved':
      return [from(explanation.term)];
    case 'softmax': {
      const { terms, own, log } = explanation;
      const exps = terms.map(({ value }) => `exp(${exact(value)})`);
      const share = `${exps[own] ?? ''} ÷ (${exps.join(' + ')})`;
      return [log ? `ln(${share})` : share];
    }
    case 'derived':
      return [
        explanation.formula,
        ...explanation.terms.map((term) => `${from(term)}: ${exact(term.value)}`),
        ...explanation.lines.map(({ formula, value }) => `${formula} = ${exact64(value)}`),
      ];
  }
}

export function valueText({ equation, computed, next, layer, pixel }: ValueReading, placeOf: PlaceOf): string {
  const lines = [placeOf(pixel, layer)];
  if (!equation) return [...lines, `= ${exact(computed)}`].join('\n');
  lines.push(...linesOf(equation, placeOf).filter((line) => line !== ''), `= ${exact64(equation.explanation.result)}`);
  const then = next?.equation?.explanation;
  if (next && then?.kind === 'function') {
    lines.push(`${next.layer.id}: ${formulaAt(then, computed, written)} = ${exact(next.computed)}`);
  }
  return lines.join('\n');
}
