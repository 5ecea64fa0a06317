/** Softmax by definition: exp of each logit, divided by the sum of all of them. */
import { useTranslation } from 'react-i18next';
import type { Explanation } from '../../../layers/explain';
import { addUp, unitsOf, unitsText } from '../../../workspace/inspect/addUp';
import type { Equation } from '../../../workspace/inspect/reading';
import { exact, exact64, rounded } from '../../../workspace/numbers';
import { inDecimals, useDecimals, useDisplay } from './display';
import { Rounding } from './Rounding';
import { type SumRow, SumRows } from './SumRows';
import { TermRow } from './TermRow';

interface Props {
  readonly equation: Equation;
  readonly explanation: Extract<Explanation, { kind: 'softmax' }>;
  readonly resultName: string;
}

/** Terms listed one by one: the largest ones; the rest appear as one sum. */
const LISTED = 12;

export function Softmax({ equation, explanation, resultName }: Props) {
  const { t } = useTranslation();
  const { isExact } = useDisplay();
  const { terms, own, log, result } = explanation;
  const largest = Math.max(...terms.map(({ value }) => value));
  const all = terms.map((term, i) => ({ ...term, isOwn: i === own, exp: Math.exp(term.value - largest) }));
  const sorted = [...all].sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || b.exp - a.exp);
  const listed = terms.length <= LISTED ? all : sorted.slice(0, LISTED);
  const others = terms.length <= LISTED ? [] : sorted.slice(LISTED);
  const rest = others.reduce((sum, { exp }) => sum + exp, 0);
  const sum = listed.reduce((total, { exp }) => total + exp, rest);
  const values = [...listed.map(({ exp }) => exp), ...(others.length > 0 ? [rest] : [])];
  const decimals = useDecimals([...values, sum]);
  const units = decimals === null ? null : addUp(values, unitsOf(sum, decimals), decimals);
  const text = (at: number): string =>
    units === null || decimals === null ? exact64(values[at] ?? 0) : unitsText(units[at] ?? 0, decimals);
  const layer = equation.sources[0]?.layer;
  if (!layer) return null;

  const end: SumRow[] = [];
  if (others.length > 0) {
    end.push({
      name: t('opened.rest', { count: others.length }),
      text: text(listed.length),
      value: rest,
      kind: 'term',
    });
  }
  end.push({ name: t('opened.ofAll'), text: inDecimals(sum, decimals), value: sum, kind: 'note' });
  end.push({
    name: log ? t('opened.logarithm') : resultName,
    text: inDecimals(result, decimals),
    value: result,
    kind: 'total',
  });
  return (
    <>
      <p className="muted small">
        exp(x − {isExact ? exact(largest) : rounded(largest)}): {t('opened.shifted', { value: rounded(largest) })}
      </p>
      <ol className="product-list">
        {listed.map((term, i) => (
          <TermRow
            key={term.index}
            {...{ term, layer }}
            factors={isExact ? exact(term.value) : rounded(term.value)}
            bar={{ from: 0, to: term.exp, zero: 0 }}
            amount={term.exp}
            text={text(i)}
            testId="sum-term"
            isOwn={term.isOwn}
          />
        ))}
      </ol>
      <SumRows rows={end} />
      <Rounding decimals={decimals} />
    </>
  );
}
