/** Curves over one axis: a line for each kind of pooling, with its own colour and dashes, and a mark at "now". */
import { useId } from 'react';
import type { RowKind } from '../../workspace/labs/pooling/spec';
import { rounded } from '../../workspace/numbers';

export interface Series {
  readonly kind: RowKind;
  /** One per position; null: none. */
  readonly values: readonly (number | null)[];
}

interface Props {
  readonly label: string;
  readonly places: readonly number[];
  readonly series: readonly Series[];
  /** The experiment's current value on the axis. */
  readonly now: number;
}

const [WIDTH, HEIGHT] = [300, 190];
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 8, 8, 24];

/** Rounds up to a round number. */
function roundedUp(value: number): number {
  if (value <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  return (([1, 1.5, 2, 3, 4, 5, 7.5].find((step) => step * unit >= value) ?? 10) as number) * unit;
}

/** A sample of a line, as drawn in the plot and the table beside it. */
export const Sample = ({ kind }: { readonly kind: RowKind }) => (
  <svg className="pooling-sample" viewBox="0 0 28 8" aria-hidden>
    <line className="pooling-line" data-kind={kind} x1={0} y1={4} x2={28} y2={4} />
  </svg>
);

export function Plot({ label, places, series, now }: Props) {
  const clip = useId();
  const [least, most] = [Math.min(...places), Math.max(...places)];
  const top = roundedUp(Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const x = (place: number): number => LEFT + ((place - least) / (most - least || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const path = (values: Series['values']): string => {
    let pen = 'M';
    return values
      .map((value, i) => {
        if (value === null) {
          pen = 'M';
          return '';
        }
        const step = `${pen}${x(places[i] ?? 0).toFixed(1)} ${y(value).toFixed(1)}`;
        pen = 'L';
        return step;
      })
      .join('');
  };
  return (
    <svg className="pooling-plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <clipPath id={clip}>
        <rect x={LEFT} y={0} width={WIDTH - LEFT - RIGHT} height={HEIGHT - BOTTOM + 1} />
      </clipPath>
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line className="pooling-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
          <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
            {rounded(value)}
          </text>
        </g>
      ))}
      {[least, (least + most) / 2, most].map((place, i) => (
        <text key={place} x={x(place)} y={HEIGHT - 6} textAnchor={(['start', 'middle', 'end'] as const)[i]}>
          {Number(place.toFixed(3))}
        </text>
      ))}
      <g clipPath={`url(#${clip})`}>
        <line className="pooling-now" x1={x(now)} x2={x(now)} y1={TOP} y2={HEIGHT - BOTTOM} />
        {series.map(({ kind, values }) => (
          <path key={kind} className="pooling-line" data-kind={kind} d={path(values)} />
        ))}
      </g>
    </svg>
  );
}
