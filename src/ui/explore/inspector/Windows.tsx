/** A convolution's equation: for each input channel, the input window times the kernel, then the sum. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explanation, Product } from '../../../layers/explain';
import { addUp, unitsOf, unitsText } from '../../../workspace/inspect/addUp';
import type { Equation, Source } from '../../../workspace/inspect/reading';
import { brief, exact, exact64 } from '../../../workspace/numbers';
import { pixelAtIndex } from '../../../workspace/selection';
import { Contribution } from './Contribution';
import { inDecimals, useDecimals, useDisplay } from './display';
import { LinkGrid, NumberGrid } from './NumberGrid';
import { Operand } from './Operand';
import { Rounding } from './Rounding';
import { SumRows } from './SumRows';
import { useSourceExtent } from './useExtent';
import { useOperand } from './useOperand';

type Weighted = Extract<Explanation, { kind: 'weighted' }>;

interface Props {
  readonly equation: Equation;
  readonly explanation: Weighted;
  readonly resultName: string;
  /** What follows from the result, shown below it. */
  readonly children: ReactNode;
}

/** Channels listed at once. */
const PAGE = 24;

const sumOf = (part: readonly Product[]): number => part.reduce((sum, { value, weight }) => sum + value * weight, 0);

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

export function Windows({ equation, explanation, resultName, children }: Props) {
  const { t } = useTranslation();
  const { parts, bias, result } = explanation;
  const sums = parts.map(sumOf);
  const decimals = useDecimals([...sums, bias ?? 0, result]);
  const units =
    decimals === null ? null : addUp(bias === null ? sums : [...sums, bias], unitsOf(result, decimals), decimals);
  const most = largest(sums);
  // Until the person opens or closes one, the currently strongest channel is open.
  const [chosen, setOpen] = useState<ReadonlySet<number> | null>(null);
  const open = chosen ?? new Set([sums.findIndex((sum) => Math.abs(sum) === most)]);
  const [shown, setShown] = useState(PAGE);
  const source = equation.sources[0];
  const weightExtent = largest(parts.flatMap((part) => part.map(({ weight }) => weight)));
  if (!source) return null;

  const text = (value: number, unit: number | undefined): string =>
    decimals === null || unit === undefined ? exact64(value) : unitsText(unit, decimals);
  const channelsUnits = units?.slice(0, sums.length).reduce((sum, unit) => sum + unit, 0);
  const toggle = (channel: number): void => {
    const next = new Set(open);
    if (!next.delete(channel)) next.add(channel);
    setOpen(next);
  };
  const isAllOpen = open.size >= parts.length;

  return (
    <>
      <SumRows
        rows={[
          {
            name:
              parts.length > 1
                ? t('inspector.sumOfChannels', { count: parts.length })
                : t('inspector.sumOfProducts', { count: parts[0]?.length ?? 0 }),
            text: text(
              sums.reduce((sum, value) => sum + value, 0),
              channelsUnits,
            ),
            value: sums.reduce((sum, value) => sum + value, 0),
            kind: 'term',
          },
          ...(bias === null
            ? []
            : [
                {
                  name: t('inspector.bias'),
                  text: decimals === null ? exact(bias) : text(bias, units?.at(-1)),
                  value: bias,
                  kind: 'term',
                } as const,
              ]),
          { name: resultName, text: inDecimals(result, decimals), value: result, kind: 'total' },
        ]}
      />
      {children}
      {parts.length > 1 && (
        <div className="channels-head row spread">
          <h3>{t('inspector.channels')}</h3>
          <button
            type="button"
            className="quiet"
            onClick={() => {
              setOpen(new Set(isAllOpen ? [] : parts.keys()));
              setShown(isAllOpen ? PAGE : parts.length);
            }}
          >
            {t(isAllOpen ? 'inspector.closeAll' : 'inspector.openAll')}
          </button>
        </div>
      )}
      <ul className="channels">
        {parts.slice(0, shown).map((part, c) => (
          <Channel
            // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place in the filter.
            key={c}
            part={part}
            sum={sums[c] ?? 0}
            units={units?.[c] ?? null}
            decimals={decimals}
            share={most > 0 ? (sums[c] ?? 0) / most : 0}
            source={source}
            columns={equation.window?.[1] ?? 1}
            weightExtent={weightExtent}
            isOpen={parts.length === 1 || open.has(c)}
            onToggle={parts.length === 1 ? null : () => toggle(c)}
          />
        ))}
      </ul>
      {shown < parts.length && (
        <button type="button" className="button" onClick={() => setShown(shown + PAGE)}>
          {t('inspector.more', { count: Math.min(PAGE, parts.length - shown) })}
        </button>
      )}
      <Rounding decimals={decimals} />
    </>
  );
}

interface ChannelProps {
  readonly part: readonly Product[];
  readonly sum: number;
  /** The displayed sum, in units of the last place. */
  readonly units: number | null;
  readonly decimals: number | null;
  /** The sum as a fraction of the largest one. */
  readonly share: number;
  readonly source: Source;
  readonly columns: number;
  readonly weightExtent: number;
  readonly isOpen: boolean;
  /** Null: it cannot be closed. */
  readonly onToggle: (() => void) | null;
}

/** The channel of a window: that of its first pixel that is not padding. */
function channelOf(part: readonly Product[], { layer }: Source): number | null {
  const index = part.find((term) => term.index !== null)?.index;
  return index === undefined || index === null ? null : pixelAtIndex(layer, index).channel;
}

function Channel({ part, sum, units, decimals, share, source, isOpen, onToggle, ...grids }: ChannelProps) {
  const { t } = useTranslation();
  const id = useId();
  const channel = channelOf(part, source);
  const text = units === null || decimals === null ? exact64(sum) : unitsText(units, decimals);
  const name = t('inspector.channel', { layer: source.layer.id, channel: channel ?? '–' });
  return (
    <li className="channel" data-testid="channel" data-channel={channel} data-sum={sum}>
      {onToggle && (
        <button type="button" className="channel-row" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
          {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
          <span>{name}</span>
          <Contribution share={share} />
          <span className="number" data-testid="channel-sum">
            {text}
          </span>
        </button>
      )}
      <div id={id}>
        {isOpen && <Grids part={part} units={units} decimals={decimals} channel={channel} source={source} {...grids} />}
      </div>
    </li>
  );
}

interface GridsProps extends Pick<ChannelProps, 'part' | 'units' | 'decimals' | 'source' | 'columns' | 'weightExtent'> {
  readonly channel: number | null;
}

function Grids({ part, units, decimals, channel, source, columns, weightExtent }: GridsProps) {
  const { t } = useTranslation();
  const { isExact } = useDisplay();
  const { point } = useOperand();
  const [marked, setMarked] = useState<number | null>(null);
  const extent = useSourceExtent(source);
  const products = part.map(({ value, weight }) => value * weight);
  if (isExact) return <ExactProducts part={part} source={source} />;

  const { layer } = source;
  const mark = (cell: number | null): void => {
    const index = part[cell ?? -1]?.index ?? null;
    setMarked(cell);
    point(index === null ? null : pixelAtIndex(layer, index));
  };
  const shown = units === null || decimals === null ? null : addUp(products, units, decimals);
  const common = { columns, marked, onMark: mark };
  return (
    <div className="grids">
      <figure>
        <LinkGrid
          {...common}
          layer={layer}
          cells={part.map(({ value, index }) => ({ value, index, text: brief(value) }))}
          extent={extent}
          label={t('inspector.window', { layer: layer.id, channel: channel ?? '–' })}
        />
        <figcaption>{layer.id}</figcaption>
      </figure>
      <figure className="times">
        <NumberGrid
          {...common}
          testId="kernel-value"
          cells={part.map(({ weight }) => ({ value: weight, text: brief(weight) }))}
          title={exact}
          extent={weightExtent}
        />
        <figcaption>{t('inspector.times')}</figcaption>
      </figure>
      <figure className="products">
        <NumberGrid
          {...common}
          isWide
          testId="product"
          cells={products.map((value, i) => ({
            value,
            text:
              shown && decimals !== null ? unitsText(shown[i] ?? 0, decimals).replace(/^(−?)0\./, '$1.') : brief(value),
          }))}
          title={exact64}
          extent={largest(products)}
        />
        <figcaption>{t('inspector.products')}</figcaption>
      </figure>
    </div>
  );
}

/** Every product with all its digits. */
function ExactProducts({ part, source }: { readonly part: readonly Product[]; readonly source: Source }) {
  const { t } = useTranslation();
  return (
    <ol className="exact-products number">
      {part.map(({ value, weight, weightIndex, index }) => (
        <li key={weightIndex}>
          <span>
            {index === null ? (
              t('inspector.padding')
            ) : (
              <Operand layer={source.layer} index={index} value={value} text={exact(value)} />
            )}{' '}
            × {exact(weight)}
          </span>
          <span data-testid="product" data-value={value * weight}>
            = {exact64(value * weight)}
          </span>
        </li>
      ))}
    </ol>
  );
}
