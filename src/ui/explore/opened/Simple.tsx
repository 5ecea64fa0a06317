/**
 * The short equations: an activation function, batch normalisation, the sum or product of branches, any other formula,
 * or a moved value.
 */
import { useTranslation } from 'react-i18next';
import type { Explanation } from '../../../layers/explain';
import { addUp, unitsOf, unitsText } from '../../../workspace/inspect/addUp';
import { formulaOf } from '../../../workspace/inspect/formula';
import type { Equation } from '../../../workspace/inspect/reading';
import { exact, exact64 } from '../../../workspace/numbers';
import { FunctionGraph } from '../../player/FunctionGraph';
import { inDecimals, useDecimals } from './display';
import { Rounding } from './Rounding';
import { SumRows } from './SumRows';
import { From, TermRow } from './TermRow';

interface Props<K extends Explanation['kind']> {
  readonly equation: Equation;
  readonly explanation: Extract<Explanation, { kind: K }>;
  readonly resultName: string;
}

export function FunctionOf({ equation, explanation, resultName }: Props<'function'>) {
  const { term, result } = explanation;
  const decimals = useDecimals([term.value, result]);
  return (
    <>
      <p className="opened-formula">f(x) = {formulaOf(explanation)}</p>
      <FunctionGraph
        activation={explanation}
        most={equation.sources[term.input]?.extent ?? Math.abs(term.value)}
        value={term.value}
      />
      <From layer={equation.sources[term.input]?.layer} term={term} />
      <SumRows
        rows={[
          {
            name: 'x',
            text: decimals === null ? exact(term.value) : inDecimals(term.value, decimals),
            value: term.value,
            kind: 'note',
          },
          { name: resultName, text: inDecimals(result, decimals), value: result, kind: 'total' },
        ]}
      />
    </>
  );
}

export function Normalised({ equation, explanation, resultName }: Props<'normalised'>) {
  const { t } = useTranslation();
  const { term, scale, shift, mean, variance, epsilon, result } = explanation;
  const slope = (scale * (term.value - mean)) / Math.sqrt(variance + epsilon);
  const decimals = useDecimals([slope, shift, result]);
  const units = decimals === null ? null : addUp([slope, shift], unitsOf(result, decimals), decimals);
  const text = (value: number, at: 0 | 1): string =>
    units === null || decimals === null ? exact64(value) : unitsText(units[at] ?? 0, decimals);
  const note = (name: string, value: number) => ({ name, text: exact(value), value, kind: 'note' }) as const;
  return (
    <>
      <p className="opened-formula">γ (x − μ) / √(σ² + ε) + β</p>
      <From layer={equation.sources[term.input]?.layer} term={term} />
      <SumRows
        rows={[
          note('x', term.value),
          note(`γ, ${t('opened.scale')}`, scale),
          note(`μ, ${t('opened.meanName')}`, mean),
          note(`σ², ${t('opened.variance')}`, variance),
          note(`ε, ${t('opened.epsilon')}`, epsilon),
          { name: 'γ (x − μ) / √(σ² + ε)', text: text(slope, 0), value: slope, kind: 'term' },
          { name: `β, ${t('opened.shift')}`, text: text(shift, 1), value: shift, kind: 'term' },
          { name: resultName, text: inDecimals(result, decimals), value: result, kind: 'total' },
        ]}
      />
      <Rounding decimals={decimals} />
    </>
  );
}

export function Combined({ equation, explanation, resultName }: Props<'combined'>) {
  const { terms, operation, result } = explanation;
  const values = terms.map(({ value }) => value);
  const decimals = useDecimals([...values, result]);
  const isSum = operation === 'add';
  const units = isSum && decimals !== null ? addUp(values, unitsOf(result, decimals), decimals) : null;
  return (
    <>
      <ol className="product-list">
        {terms.map((term) => (
          <TermRow
            key={term.input}
            term={term}
            layer={equation.sources[term.input]?.layer}
            factors={term.input === 0 ? '' : isSum ? '+' : '×'}
            amount={term.value}
            text={units && decimals !== null ? unitsText(units[term.input] ?? 0, decimals) : exact(term.value)}
            testId="sum-term"
          />
        ))}
      </ol>
      <SumRows rows={[{ name: resultName, text: inDecimals(result, decimals), value: result, kind: 'total' }]} />
      {isSum && <Rounding decimals={decimals} />}
    </>
  );
}

/** Line by line: each formula and its result. */
export function Derived({ equation, explanation, resultName }: Props<'derived'>) {
  const { terms, lines, formula, result } = explanation;
  const decimals = useDecimals([result]);
  return (
    <>
      <p className="opened-formula">{formula}</p>
      <ol className="product-list">
        {terms.map((term) => (
          <TermRow
            key={`${term.input} ${term.index}`}
            term={term}
            layer={equation.sources[term.input]?.layer}
            amount={term.value}
            text={exact(term.value)}
            testId="sum-term"
          />
        ))}
      </ol>
      <SumRows
        rows={[
          ...lines.map(
            (line) => ({ name: line.formula, text: exact64(line.value), value: line.value, kind: 'note' }) as const,
          ),
          { name: resultName, text: inDecimals(result, decimals), value: result, kind: 'total' },
        ]}
      />
    </>
  );
}

export function Moved({ equation, explanation }: Props<'moved'>) {
  const { t } = useTranslation();
  const { term } = explanation;
  return (
    <p className="muted">
      {t(term.index === null ? 'opened.movedConstant' : 'opened.moved')}{' '}
      <From layer={equation.sources[term.input]?.layer} term={term} />
    </p>
  );
}
