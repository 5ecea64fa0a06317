/** One measure over the moments of the training run, with its axes; the current moment is marked. */
import { grouped } from '../../../workspace/numbers';

const WIDTH = 420;
const HEIGHT = 130;
const LEFT = 44;
const BOTTOM = 22;
const INSET = 8;
/** How many moments have their step written below them. */
const TICKS = 5;

interface Props {
  readonly name: 'accuracy' | 'loss';
  readonly label: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** The top of the scale, which begins at 0. */
  readonly most: number;
  readonly text: (value: number) => string;
  readonly at: number;
  /** What the axis below counts. */
  readonly axis: string;
}

export function Curve({ name, label, steps, values, most, text, at, axis }: Props) {
  const last = steps.length - 1;
  const x = (i: number): number => LEFT + ((WIDTH - LEFT - INSET) * i) / Math.max(1, last);
  const y = (value: number): number => INSET + (HEIGHT - INSET - BOTTOM) * (1 - value / most);
  const line = values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  const ticks = Array.from({ length: TICKS }, (_, i) => Math.round((i * last) / (TICKS - 1)));
  return (
    <figure className="curve">
      <figcaption data-curve={name}>{label}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {[0, most / 2, most].map((value) => (
          <g key={value}>
            <path className="curve-axis" d={`M${LEFT} ${y(value)}H${WIDTH - INSET}`} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {text(value)}
            </text>
          </g>
        ))}
        {ticks.map((i) => (
          <text key={i} x={x(i)} y={HEIGHT - 6} textAnchor={i === last ? 'end' : 'middle'}>
            {i === 0 ? `${axis} 0` : grouped(steps[i] ?? 0)}
          </text>
        ))}
        <path className={`curve-${name}`} d={line} />
        <path className="curve-now" d={`M${x(at)} ${INSET}V${HEIGHT - BOTTOM}`} />
        <circle className={`curve-${name}`} cx={x(at)} cy={y(values[at] ?? 0)} r={4} />
      </svg>
    </figure>
  );
}
