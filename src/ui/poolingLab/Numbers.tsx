/** What becomes of one window, in numbers: under each map its values, which of them count, and the result. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import type { WindowKind } from '../../workspace/labs/pooling/settings';
import { type WindowNumbers, weighted, weightsAt, windowNumbers } from '../../workspace/labs/pooling/windowNumbers';
import { pooledSize } from '../../workspace/labs/pooling/windows';
import { exact, fixed, grouped } from '../../workspace/numbers';
import { cellLook } from '../../workspace/player/picture';
import type { PlaneLook } from '../../workspace/stage/mapPixels';
import { usePalette } from '../parts/usePalette';
import { useLook } from './useLook';
import { useCell, useMeasures, usePlane, usePooling, useSettings } from './usePooling';
import { useDone } from './useSlide';

interface Props {
  readonly standing: Standing;
  readonly kind: WindowKind | 'strided';
}

/** The window at the shown cell; null until the map has been read. */
export function useWindowNumbers(standing: Standing): WindowNumbers | null {
  const plane = usePlane(standing, 'map');
  const { row, column } = useCell();
  const { geometry } = standing.pooling;
  return useMemo(() => plane && windowNumbers(plane, geometry, row, column), [plane, geometry, row, column]);
}

export function useResult(standing: Standing, kind: Props['kind'], branch: 'clean' | 'changed' = 'clean'): number {
  const plane = usePlane(standing, kind, branch);
  const { row, column } = useCell();
  return plane?.[row * pooledSize(standing.pooling.geometry).width.output + column] ?? Number.NaN;
}

export function Numbers({ standing, kind }: Props) {
  const { t } = useTranslation();
  const numbers = useWindowNumbers(standing);
  const result = useResult(standing, kind);
  const done = useDone();
  if (!numbers) return null;
  const { values, max, min, write } = numbers;
  const isDone = done >= values.length;
  // Up to the value that has just been read.
  const soFar = values.slice(0, Math.max(1, done));
  const running = kind === 'min' ? Math.min(...soFar) : Math.max(...soFar);
  const texts = {
    done: () => (kind === 'strided' ? fixed(result, 3) : kind === 'average' ? numbers.mean(result) : write(result)),
    reading: () => (kind === 'average' ? `Σ ${numbers.sum(done)}` : kind === 'strided' ? '…' : write(running)),
  };
  const isChosen = kind === 'max' || kind === 'min';
  const winner = !isChosen ? -1 : !isDone ? soFar.indexOf(running) : kind === 'max' ? max : min;
  return (
    <div className="pooling-numbers" data-wide={numbers.across > 3 || undefined}>
      <Values {...{ standing, kind, numbers, done, winner }} result={result} />
      <p className="pooling-result">
        <b data-testid="pooling-result" data-kind={kind} data-value={result} title={exact(result)}>
          {isDone ? `= ${texts.done()}` : done === 0 ? '…' : texts.reading()}
        </b>
        <span>
          {isDone ? t(`pooling.chosen.${kind}`, { count: values.length }) : t('pooling.soFar', { count: done })}
        </span>
      </p>
      <Said standing={standing} kind={kind} numbers={numbers} />
    </div>
  );
}

interface ValuesProps extends Props {
  readonly numbers: WindowNumbers;
  readonly winner: number;
  readonly done: number;
  readonly result: number;
}

/** The window's values; for a convolution, their products with its weights. */
function Values({ standing, kind, numbers, winner, done, result }: ValuesProps) {
  const pooling = usePooling();
  const palette = usePalette();
  const own = useLook(standing, 'map', 'clean');
  const weights = useWeights(standing);
  const { values, across } = numbers;
  const products = kind === 'strided' ? weighted(numbers, weights, result) : null;
  const texts = products?.texts ?? numbers.texts;
  const shown = products?.values ?? values;
  const signed = (): PlaneLook => {
    const { min, max } = pooling.lab.frame.getState().ranges.get(pooling.tensor(standing, 'clean', 'map')) ?? {
      min: 0,
      max: 0,
    };
    return { colour: 'signed', extent: products ? Math.max(...shown.map(Math.abs), 1e-9) : Math.max(-min, max) };
  };
  const look = products || own.colour === 'signed' ? signed() : own;
  return (
    <table className="pooling-values" data-kind={kind} data-whole={kind === 'average' || undefined}>
      <tbody>
        {Array.from({ length: Math.ceil(values.length / Math.max(1, across)) }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value is its place in the window.
          <tr key={row}>
            {Array.from({ length: across }, (__, column) => {
              const at = row * across + column;
              const value = shown[at] ?? Number.NaN;
              return (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a value is its place in the window.
                  key={column}
                  style={cellLook(value, look, palette)}
                  title={exact(value)}
                  data-won={at === winner || undefined}
                  data-waiting={at >= done || undefined}
                >
                  {texts[at]}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The strided convolution's weights on the real pixels of the shown window. */
function useWeights({ pooling: { geometry } }: Standing): readonly number[] {
  const { row, column } = useCell();
  const kernel = useSettings((settings) => settings.kernel);
  return useMemo(() => weightsAt(kernel, geometry, row, column), [kernel, geometry, row, column]);
}

/** The longest sum that is written out. */
const MOST_TERMS = 4;

/** Where the window lies, how its result comes about, and what this pooling keeps of the whole map. */
function Said({ standing, kind, numbers }: Props & { readonly numbers: WindowNumbers }) {
  const { t } = useTranslation();
  const { geometry } = standing.pooling;
  const winning = useMeasures(standing)?.winning;
  const { rows, columns, texts } = numbers;
  const read = geometry.rows * geometry.columns - pooledSize(geometry).unseen;
  if (kind === 'strided') return <p className="small muted">{t('pooling.weighted')}</p>;
  if (kind === 'average') {
    const count = texts.length;
    const written = count <= MOST_TERMS ? `(${texts.join(' + ')}) ÷ ${count}` : `${numbers.sum(count)} ÷ ${count}`;
    return (
      <>
        <p className="small muted">{written}</p>
        <p className="small muted">{t('pooling.allCount', { count: read, all: grouped(read) })}</p>
      </>
    );
  }
  const kept = winning?.[kind] ?? 0;
  return (
    <>
      <p className="small muted">
        {kind === 'max'
          ? t('pooling.place', { top: rows[0], bottom: rows[1] - 1, left: columns[0], right: columns[1] - 1 })
          : t('pooling.noWeights')}
      </p>
      {winning && (
        <p className="small muted">
          {t(`pooling.keeps.${kind}`, { count: kept, kept: grouped(kept), rest: grouped(read - kept) })}
        </p>
      )}
    </>
  );
}
