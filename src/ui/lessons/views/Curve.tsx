/** Accuracy and loss as two lines over the moments, the current one marked. */
import type { Moment } from '../../../store/lessons/evidence';

const WIDTH = 400;
const HEIGHT = 110;
const INSET = 6;

interface Props {
  readonly history: readonly Moment[];
  readonly at: number;
  readonly label: string;
}

export function Curve({ history, at, label }: Props) {
  const most = Math.max(...history.map(({ loss }) => loss), 1e-9);
  const x = (i: number): number => INSET + ((WIDTH - 2 * INSET) * i) / Math.max(1, history.length - 1);
  const y = (share: number): number => INSET + (HEIGHT - 2 * INSET) * (1 - share);
  const line = (share: (moment: Moment) => number): string =>
    history.map((moment, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(share(moment)).toFixed(1)}`).join('');
  const now = history[at];
  return (
    <svg className="curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path className="curve-loss" d={line(({ loss }) => loss / most)} />
      <path className="curve-accuracy" d={line(({ accuracy }) => accuracy)} />
      <path className="curve-now" d={`M${x(at)} ${INSET}V${HEIGHT - INSET}`} />
      {now && (
        <>
          <circle className="curve-loss" cx={x(at)} cy={y(now.loss / most)} r={4} />
          <circle className="curve-accuracy" cx={x(at)} cy={y(now.accuracy)} r={4} />
        </>
      )}
    </svg>
  );
}
