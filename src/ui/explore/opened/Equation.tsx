/** One value as an equation, by its kind; and what the activation function after it makes of it. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formulaOf } from '../../../workspace/inspect/formula';
import type { ValueReading, ValueStep } from '../../../workspace/inspect/reading';
import { exact } from '../../../workspace/numbers';
import type { EditableFilter } from '../edit/useFilter';
import { inDecimals, useDecimals } from './display';
import { Operand } from './Operand';
import { PoolWindow } from './PoolWindow';
import { ProductList } from './ProductList';
import { Combined, Derived, FunctionOf, Moved, Normalised } from './Simple';
import { Softmax } from './Softmax';
import { SumRows } from './SumRows';

interface Props {
  readonly value: ValueReading;
  /** What the weights of its products belong to; null: they cannot be changed. */
  readonly filter: EditableFilter | null;
  /** Without a link onwards: the activation stands beside it already. */
  readonly isEnd?: boolean;
}

export function EquationOf({ value, filter, isEnd = false }: Props) {
  const { layer, equation, computed, next } = value;
  const { t } = useTranslation();
  if (!equation) {
    return (
      <>
        <SumRows rows={[{ name: t('opened.factor'), text: exact(computed), value: computed, kind: 'total' }]} />
        <p className="muted">{t('opened.given')}</p>
      </>
    );
  }
  const { explanation } = equation;
  const common = { equation, resultName: t(layer.role === 'feature' ? 'opened.feature' : 'opened.result') };
  const after: ReactNode = next && !isEnd && <Next value={computed} step={next} />;
  switch (explanation.kind) {
    case 'weighted':
      return (
        <ProductList {...common} {...{ explanation, filter }}>
          {after}
        </ProductList>
      );
    case 'window':
      return <PoolWindow {...common} explanation={explanation} />;
    case 'function':
      return <FunctionOf {...common} explanation={explanation} />;
    case 'normalised':
      return (
        <>
          <Normalised {...common} explanation={explanation} />
          {after}
        </>
      );
    case 'combined':
      return (
        <>
          <Combined {...common} explanation={explanation} />
          {after}
        </>
      );
    case 'derived':
      return (
        <>
          <Derived {...common} explanation={explanation} />
          {after}
        </>
      );
    case 'softmax':
      return <Softmax {...common} explanation={explanation} />;
    case 'moved':
      return <Moved {...common} explanation={explanation} />;
  }
}

/** The activation function applied to this value, as a link to the activation map's own value. */
export function Next({ value, step }: { readonly value: number; readonly step: ValueStep }) {
  const { t } = useTranslation();
  const decimals = useDecimals([value, step.computed]);
  const { layer, pixel, computed, equation } = step;
  const { explanation } = equation ?? {};
  if (explanation?.kind !== 'function') return null;
  return (
    <p className="next-step">
      <span className="muted">{t('opened.activation')}</span>
      <span className="opened-formula">{formulaOf(explanation)}</span>
      <span className="number">
        {decimals === null ? exact(value) : inDecimals(value, decimals)} →{' '}
        <Operand
          layer={layer}
          index={pixel.index}
          value={computed}
          text={`${layer.id} ${decimals === null ? exact(computed) : inDecimals(computed, decimals)}`}
        />
      </span>
    </p>
  );
}
