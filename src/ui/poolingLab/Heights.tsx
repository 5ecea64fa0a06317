/**
 * One row of windows, as heights: of the map, from the darkest to the brightest of the window's rows at each column; of
 * a pooling, from the smallest to the largest value of each window, with a stroke at what is left of it.
 */
import { useCallback, useMemo, useRef } from 'react';
import type { Cell, Standing } from '../../workspace/labs/pooling/pooling';
import type { WindowKind } from '../../workspace/labs/pooling/settings';
import { pooledSize, rangesOfRow, spanOf } from '../../workspace/labs/pooling/windows';
import { useElementSize } from '../parts/useElementSize';
import { tokenColour, useTheme } from '../parts/usePalette';
import { useCellEffect, usePlane, usePooling } from './usePooling';

/** How strongly a bar is drawn that reaches from the smallest value to the largest. */
const FAINT = 0.13;

interface Props {
  readonly standing: Standing;
  readonly kind: 'map' | WindowKind | 'strided';
  readonly label: string;
}

export function Heights({ standing, kind, label }: Props) {
  const pooling = usePooling();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(canvas);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens' colours depend on the theme.
  const inks = useMemo(() => inksOf(), [theme]);
  const plane = usePlane(standing, 'map');
  const own = usePlane(standing, kind);
  const { geometry } = standing.pooling;
  const draw = useCallback(
    ({ row, column }: Cell): void => {
      const context = canvas.current?.getContext('2d');
      const { width, height } = size;
      if (!canvas.current || !context || !plane || !own || width === 0) return;
      const ratio = window.devicePixelRatio;
      canvas.current.width = Math.round(width * ratio);
      canvas.current.height = Math.round(height * ratio);
      context.scale(ratio, ratio);
      const ranges = rangesOfRow(plane, geometry, row);
      const { output } = pooledSize(geometry).width;
      const results = own.subarray(row * output, (row + 1) * output);
      const known = pooling.lab.frame.getState().ranges.get(pooling.tensor(standing, 'clean', 'map'));
      const low = Math.min(0, known?.min ?? 0, ...(kind === 'strided' ? results : []));
      const high = Math.max(known?.max ?? 1, low + 1e-9, ...(kind === 'strided' ? results : []));
      const y = (value: number): number => height - 1 - ((value - low) / (high - low)) * (height - 4);
      const bar = (x: number, from: number, to: number, across: number, isFaint: boolean): void => {
        context.fillStyle = isFaint ? inks.ink : inks.dark;
        context.globalAlpha = isFaint ? FAINT : 1;
        context.fillRect(x, y(Math.max(from, to)), across, Math.max(1, Math.abs(y(from) - y(to))));
        context.globalAlpha = 1;
      };
      if (kind === 'map') {
        const side = width / geometry.columns;
        const [top, bottom] = spanOf(row, geometry.rows, geometry);
        for (let x = 0; x < geometry.columns; x++) {
          let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
          for (let at = top; at < bottom; at++) {
            const value = plane[at * geometry.columns + x] ?? Number.NaN;
            least = Math.min(least, value);
            most = Math.max(most, value);
          }
          const gap = side >= 4 ? 1 : 0;
          bar(x * side, 0, most, side - gap, true);
          bar(x * side, 0, least, side - gap, false);
        }
        const [left, right] = spanOf(column, geometry.columns, geometry);
        context.strokeStyle = inks.accent;
        context.lineWidth = 2;
        context.strokeRect(left * side + 1, 1, Math.max(2, (right - left) * side - 2), height - 2);
      } else {
        const side = width / output;
        ranges.forEach((range, j) => {
          const [x, across] = [j * side, Math.max(1, Math.min(4, side / 3))];
          bar(x + (side - across) / 2, range.low, range.high, across, true);
          const thick = j === column ? 4 : 2.5;
          context.fillStyle = j === column ? inks.accent : inks.ink;
          context.fillRect(x, y(results[j] ?? Number.NaN) - thick / 2, Math.max(1, side - (side >= 4 ? 1 : 0)), thick);
        });
      }
      context.fillStyle = inks.dark;
      context.fillRect(0, y(0), width, 1);
    },
    [size, plane, own, geometry, kind, standing, inks, pooling],
  );
  useCellEffect(draw);
  return <canvas ref={canvas} className="pooling-heights" role="img" aria-label={label} />;
}

const inksOf = () => ({
  dark: tokenColour('--line-strong'),
  ink: tokenColour('--ink'),
  accent: tokenColour('--accent'),
});
