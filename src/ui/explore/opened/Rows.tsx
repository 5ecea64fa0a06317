/** The maps that a map of a convolution is the sum of: each input map x its kernel = what it adds. */
import { type CSSProperties, type PointerEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SumOfParts, type SumRow, signedText } from '../../../workspace/inspect/adds';
import type { Filter } from '../../../workspace/inspect/mapReading';
import { waterfall } from '../../../workspace/inspect/waterfall';
import { brief, exact64 } from '../../../workspace/numbers';
import type { OpenedLayout } from '../../../workspace/stage/opened';
import { cellUnder, Pull } from '../../parts/gestures';
import type { EditableFilter } from '../edit/useFilter';
import { FilterNumber } from '../edit/WeightCells';
import { MapPicture } from '../glass/MapPicture';
import { Contribution } from './Contribution';
import { MapLink } from './MapLink';
import { placed } from './placed';

export interface Added {
  /** A row's map, or that of all that have no row. */
  readonly maps: readonly Float32Array[];
  readonly rows: number;
  readonly columns: number;
  /** Largest |value| of all of them. */
  readonly extent: number;
  /** The value at the window: its row and column. */
  readonly at: readonly [row: number, column: number];
}

interface Props {
  readonly layout: OpenedLayout;
  readonly sum: SumOfParts;
  readonly filter: Filter;
  /** Its weights and its bias, to be changed; null: they cannot be. */
  readonly editable: EditableFilter | null;
  readonly added: Added;
  readonly chosen: number | null;
  readonly onChoose: (part: number) => void;
  /** A cell of the chosen kernel was pressed: its number gets the focus. */
  readonly onTake: (cell: number) => void;
}

const nothing = { from: 0, to: 0, zero: 0 };

export function Rows({ layout, sum, filter, editable, added, chosen, onChoose, onTake }: Props) {
  const { t } = useTranslation();
  const { places, row } = layout;
  const { rows, bias, result, decimals } = sum;
  const { bars, total, span } = waterfall([...rows, ...(bias ? [bias] : [])].map(({ value }) => value));
  const text = ({ units, value }: SumRow): string =>
    units === null || decimals === null ? exact64(value) : signedText(units, decimals);
  const resultUnits = [...rows, ...(bias ? [bias] : [])].reduce((all, { units }) => all + (units ?? 0), 0);
  const size = { '--row': `${row.pitch}px`, '--across': `${row.width}px`, '--down': `${row.height}px` };
  const { source } = filter;
  return (
    <>
      <div className="opened-heads" style={{ ...placed(places.heads), ...(size as CSSProperties) }} aria-hidden>
        <span>{source.id}</span>
        <span>{t('opened.kernelHead')}</span>
        <span>{t('opened.adds')}</span>
        <span>{t('opened.addsHere')}</span>
      </div>
      <ol className="opened-rows" style={{ ...placed(places.rows), ...(size as CSSProperties) }}>
        {rows.map((each, i) => {
          const { part } = each;
          const channel = filter.firstChannel + (part ?? 0);
          const map = added.maps[i];
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the row's own button and the digits choose it by key.
            <li
              key={part ?? 'rest'}
              data-testid="row"
              data-channel={part === null ? undefined : channel}
              data-count={each.count}
              data-value={each.value}
              data-chosen={(part !== null && part === chosen) || undefined}
              onClick={part === null ? undefined : () => onChoose(part)}
            >
              {part === null ? (
                <span className="row-more">{t('opened.nMore', { count: each.count })}</span>
              ) : (
                <>
                  <button
                    type="button"
                    className="row-name"
                    aria-pressed={part === chosen}
                    aria-label={t('opened.chooseRow', { layer: source.id, channel, value: text(each) })}
                  >
                    {channel}
                  </button>
                  <MapLink
                    layer={source.id}
                    channel={channel}
                    label={t('opened.openMap', { layer: source.id, channel })}
                    className="row-map"
                  >
                    {null}
                  </MapLink>
                  <span className="sign">×</span>
                  <RowKernel {...{ filter, editable, part }} onPress={() => onChoose(part)} onTake={onTake} />
                </>
              )}
              <span className="sign">=</span>
              <span className="row-picture" data-testid="adds">
                {map && <MapPicture values={map} rows={added.rows} columns={added.columns} extent={added.extent} />}
                <i
                  style={{
                    top: `${(100 * (added.at[0] + 0.5)) / added.rows}%`,
                    left: `${(100 * (added.at[1] + 0.5)) / added.columns}%`,
                  }}
                />
              </span>
              <Contribution {...(bars[i] ?? nothing)} />
              <span className="number" data-sign={Math.sign(each.units ?? each.value)} data-testid="row-sum">
                {text(each)}
              </span>
            </li>
          );
        })}
      </ol>
      <dl className="opened-sum" style={{ ...placed(places.sum), ...(size as CSSProperties) }}>
        {bias && (
          <div>
            <dt>{t('opened.bias')}</dt>
            <dd>
              <BiasBar editable={editable} span={span}>
                <Contribution {...(bars.at(-1) ?? nothing)} />
              </BiasBar>
              <span
                className="number"
                data-sign={Math.sign(bias.units ?? bias.value)}
                data-testid="row-bias"
                data-value={bias.value}
              >
                {editable ? (
                  <FilterNumber filter={editable} place="bias" label={t('opened.bias')} text={text(bias)} />
                ) : (
                  text(bias)
                )}
              </span>
            </dd>
          </div>
        )}
        <div className="total">
          <dt>{t('opened.sum')}</dt>
          <dd>
            <Contribution {...total} isTotal />
            <span className="number" data-testid="row-total" data-value={result}>
              {decimals === null ? exact64(result) : signedText(resultUnits, decimals)}
            </span>
          </dd>
        </div>
      </dl>
    </>
  );
}

interface KernelProps extends Pick<Props, 'filter' | 'editable' | 'onTake'> {
  readonly part: number;
  readonly onPress: () => void;
}

/**
 * A row's kernel, whose cells are dragged up and down where they stand, or painted over others sideways. A finger, which is larger than they are, chooses
 * the row, and so do keys: the same cells stand below as numbers.
 */
function RowKernel({ filter: { kernels, rows, columns, extent }, editable, part, onPress, onTake }: KernelProps) {
  const pull = useMemo(() => new Pull(), []);
  const [held, setHeld] = useState<number | null>(null);
  const first = part * rows * columns;
  const values = editable?.now.weights.subarray(first, first + rows * columns) ?? kernels[part] ?? new Float32Array();
  const isFixed = editable?.now.isFixed ?? true;
  const press = (event: PointerEvent<HTMLElement>): void => {
    if (isFixed || event.pointerType === 'touch' || event.button !== 0) return;
    const { row, column } = cellUnder(event, rows, columns);
    const cell = row * columns + column;
    pull.begin(event, cell, values[cell] ?? 0);
    setHeld(cell);
    onPress();
  };
  const move = (event: PointerEvent<HTMLElement>): void => {
    const drag = pull.move(event);
    if (!drag) return;
    const { row, column } = cellUnder(event, rows, columns);
    if (drag.isAcross) editable?.paint(first + row * columns + column, drag.value);
    else editable?.drag(first + drag.cell, drag.value, drag.up);
  };
  const release = (): void => {
    if (held === null) return;
    if (pull.end()) editable?.settle();
    setHeld(null);
    onTake(held);
  };
  const [row, column] = [Math.floor((held ?? 0) / columns), (held ?? 0) % columns];
  return (
    <span
      className="row-picture row-kernel"
      data-testid="kernel"
      data-fixed={isFixed || undefined}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <MapPicture values={values} rows={rows} columns={columns} extent={editable?.now.extent ?? extent} />
      {held !== null && (
        <span
          className="row-weight"
          style={{
            left: `${(100 * column) / columns}%`,
            top: `${(100 * row) / rows}%`,
            width: `${100 / columns}%`,
            height: `${100 / rows}%`,
          }}
        >
          <output>{brief(values[held] ?? 0)}</output>
        </span>
      )}
    </span>
  );
}

interface BiasProps extends Pick<Props, 'editable'> {
  /** What the whole width of the bars stands for. */
  readonly span: number;
  readonly children: React.ReactNode;
}

/** The bar of the bias: its end is dragged to the left and right. Its number beside it takes keys. */
function BiasBar({ editable, span, children }: BiasProps) {
  const pull = useMemo(() => new Pull(), []);
  const [scale, setScale] = useState(0);
  const bias = editable?.now.bias ?? null;
  if (!editable || bias === null || editable.now.isFixed) return children;
  const release = (): void => {
    if (pull.end()) editable.settle();
  };
  return (
    <div
      className="bias-bar"
      data-testid="bias-bar"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        pull.begin(event, 0, bias);
        // The width stands for more as the bar grows; the drag keeps the scale that it began with.
        setScale((span || editable.now.reach) / event.currentTarget.clientWidth);
      }}
      onPointerMove={(event) => {
        const drag = pull.move(event);
        if (drag) editable.pullBias(drag.value + drag.right * scale);
      }}
      onPointerUp={release}
      onPointerCancel={release}
    >
      {children}
    </div>
  );
}
