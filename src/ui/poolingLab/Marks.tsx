/** Over a map: the pixels that win their windows, and the window or cell under the pointer. */
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Cell, Standing } from '../../workspace/labs/pooling/pooling';
import type { Branch, RowKind } from '../../workspace/labs/pooling/spec';
import { pooledSize, regionOf, winners } from '../../workspace/labs/pooling/windows';
import { css } from '../../workspace/stage/palette';
import { useElementSize } from '../parts/useElementSize';
import { tokenColour, usePalette } from '../parts/usePalette';
import { useChannel, useReading, useSettings } from './usePooling';

interface Props {
  readonly standing: Standing;
  readonly kind: RowKind;
  readonly branch: Branch;
  readonly cell: Cell;
}

/** The smallest map pixel, in CSS pixels, that marks would not hide. */
const LEAST = 3;

export function Marks({ standing, kind, branch, cell }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(box);
  const palette = usePalette();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens' colours change with the palette.
  const [ground, accent] = useMemo(() => [tokenColour('--surface'), tokenColour('--accent')], [palette]);
  const { geometry } = standing.pooling;
  const isMarked = kind === 'map' && width / geometry.columns >= LEAST;
  const won = useWinners(standing, isMarked ? branch : 'difference');
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || width === 0) return;
    const ratio = window.devicePixelRatio;
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(height * ratio);
    const size = pooledSize(geometry);
    const [rows, columns] =
      kind === 'map' ? [geometry.rows, geometry.columns] : [size.height.output, size.width.output];
    const across = (column: number): number => Math.round((column * width * ratio) / columns);
    const down = (row: number): number => Math.round((row * height * ratio) / rows);
    const outline = (row: number, column: number, toRow: number, toColumn: number, inset: number): void =>
      context.strokeRect(
        across(column) + inset,
        down(row) + inset,
        across(toColumn) - across(column) - 2 * inset,
        down(toRow) - down(row) - 2 * inset,
      );
    if (width / columns >= LEAST) {
      const thin = Math.max(1, Math.round(ratio * Math.min(2, width / columns / 5)));
      context.lineWidth = thin;
      context.strokeStyle = css(palette.positive);
      for (const at of won.max) outline(...squareAt(at, columns), thin / 2);
      context.fillStyle = css(palette.negative);
      for (const at of won.min) {
        const [row, column, toRow, toColumn] = squareAt(at, columns);
        const [x, y] = [(across(column) + across(toColumn)) / 2, (down(row) + down(toRow)) / 2];
        context.beginPath();
        context.arc(x, y, Math.max(1, (across(toColumn) - across(column)) / 4), 0, 2 * Math.PI);
        context.fill();
      }
    }
    const { rows: seenRows, columns: seenColumns } =
      kind === 'map'
        ? regionOf(geometry, cell.row, cell.column)
        : { rows: [cell.row, cell.row + 1] as const, columns: [cell.column, cell.column + 1] as const };
    // Two strokes, visible on any background.
    for (const [line, colour] of [
      [4, ground],
      [2, accent],
    ] as const) {
      context.lineWidth = line * ratio;
      context.strokeStyle = colour ?? '';
      outline(seenRows[0], seenColumns[0], seenRows[1], seenColumns[1], 0);
    }
  }, [width, height, palette, geometry, kind, cell.row, cell.column, won, ground, accent]);
  return (
    <div ref={box} className="pooling-marks" aria-hidden>
      <canvas ref={canvas} />
    </div>
  );
}

const squareAt = (at: number, columns: number): [row: number, column: number, toRow: number, toColumn: number] => {
  const [row, column] = [Math.floor(at / columns), at % columns];
  return [row, column, row + 1, column + 1];
};

/** The winners to mark on the clean or the changed map. */
function useWinners(standing: Standing, branch: Branch): { readonly max: Int32Array; readonly min: Int32Array } {
  const marks = useSettings((settings) => settings.marks);
  const channel = useChannel(standing);
  const reading = useReading(standing);
  const map = branch === 'difference' ? undefined : reading?.[branch].get('map');
  return useMemo(() => {
    const { geometry } = standing.pooling;
    const count = geometry.rows * geometry.columns;
    const plane = map?.subarray(channel * count, (channel + 1) * count);
    const of = (kind: 'max' | 'min'): Int32Array =>
      plane && (marks === kind || marks === 'both')
        ? winners(plane, geometry, kind).filter((at) => at >= 0)
        : new Int32Array();
    return { max: of('max'), min: of('min') };
  }, [map, channel, standing, marks]);
}
