/** One channel of a convolution at one place: the window of its input times the kernel, product by product. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../layers/explain';
import { addUp, unitsText } from '../../../workspace/inspect/addUp';
import type { Equation } from '../../../workspace/inspect/reading';
import { brief, exact, exact64 } from '../../../workspace/numbers';
import { pixelAtIndex } from '../../../workspace/selection';
import type { EditableFilter } from '../edit/useFilter';
import { KernelCells } from '../edit/WeightCells';
import { useDisplay } from './display';
import { LinkGrid, NumberGrid } from './NumberGrid';
import { Operand } from './Operand';
import { useSourceExtent } from './useExtent';
import { useOperand } from './useOperand';

interface Props {
  readonly equation: Equation;
  readonly part: readonly Product[];
  readonly channel: number;
  /** The displayed sum, in units of the last place; null: every digit shows. */
  readonly units: number | null;
  readonly decimals: number | null;
  /** The filter it is a kernel of, whose weights are changed here; null: it cannot be changed now. */
  readonly filter: EditableFilter | null;
  /** The cell of the kernel that gets the focus, once for each object. */
  readonly taken?: { readonly cell: number } | null;
}

/** Where a kernel begins among the weights of its filter. */
export const firstOf = (part: readonly Product[], { at, now }: EditableFilter): number =>
  (part[0]?.weightIndex ?? 0) - at.channel * now.weights.length;

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Without a zero before the point; nothing times anything is a plain zero. */
const productText = (value: number, units: number, decimals: number): string =>
  value === 0 && units === 0 ? '0' : unitsText(units, decimals).replace(/^(−?)0\./, '$1.');

export function Products({ equation, part, channel, units, decimals, filter, taken = null }: Props) {
  const { t } = useTranslation();
  const { isExact } = useDisplay();
  const { point } = useOperand();
  const [marked, setMarked] = useState<number | null>(null);
  const [source] = equation.sources;
  const extent = useSourceExtent(source);
  if (!source) return null;
  const { layer } = source;
  const products = part.map(({ value, weight }) => value * weight);
  if (isExact) return <ExactProducts part={part} equation={equation} />;
  const mark = (cell: number | null): void => {
    const index = part[cell ?? -1]?.index ?? null;
    setMarked(cell);
    point(index === null ? null : pixelAtIndex(layer, index));
  };
  const shown = units === null || decimals === null ? null : addUp(products, units, decimals);
  const common = { columns: equation.window?.[1] ?? 1, marked, onMark: mark };
  const own = part[marked ?? -1];
  return (
    <div className="grids">
      <LinkGrid
        {...common}
        layer={layer}
        cells={part.map(({ value, index }) => ({ value, index, text: brief(value) }))}
        extent={extent}
        label={t('opened.window', { layer: layer.id, channel })}
      />
      <span className="sign">×</span>
      {filter ? (
        <KernelCells
          {...common}
          {...{ filter, channel, taken }}
          first={firstOf(part, filter)}
          count={part.length}
          label={t('opened.kernelFor', { layer: layer.id, channel })}
        />
      ) : (
        <NumberGrid
          {...common}
          testId="kernel-value"
          cells={part.map(({ weight }) => ({ value: weight, text: brief(weight) }))}
          title={exact}
          extent={largest(part.map(({ weight }) => weight))}
        />
      )}
      <div className="result">
        <span className="sign">=</span>
        <NumberGrid
          {...common}
          isWide
          testId="product"
          cells={products.map((value, i) => ({
            value,
            text: shown && decimals !== null ? productText(value, shown[i] ?? 0, decimals) : brief(value),
          }))}
          title={exact64}
          extent={largest(products)}
        />
      </div>
      {own && (
        <p className="factors-tip number" data-testid="factors">
          {exact(own.value)} × {exact(own.weight)} = {exact64(own.value * own.weight)}
        </p>
      )}
    </div>
  );
}

/** Every product with all its digits. */
function ExactProducts({ part, equation }: Pick<Props, 'part' | 'equation'>) {
  const { t } = useTranslation();
  return (
    <ol className="exact-products number">
      {part.map(({ value, weight, weightIndex, index, input }) => {
        const layer = equation.sources[input]?.layer;
        return (
          <li key={weightIndex}>
            <span>
              {index === null || !layer ? (
                t('opened.padding')
              ) : (
                <Operand layer={layer} index={index} value={value} text={exact(value)} />
              )}{' '}
              × {exact(weight)}
            </span>
            <span data-testid="product" data-value={value * weight}>
              = {exact64(value * weight)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
