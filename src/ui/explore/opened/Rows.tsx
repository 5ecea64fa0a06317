/** The maps that a map of a convolution is the sum of: each input map x its kernel = what it adds. */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { type SumOfParts, type SumRow, signedText } from '../../../workspace/inspect/adds';
import type { Filter } from '../../../workspace/inspect/mapReading';
import { waterfall } from '../../../workspace/inspect/waterfall';
import { exact64 } from '../../../workspace/numbers';
import type { OpenedLayout } from '../../../workspace/stage/opened';
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
  readonly added: Added;
  readonly chosen: number | null;
  readonly onChoose: (part: number) => void;
}

const nothing = { from: 0, to: 0, zero: 0 };

export function Rows({ layout, sum, filter, added, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { places, row } = layout;
  const { rows, bias, result, decimals } = sum;
  const { bars, total } = waterfall([...rows, ...(bias ? [bias] : [])].map(({ value }) => value));
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
                  <span className="row-picture" data-testid="kernel">
                    <MapPicture
                      values={filter.kernels[part] ?? new Float32Array()}
                      rows={filter.rows}
                      columns={filter.columns}
                      extent={filter.extent}
                    />
                  </span>
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
              <Contribution {...(bars.at(-1) ?? nothing)} />
              <span
                className="number"
                data-sign={Math.sign(bias.units ?? bias.value)}
                data-testid="row-bias"
                data-value={bias.value}
              >
                {text(bias)}
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
