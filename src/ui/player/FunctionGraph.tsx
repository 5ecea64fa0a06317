/** The activation function as a small graph, with the current value marked. */
import { useMemo } from 'react';
import { curveOf } from '../../workspace/player/curve';
import type { Step } from '../../workspace/player/figures';

const [WIDTH, HEIGHT] = [72, 34];

interface Props {
  readonly activation: NonNullable<Step['activation']>;
  /** Largest |x| of the graph. */
  readonly most: number;
  /** The current value; null: none yet. */
  readonly value: number | null;
}

export function FunctionGraph({ activation, most, value }: Props) {
  const curve = useMemo(() => curveOf(activation, most, WIDTH, HEIGHT), [activation, most]);
  const point = value === null || !Number.isFinite(value) ? null : curve.at(value);
  return (
    <svg className="player-graph" viewBox={`-4 -4 ${WIDTH + 8} ${HEIGHT + 8}`} aria-hidden="true">
      <path className="axes" d={curve.axes} />
      <path d={curve.path} />
      {point && <circle cx={point[0]} cy={point[1]} r={3.5} />}
    </svg>
  );
}
