/** A pooling window: which value won, or how the mean is computed. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explanation } from '../../../layers/explain';
import { addUp, unitsOf, unitsText } from '../../../workspace/inspect/addUp';
import type { Equation } from '../../../workspace/inspect/reading';
import { brief, exact, exact64 } from '../../../workspace/numbers';
import { pixelAtIndex } from '../../../workspace/selection';
import { inDecimals, useDecimals } from './display';
import { LinkGrid } from './NumberGrid';
import { Operand } from './Operand';
import { Rounding } from './Rounding';
import { SumRows } from './SumRows';
import { useSourceExtent } from './useExtent';
import { useOperand, usePlace } from './useOperand';

interface Props {
  readonly equation: Equation;
  readonly explanation: Extract<Explanation, { kind: 'window' }>;
  readonly resultName: string;
}

export function PoolWindow({ equation, explanation, resultName }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const { point } = useOperand();
  const [marked, setMarked] = useState<number | null>(null);
  const { terms, reduce, divisor, result } = explanation;
  const [source] = equation.sources;
  const isMean = reduce === 'average';
  const sum = terms.reduce((total, { value }) => total + value, 0);
  const decimals = useDecimals([...terms.map(({ value }) => value), ...(isMean ? [sum] : [])]);
  if (!source) return null;
  const { layer } = source;
  const winner = isMean ? -1 : terms.findIndex(({ index, value }) => index !== null && value === result);
  const units =
    isMean && decimals !== null
      ? addUp(
          terms.map(({ value }) => value),
          unitsOf(sum, decimals),
          decimals,
        )
      : null;
  const pixel = (cell: number) => {
    const index = terms[cell]?.index ?? null;
    return index === null ? null : pixelAtIndex(layer, index);
  };
  const textOf = (value: number, i: number): string => {
    if (decimals === null) return exact(value);
    return units ? unitsText(units[i] ?? 0, decimals) : brief(value);
  };
  const first = terms[winner];

  return (
    <>
      <PoolGrid
        {...{ marked, source }}
        columns={equation.window?.[1] ?? terms.length}
        isWide={isMean || decimals === null}
        layer={layer}
        cells={terms.map(({ value, index }, i) => ({ value, index, text: textOf(value, i) }))}
        winner={winner}
        label={t('opened.window', {
          layer: layer.id,
          channel: pixel(terms.findIndex((term) => term.index !== null))?.channel ?? '–',
        })}
        onMark={(cell) => {
          setMarked(cell);
          point(cell === null ? null : pixel(cell));
        }}
      />
      {isMean ? (
        <>
          <SumRows
            rows={[
              { name: t('opened.sum'), text: inDecimals(sum, decimals), value: sum, kind: 'term' },
              {
                name: t('opened.mean', { count: terms.length, divisor }),
                text: inDecimals(result, decimals),
                value: result,
                kind: 'total',
              },
            ]}
          />
          <Rounding decimals={decimals} />
        </>
      ) : (
        <>
          <SumRows
            rows={[
              {
                name: t(reduce === 'max' ? 'opened.largest' : 'opened.smallest', { count: terms.length }),
                text: decimals === null ? exact64(result) : inDecimals(result, decimals),
                value: result,
                kind: 'total',
              },
            ]}
          />
          {first && first.index !== null && (
            <p className="muted small">
              {resultName}: {t('opened.winner')}{' '}
              <Operand
                layer={layer}
                index={first.index}
                value={first.value}
                text={place(pixelAtIndex(layer, first.index), layer)}
              />
            </p>
          )}
        </>
      )}
    </>
  );
}

type GridProps = Omit<Parameters<typeof LinkGrid>[0], 'extent'> & { readonly source: Equation['sources'][number] };

function PoolGrid({ source, ...grid }: GridProps) {
  const extent = useSourceExtent(source);
  return (
    <div className="grids">
      <LinkGrid {...grid} extent={extent} />
    </div>
  );
}
