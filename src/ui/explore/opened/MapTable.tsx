/** A map as a table of numbers, at most 64 rows and columns at a time. */
import { startTransition, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exact, rounded } from '../../../workspace/numbers';
import type { StageLayer } from '../../../workspace/stage/layers';
import { Button } from '../../parts/Button';
import { useDisplay } from './display';

const SIDE = 64;
/** Milliseconds between updates: slow enough to read, and never holding up a frame. */
const PACE = 400;

interface Props {
  readonly values: Float32Array;
  readonly layer: StageLayer;
  readonly name: string;
}

/** The values, updated at most once per PACE. */
function useCalm(values: Float32Array): Float32Array {
  const [calm, setCalm] = useState(values);
  const latest = useRef(values);
  latest.current = values;
  useEffect(() => {
    const timer = setInterval(() => startTransition(() => setCalm(latest.current)), PACE);
    return () => clearInterval(timer);
  }, []);
  return calm;
}

export function MapTable({ values, layer, name }: Props) {
  const { t } = useTranslation();
  const { isExact } = useDisplay();
  const calm = useCalm(values);
  const [top, setTop] = useState(0);
  const [left, setLeft] = useState(0);
  const { rows, columns } = layer;
  const [bottom, right] = [Math.min(rows, top + SIDE), Math.min(columns, left + SIDE)];
  const text = isExact ? exact : rounded;
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  return (
    <div className="map-table stack tight">
      {rows > SIDE && (
        <Part name={t('opened.rowsShown', { from: top, to: bottom - 1 })} at={top} size={rows} onMove={setTop} />
      )}
      {columns > SIDE && (
        <Part
          name={t('opened.columnsShown', { from: left, to: right - 1 })}
          at={left}
          size={columns}
          onMove={setLeft}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className="map-table-scroller" tabIndex={0} aria-label={t('opened.tableOf', { name })}>
        <table className="number" data-testid="map-table">
          <caption className="unseen">{t('opened.tableOf', { name })}</caption>
          <thead>
            <tr>
              <td />
              {range(left, right).map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {range(top, bottom).map((row) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {range(left, right).map((column) => (
                  <td key={column}>{text(calm[row * columns + column] ?? Number.NaN)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

interface PartProps {
  readonly name: string;
  readonly at: number;
  readonly size: number;
  readonly onMove: (at: number) => void;
}

/** Which part of the rows or columns is shown, with buttons to the previous and next part. */
function Part({ name, at, size, onMove }: PartProps) {
  const { t } = useTranslation();
  return (
    <p className="table-part">
      <Button idle={at === 0} onClick={() => onMove(at - SIDE)}>
        {t('opened.earlier')}
      </Button>
      <span>{name}</span>
      <Button idle={at + SIDE >= size} onClick={() => onMove(at + SIDE)}>
        {t('opened.later')}
      </Button>
    </p>
  );
}
