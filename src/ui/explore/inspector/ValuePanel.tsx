/** One value as a complete equation, compared with the kernel's result, and the activation function that follows. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formulaOf } from '../../../workspace/inspect/formula';
import { readValue, type ValueReading, type ValueStep } from '../../../workspace/inspect/reading';
import type { Network } from '../../../workspace/network';
import { exact, exact64, rounded } from '../../../workspace/numbers';
import type { Selection } from '../../../workspace/selection';
import { lazily } from '../../parts/lazily';
import { Spoken } from '../../parts/Spoken';
import { Toggle } from '../../parts/Toggle';
import { inDecimals, useDecimals, useDisplay } from './display';
import { Operand } from './Operand';
import { PoolWindow } from './PoolWindow';
import { ProductList } from './ProductList';
import { Combined, Derived, FunctionOf, Moved, Normalised } from './Simple';
import { Softmax } from './Softmax';
import { SumRows } from './SumRows';
import { usePlace } from './useOperand';
import { useReading } from './useReading';
import { Windows } from './Windows';
import { WithoutView } from './WithoutView';

const EditPanel = lazily(() => import('../edit/EditPanel').then((module) => module.EditPanel));
const FeaturePanel = lazily(() => import('../edit/FeaturePanel').then((module) => module.FeaturePanel));
const ImportanceView = lazily(() => import('../edit/ImportanceView').then((module) => module.ImportanceView));

interface Props {
  readonly network: Network;
  readonly selection: Selection;
}

export function ValuePanel({ network, selection }: Props) {
  const { t } = useTranslation();
  const reading = useReading<ValueReading>(network, selection, readValue);
  if (!reading) return <p className="muted">{t('inspector.reading')}</p>;
  return <Value network={network} reading={reading} />;
}

function Value({ network, reading }: { readonly network: Network; readonly reading: ValueReading }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { layer, pixel, computed, equation, next } = reading;
  const attributes = {
    'data-testid': 'equation',
    'data-layer': layer.id,
    'data-index': pixel.index,
    'data-kind': equation?.explanation.kind ?? 'given',
    'data-computed': computed,
    'data-result': equation?.explanation.result,
    'data-bound': equation?.explanation.bound,
  };
  return (
    <div className="equation stack" {...attributes}>
      {equation ? (
        <EquationOf step={reading}>{next && <Next value={computed} step={next} />}</EquationOf>
      ) : (
        <Given value={computed} />
      )}
      {equation && (
        <Check computed={computed} result={equation.explanation.result} bound={equation.explanation.bound} />
      )}
      {layer.form === 'strip' && <EditPanel network={network} selection={reading.selection} />}
      <FeaturePanel network={network} source={layer.id} index={pixel.index} />
      {layer.form === 'strip' && (
        <>
          <WithoutView network={network} selection={reading.selection} />
          <ImportanceView network={network} selection={reading.selection} />
        </>
      )}
      <Spoken text={t('inspector.spoken', { place: place(pixel, layer), value: exact(computed) })} />
    </div>
  );
}

function Given({ value }: { readonly value: number }) {
  const { t } = useTranslation();
  return (
    <>
      <SumRows rows={[{ name: t('inspector.factor'), text: exact(value), value, kind: 'total' }]} />
      <p className="muted">{t('inspector.given')}</p>
    </>
  );
}

/** The equation by kind, with what follows below its result. */
function EquationOf({ step, children }: { readonly step: ValueStep; readonly children: ReactNode }) {
  const { layer, equation } = step;
  const { t } = useTranslation();
  if (!equation) return null;
  const { explanation } = equation;
  const common = { equation, resultName: t(layer.role === 'feature' ? 'inspector.feature' : 'inspector.result') };
  switch (explanation.kind) {
    case 'weighted': {
      const [rows, columns] = equation.window ?? [1, 1];
      const View = rows * columns > 1 ? Windows : ProductList;
      return (
        <View {...common} explanation={explanation}>
          {children}
        </View>
      );
    }
    case 'window':
      return <PoolWindow {...common} explanation={explanation} />;
    case 'function':
      return <FunctionOf {...common} explanation={explanation} />;
    case 'normalised':
      return (
        <>
          <Normalised {...common} explanation={explanation} />
          {children}
        </>
      );
    case 'combined':
      return (
        <>
          <Combined {...common} explanation={explanation} />
          {children}
        </>
      );
    case 'derived':
      return (
        <>
          <Derived {...common} explanation={explanation} />
          {children}
        </>
      );
    case 'softmax':
      return <Softmax {...common} explanation={explanation} />;
    case 'moved':
      return <Moved {...common} explanation={explanation} />;
  }
}

/** The activation function applied to this value, as a link to the activation map's own value. */
function Next({ value, step }: { readonly value: number; readonly step: ValueStep }) {
  const { t } = useTranslation();
  const decimals = useDecimals([value, step.computed]);
  const { layer, pixel, computed, equation } = step;
  const { explanation } = equation ?? {};
  if (explanation?.kind !== 'function') return null;
  return (
    <p className="next-step">
      <span className="muted">{t('inspector.activation')}</span>
      <span className="inspector-formula">{formulaOf(explanation)}</span>
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

interface CheckProps {
  readonly computed: number;
  readonly result: number;
  readonly bound: number;
}

/** The equation's result beside the kernel's: the difference, and how large it may be. */
function Check({ computed, result, bound }: CheckProps) {
  const { t } = useTranslation();
  const { isExact, setExact } = useDisplay();
  const difference = Math.abs(computed - result);
  const isEqual = Object.is(computed, result) || difference === 0;
  return (
    <section className="check" aria-label={t('inspector.check')}>
      <div className="check-head row spread" title={t('inspector.exactHelp')}>
        <h3>{t('inspector.check')}</h3>
        <Toggle label={t('inspector.exact')} checked={isExact} onChange={setExact} />
      </div>
      <SumRows
        rows={[
          { name: t('inspector.recomputed'), text: exact64(result), value: result, kind: 'note' },
          { name: t('inspector.computed'), text: exact(computed), value: computed, kind: 'note' },
          {
            name: t('inspector.difference'),
            text: isEqual ? t('inspector.equal') : rounded(difference),
            value: difference,
            kind: 'note',
          },
          ...(bound === 0 || isEqual
            ? []
            : [{ name: t('inspector.allowed'), text: rounded(bound), value: bound, kind: 'note' } as const]),
        ]}
      />
      {difference > bound && <p className="small wrong">{t('inspector.wrong')}</p>}
    </section>
  );
}
