/** A sum of single products, strongest first, as in a dense layer or a 1 x 1 convolution. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explanation, Product } from '../../../layers/explain';
import { addUp, unitsOf, unitsText } from '../../../workspace/inspect/addUp';
import type { Equation } from '../../../workspace/inspect/reading';
import { waterfall } from '../../../workspace/inspect/waterfall';
import { exact, exact64, rounded } from '../../../workspace/numbers';
import { pixelAtIndex } from '../../../workspace/selection';
import type { EditableFilter } from '../edit/useFilter';
import { FilterNumber } from '../edit/WeightCells';
import { inDecimals, useDecimals, useDisplay } from './display';
import { Rounding } from './Rounding';
import { SumRows } from './SumRows';
import { TermRow } from './TermRow';
import { usePlace } from './useOperand';

interface Props {
  readonly equation: Equation;
  readonly explanation: Extract<Explanation, { kind: 'weighted' }>;
  readonly resultName: string;
  /** What its weights belong to, which are changed here; null: they cannot be changed now. */
  readonly filter: EditableFilter | null;
  /** What follows from the result, shown below it. */
  readonly children: ReactNode;
}

/** How many products show at first, and how many more each time. */
const FIRST = 12;
const PAGE = 32;
const nothing = { from: 0, to: 0, zero: 0 };

export function ProductList({ equation, explanation, resultName, filter, children }: Props) {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const { isExact } = useDisplay();
  const [count, setCount] = useState(FIRST);
  // The order stands while one of the weights is changed.
  const [standing, setStanding] = useState<ReadonlyMap<number, number> | null>(null);
  const { parts, bias, result } = explanation;
  const all = parts.flat().map((term) => ({ ...term, product: term.value * term.weight }));
  const place = (term: Product): number => standing?.get(term.weightIndex) ?? 0;
  all.sort((a, b) => place(a) - place(b) || Math.abs(b.product) - Math.abs(a.product) || a.weightIndex - b.weightIndex);
  const [shown, others] = [all.slice(0, count), all.slice(count)];
  const rest = others.reduce((sum, { product }) => sum + product, 0);
  const terms = [
    ...shown.map(({ product }) => product),
    ...(others.length > 0 ? [rest] : []),
    ...(bias === null ? [] : [bias]),
  ];
  const decimals = useDecimals([...terms, result]);
  const units = decimals === null ? null : addUp(terms, unitsOf(result, decimals), decimals);
  const text = (at: number): string =>
    units === null || decimals === null ? exact64(terms[at] ?? 0) : unitsText(units[at] ?? 0, decimals);
  const { bars } = waterfall(terms);
  const layer = equation.sources[0]?.layer;
  if (!layer) return null;

  const products = terms.slice(0, shown.length + (others.length > 0 ? 1 : 0));
  const sum = products.reduce((total, term) => total + term, 0);
  const sumUnits = units?.slice(0, products.length).reduce((total, unit) => total + unit, 0);
  const factor = (value: number): string => (isExact ? exact(value) : rounded(value));
  const weightOf = ({ weight, weightIndex, index }: Product): ReactNode =>
    filter && !isExact ? (
      <FilterNumber
        filter={filter}
        place={weightIndex - filter.at.channel * filter.now.weights.length}
        label={t('edit.weightOf', {
          place: index === null ? t('opened.padding') : placeOf(pixelAtIndex(layer, index), layer),
        })}
        text={factor(weight)}
      />
    ) : (
      factor(weight)
    );

  return (
    <>
      <SumRows
        rows={[
          {
            name: t('opened.sumOfProducts', { count: all.length }),
            text: decimals === null || sumUnits === undefined ? exact64(sum) : unitsText(sumUnits, decimals),
            value: sum,
            kind: 'term',
          },
          ...(bias === null
            ? []
            : [
                {
                  name: t('opened.bias'),
                  text: text(products.length),
                  value: bias,
                  kind: 'term',
                  field: filter && (
                    <FilterNumber filter={filter} place="bias" label={t('opened.bias')} text={text(products.length)} />
                  ),
                } as const,
              ]),
          { name: resultName, text: inDecimals(result, decimals), value: result, kind: 'total' },
        ]}
      />
      {children}
      <ol
        className="product-list"
        onFocus={({ target }) => {
          if (target instanceof HTMLInputElement && !standing)
            setStanding(new Map(all.map(({ weightIndex }, i) => [weightIndex, i])));
        }}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setStanding(null);
        }}
      >
        {shown.map((term, i) => (
          <TermRow
            key={term.weightIndex}
            {...{ term, layer }}
            factors={
              <>
                {factor(term.value)} × {weightOf(term)}
              </>
            }
            bar={bars[i] ?? nothing}
            amount={term.product}
            text={text(i)}
            testId="product"
          />
        ))}
        {others.length > 0 && (
          <li className="rest">
            <span className="muted small">{t('opened.rest', { count: others.length })}</span>
            <span className="number" data-testid="product" data-value={rest}>
              {text(shown.length)}
            </span>
          </li>
        )}
      </ol>
      {others.length > 0 && (
        <button type="button" className="button" onClick={() => setCount(count + PAGE)}>
          {t('opened.more', { count: Math.min(PAGE, others.length) })}
        </button>
      )}
      <Rounding decimals={decimals} />
    </>
  );
}
