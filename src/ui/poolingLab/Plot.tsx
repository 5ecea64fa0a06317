/** Curves over one axis, with a line at what is set now. The line can be dragged, and moved by arrow keys. */
import { type KeyboardEvent, type PointerEvent, useId, useRef } from 'react';
import type { RowKind } from '../../workspace/labs/pooling/spec';
import { rounded } from '../../workspace/numbers';
import { useElementSize } from '../parts/useElementSize';

export interface Series {
  readonly kind: RowKind;
  readonly name: string;
  /** One per position; null: none. */
  readonly values: readonly (number | null)[];
  /** At `now`. */
  readonly value: number | null;
}

interface Props {
  readonly label: string;
  /** Pixels of a unit, in which all is drawn. */
  readonly unit: number;
  readonly places: readonly number[];
  readonly series: readonly Series[];
  /** Whose curve is drawn as the better one. */
  readonly better: RowKind | null;
  readonly now: number;
  readonly step: number;
  readonly onNow: (now: number) => void;
  /** What the axis is, and a position on it in words. */
  readonly axis: string;
  readonly show: (at: number) => string;
}

/** Room around the curves: for numbers, and for their names at the right. */
const [LEFT, RIGHT, TOP, BOTTOM] = [40, 118, 10, 26];
/** What says where the line stands. */
const PILL = 60;
/** Between the names of two curves. */
const LINE = 15;

/** Rounds up to a round number. */
function roundedUp(value: number): number {
  if (value <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  return (([1, 1.5, 2, 3, 4, 5, 7.5].find((step) => step * unit >= value) ?? 10) as number) * unit;
}

const pathOf = (points: readonly (readonly [x: number, y: number] | null)[]): string =>
  points
    .map((point, i) => (point ? `${points[i - 1] ? 'L' : 'M'}${point[0].toFixed(1)} ${point[1].toFixed(1)}` : ''))
    .join('');

export function Plot({ label, unit, places, series, better, now, step, onNow, axis, show }: Props) {
  const clip = useId();
  const box = useRef<HTMLDivElement>(null);
  const size = useElementSize(box);
  const [width, height] = [size.width / unit, size.height / unit];
  const [least, most] = [Math.min(...places), Math.max(...places)];
  const highest = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const top = roundedUp(highest);
  const x = (place: number): number => LEFT + ((place - least) / (most - least || 1)) * (width - LEFT - RIGHT);
  const y = (value: number): number => height - BOTTOM - (value / top) * (height - TOP - BOTTOM);
  const set = (at: number): void =>
    onNow(Number(Math.min(most, Math.max(least, Math.round(at / step) * step)).toFixed(2)));
  const drag = (event: PointerEvent<HTMLElement>): void => {
    const at = (event.clientX - event.currentTarget.getBoundingClientRect().left) / unit;
    set(least + ((at - LEFT) / (width - LEFT - RIGHT)) * (most - least));
  };
  const key = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (by !== undefined) set(now + by * step);
    else if (event.key === 'Home') set(least);
    else if (event.key === 'End') set(most);
    else return;
    event.preventDefault();
  };
  // Names stand at the ends of their curves, pushed apart where those are close: down, then up as far as there is room.
  let [lowest, limit] = [Number.NEGATIVE_INFINITY, height - LINE];
  const ends = series
    .flatMap(({ kind, name, values }) => {
      const end = values.at(-1);
      return end == null ? [] : [{ kind, name, y: y(end) }];
    })
    .sort((a, b) => a.y - b.y)
    .map((end) => {
      lowest = Math.max(end.y, lowest + LINE);
      return { ...end, y: lowest };
    })
    .reverse()
    .map((end) => {
      const at = Math.min(end.y, limit);
      limit = at - LINE;
      return { ...end, y: at };
    });
  return (
    <div
      ref={box}
      className="pooling-plot"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={now}
      aria-valuetext={`${show(now)} ${axis}`}
      onKeyDown={key}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag(event)}
    >
      {width > LEFT + RIGHT && height > TOP + BOTTOM && (
        <svg {...size} viewBox={`0 0 ${width} ${height}`} aria-hidden>
          <clipPath id={clip}>
            <rect x={LEFT} y={0} width={width - LEFT - RIGHT} height={height - BOTTOM + 1} />
          </clipPath>
          {[0, top / 2, top].map((value) => (
            <g key={value}>
              <line className="pooling-grid" x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} />
              <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
                {rounded(value)}
              </text>
            </g>
          ))}
          <g clipPath={`url(#${clip})`}>
            {series.map(({ kind, values }) => (
              <path
                key={kind}
                className="pooling-line"
                data-kind={kind}
                data-better={kind === better || undefined}
                d={pathOf(values.map((value, i) => (value === null ? null : [x(places[i] ?? 0), y(value)])))}
              />
            ))}
          </g>
          {ends.map(({ kind, name, y: at }) => (
            <text
              key={kind}
              className="pooling-end"
              data-better={kind === better || undefined}
              x={width - RIGHT + 8}
              y={at + 4}
            >
              {name}
            </text>
          ))}
          <line className="pooling-now" x1={x(now)} x2={x(now)} y1={TOP - 8} y2={height - BOTTOM + 4} />
          {series.map(
            ({ kind, value }) =>
              value !== null && (
                <circle
                  key={kind}
                  data-better={kind === better || undefined}
                  cx={x(now)}
                  cy={y(Math.min(top, value))}
                  r={4}
                />
              ),
          )}
          {([least, most] as const).map(
            (end) =>
              Math.abs(x(end) - x(now)) > PILL && (
                <text key={end} x={x(end)} y={height - 8} textAnchor={end === least ? 'start' : 'end'}>
                  {show(end)}
                </text>
              ),
          )}
          <g className="pooling-pill" transform={`translate(${x(now)} ${height - 12})`}>
            <rect x={-PILL / 2} y={-9} width={PILL} height={19} rx={9.5} />
            <text textAnchor="middle" y={5}>
              {show(now)}
            </text>
          </g>
        </svg>
      )}
    </div>
  );
}
