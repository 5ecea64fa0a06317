/** All the products of one value: a block a channel, as many as fit; and beside them every channel's sum. */
import { type CSSProperties, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExplanationOf } from '../../../layers/explain';
import { signedText, sumOfParts } from '../../../workspace/inspect/adds';
import { unitsOf, unitsText } from '../../../workspace/inspect/addUp';
import type { Filter } from '../../../workspace/inspect/mapReading';
import type { Equation, ValueReading } from '../../../workspace/inspect/reading';
import { exact64 } from '../../../workspace/numbers';
import { blocksFitting, type OpenedLayout } from '../../../workspace/stage/opened';
import type { EditableFilter } from '../edit/useFilter';
import { FilterNumber } from '../edit/WeightCells';
import { Check } from './Check';
import { useDisplay } from './display';
import { Next } from './Equation';
import { MapLink } from './MapLink';
import { Products } from './Products';
import { placed } from './placed';
import { SumRows } from './SumRows';

interface Props {
  readonly layout: OpenedLayout;
  readonly value: ValueReading;
  readonly equation: Equation;
  readonly explanation: ExplanationOf<'weighted'>;
  readonly filter: Filter;
  readonly editable: EditableFilter | null;
  readonly chosen: number | null;
  readonly onChoose: (part: number) => void;
}

export function Blocks({ layout, value, equation, explanation, filter, editable, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { isExact } = useDisplay();
  const { parts, result } = explanation;
  const sum = useMemo(() => sumOfParts(explanation, Infinity, { isExact }), [explanation, isExact]);
  const { decimals, rows, bias } = sum;
  const { layer } = equation.sources[0] ?? {};
  const { columns, count, cell } = blocksFitting(layout, [filter.rows, filter.columns]);
  const shown = useMemo(
    () => sumOfParts(explanation, count, { kept: chosen }).rows.flatMap(({ part }) => (part === null ? [] : [part])),
    [explanation, count, chosen],
  );
  if (!layer) return null;
  const text = (units: number | null, amount: number): string =>
    units === null || decimals === null ? exact64(amount) : signedText(units, decimals);
  const plain = (units: number, amount: number): string =>
    decimals === null ? exact64(amount) : unitsText(units, decimals);
  const channels = rows.reduce((all, { value: amount }) => all + amount, 0);
  const channelsUnits = rows.reduce((all, { units }) => all + (units ?? 0), 0);
  const { main } = layout.places;
  const below = main && { ...main, y: 0 };
  const style = { '--columns': columns, '--cell-height': `${cell}px` } as CSSProperties;
  return (
    <>
      <div className="opened-blocks" style={{ ...placed(layout.places.main), ...style }}>
        {shown.map((part) => {
          const channel = filter.firstChannel + part;
          const row = rows[part];
          return (
            <section key={part} className="block" data-testid="block" data-channel={channel}>
              <h3>
                <MapLink layer={layer.id} channel={channel}>
                  {t('opened.map', { layer: layer.id, channel })}
                </MapLink>
                <span className="number" data-sign={Math.sign(row?.units ?? row?.value ?? 0)}>
                  {text(row?.units ?? null, row?.value ?? 0)}
                </span>
              </h3>
              <Products
                equation={equation}
                part={parts[part] ?? []}
                channel={channel}
                units={row?.units ?? null}
                decimals={decimals}
                filter={editable}
              />
            </section>
          );
        })}
      </div>
      <div className="opened-side" style={placed(layout.places.side ?? below)}>
        <ol className="channel-sums">
          {rows.map(({ part, value: amount, units }) => (
            <li key={part} data-testid="channel" data-channel={filter.firstChannel + (part ?? 0)} data-sum={amount}>
              <button
                type="button"
                aria-pressed={part === chosen}
                data-shown={shown.includes(part ?? -1) || undefined}
                onClick={() => part !== null && onChoose(part)}
              >
                {t('opened.channel', { layer: layer.id, channel: filter.firstChannel + (part ?? 0) })}
              </button>
              <span className="number" data-sign={Math.sign(units ?? amount)} data-testid="channel-sum">
                {text(units, amount)}
              </span>
            </li>
          ))}
        </ol>
        {shown.length < parts.length && (
          <p className="muted small">{t('opened.strongestShown', { shown: shown.length, count: parts.length })}</p>
        )}
        <SumRows
          rows={[
            {
              name: t(parts.length > 1 ? 'opened.sumOfChannels' : 'opened.sumOfProducts', {
                count: parts.length > 1 ? parts.length : (parts[0]?.length ?? 0),
              }),
              text: plain(channelsUnits, channels),
              value: channels,
              kind: 'term',
            },
            ...(bias
              ? [
                  {
                    name: t('opened.bias'),
                    text: plain(bias.units ?? 0, bias.value),
                    value: bias.value,
                    kind: 'term',
                    field: editable && (
                      <FilterNumber
                        filter={editable}
                        place="bias"
                        label={t('opened.bias')}
                        text={plain(bias.units ?? 0, bias.value)}
                      />
                    ),
                  } as const,
                ]
              : []),
            {
              name: value.layer.id,
              text: decimals === null ? exact64(result) : unitsText(unitsOf(result, decimals), decimals),
              value: result,
              kind: 'total',
            },
          ]}
        />
        {value.next && <Next value={value.computed} step={value.next} />}
        <Check computed={value.computed} result={result} bound={explanation.bound} />
        <p className="muted">{t(decimals === null ? 'opened.exactly' : 'opened.addUp')}</p>
      </div>
    </>
  );
}
