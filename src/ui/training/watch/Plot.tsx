/** Lines along the timeline, drawn by uPlot: a list of values for each, at common places. */
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { tokenColour, useTheme } from '../../parts/usePalette';

export interface Line {
  /** The token of its colour. */
  readonly token: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

interface Props {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
  /** Ends of the scale. */
  readonly least: number;
  readonly most: number;
  /** Where the values stand, 0 to 1. */
  readonly places: readonly number[];
  /** Lists of values, one a line; what is not finite leaves a gap that is bridged. */
  readonly values: readonly (readonly number[])[];
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function Plot({ width, height, lines, least, most, places, values }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours depend on the theme.
  useEffect(() => {
    if (!host.current) return;
    const chart = new uPlot(
      {
        width,
        height,
        padding: [2, 0, 2, 0],
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: false, range: [0, 1] }, y: { range: [least, most] } },
        axes: [{ show: false }, { show: false, grid: { stroke: tokenColour('--line'), width: 1 } }],
        series: [
          {},
          ...lines.map(({ token, width: thick, dash }) => ({
            stroke: tokenColour(token),
            width: thick,
            points: { show: false },
            spanGaps: true,
            ...(dash && { dash: [...dash] }),
          })),
        ],
      },
      [[], ...lines.map(() => [])],
      host.current,
    );
    plot.current = chart;
    return () => {
      chart.destroy();
      plot.current = null;
    };
  }, [width, height, lines, least, most, theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another plot is empty.
  useEffect(() => {
    plot.current?.setData([[...places], ...values.map((line) => line.map(finite))], false);
    plot.current?.setScale('x', { min: 0, max: 1 });
  }, [places, values, width, height, lines, least, most, theme]);
  return <div ref={host} className="train-plot" aria-hidden />;
}
