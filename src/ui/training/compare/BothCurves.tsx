/** Accuracy and loss of two runs on new pictures, in one plot each, over the film of whichever is longer. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { filmOf } from '../../../workspace/training/film';
import { type Compared, picturesAt } from '../../../workspace/training/pair';
import { useElementSize } from '../../parts/useElementSize';
import { tokenColour, useTheme } from '../../parts/usePalette';
import type { Pair } from './usePair';

const HEIGHT = 64;

export function BothCurves({ pair }: { readonly pair: Pair }) {
  const { t } = useTranslation();
  return (
    <div className="compare-curves">
      <div>
        <h3>{t('train.right')}</h3>
        <Curve pair={pair} of="newAccuracy" most={1} />
      </div>
      <div>
        <h3>{t('train.loss')}</h3>
        <Curve pair={pair} of="newLoss" most={1.25 * Math.log(pair.b.spec.labels.length)} />
      </div>
    </div>
  );
}

interface CurveProps {
  readonly pair: Pair;
  readonly of: 'newAccuracy' | 'newLoss';
  readonly most: number;
}

function Curve({ pair: { a, b, at }, of, most }: CurveProps) {
  const host = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(host);
  // Of B, where the axis ends.
  const steps = Math.max(1, ...[a, b].map((run) => picturesAt(run, run.moments.at(-1)?.step ?? 0))) / b.recipe.batch;
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours depend on the theme.
  useEffect(() => {
    if (!host.current || width === 0) return;
    const [xs, as, bs] = joined(a, b, of);
    const film = filmOf(steps);
    const line = { points: { show: false }, spanGaps: true } as const;
    const chart = new uPlot(
      {
        width,
        height: HEIGHT,
        padding: [2, 0, 2, 0],
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: false, range: [0, film.seconds] }, y: { range: [0, most] } },
        axes: [{ show: false }, { show: false, grid: { stroke: tokenColour('--line'), width: 1 } }],
        series: [
          {},
          { ...line, stroke: tokenColour('--ink'), width: 2, dash: [5, 4] },
          { ...line, stroke: tokenColour('--accent'), width: 2 },
        ],
      },
      [xs.map((pictures) => film.secondsAt(pictures / b.recipe.batch)), as, bs],
      host.current,
    );
    return () => chart.destroy();
  }, [a, b.moments, of, width, steps, most, theme]);
  const film = filmOf(steps);
  return (
    <div ref={host} className="compare-curve" style={{ height: HEIGHT }} aria-hidden>
      <i className="compare-playhead" style={{ left: (width * film.secondsAt(at.b.step)) / film.seconds }} />
    </div>
  );
}

type Values = (number | null)[];

/** Both runs' values over all counts of pictures at which either has a moment. */
function joined(a: Compared, b: Compared, of: CurveProps['of']): readonly [xs: number[], a: Values, b: Values] {
  const [first, second] = [a, b].map(
    (run) => new Map(run.moments.map((moment) => [picturesAt(run, moment.step), moment[of]])),
  );
  const xs = [...new Set([...(first?.keys() ?? []), ...(second?.keys() ?? [])])].sort((one, other) => one - other);
  const value = (values: typeof first, pictures: number): number | null => {
    const known = values?.get(pictures);
    return known === undefined || !Number.isFinite(known) ? null : known;
  };
  return [xs, xs.map((pictures) => value(first, pictures)), xs.map((pictures) => value(second, pictures))];
}
