/** A measure over the moments of a training run, as a line or two, with its axes and a legend; one moment is marked. */
import { useId } from 'react';
import { grouped } from '../../../workspace/numbers';
import type { Film } from '../../../workspace/training/film';
import type { Moment } from '../../../workspace/training/kept';
import { useLessons } from '../context';

const WIDTH = 420;
const HEIGHT = 140;
const LEFT = 44;
const BOTTOM = 22;
const INSET = 8;
const DOT = 4;
/** Counts of pictures along the axis below, as shares of the film. */
const TICKS = [0, 0.25, 0.5, 0.75, 1];

export interface Line {
  /** Of the pictures that it learns from, or of new ones. */
  readonly kind: 'own' | 'fresh';
  readonly label: string;
  /** Null: it is not to be seen yet. */
  readonly of: ((moment: Moment) => number) | null;
}

interface Props {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly moments: readonly Moment[];
  /** The moment shown, by its place. */
  readonly at: number;
  readonly film: Film;
  /** Pictures a step. */
  readonly batch: number;
  /** The top of the scale, which begins at 0; a line that is above it is out of sight. */
  readonly most: number;
  readonly text: (value: number) => string;
}

export function Curve({ name, lines, moments, at, film, batch, most, text }: Props) {
  const { words } = useLessons();
  const frame = useId();
  const x = (step: number): number => LEFT + ((WIDTH - LEFT - INSET) * film.secondsAt(step)) / film.seconds;
  const y = (value: number): number => INSET + (HEIGHT - INSET - BOTTOM) * (1 - value / most);
  const now = moments[at];
  const seen = lines.flatMap(({ of, ...line }) => (of ? [{ ...line, of }] : []));
  const textOf = ({ of }: Line): string => {
    const value = now && of?.(now);
    return of === null ? words.page.later : value === undefined || Number.isNaN(value) ? '–' : text(value);
  };
  return (
    <figure className="curve">
      <figcaption>
        <h3>{name}</h3>
        <ul>
          {lines.map((line) => (
            <li key={line.kind} data-line={line.kind}>
              {line.label} <b className="number">{textOf(line)}</b>
            </li>
          ))}
        </ul>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={name}>
        <clipPath id={frame}>
          <rect x={0} y={INSET - DOT} width={WIDTH} height={HEIGHT - BOTTOM - INSET + 2 * DOT} />
        </clipPath>
        {[0, most / 2, most].map((value) => (
          <g key={value}>
            <path className="curve-axis" d={`M${LEFT} ${y(value)}H${WIDTH - INSET}`} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {text(value)}
            </text>
          </g>
        ))}
        {TICKS.map((share) => (
          <text
            key={share}
            x={LEFT + (WIDTH - LEFT - INSET) * share}
            y={HEIGHT - 6}
            textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
          >
            {grouped(Math.round(film.stepAt(share * film.seconds)) * batch)}
            {share === 0 && ` ${words.page.axis}`}
          </text>
        ))}
        {now && <path className="curve-now" d={`M${x(now.step)} ${INSET}V${HEIGHT - BOTTOM}`} />}
        {seen.map(({ kind, of }) => {
          const known = moments.filter((moment) => Number.isFinite(of(moment)));
          const points = known.map((moment) => `${x(moment.step).toFixed(1)} ${y(of(moment)).toFixed(1)}`);
          return (
            <g key={kind} data-line={kind} clipPath={`url(#${frame})`}>
              {points.length > 0 && <path d={`M${points.join('L')}`} />}
              {now && Number.isFinite(of(now)) && <circle cx={x(now.step)} cy={y(of(now))} r={DOT} />}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
