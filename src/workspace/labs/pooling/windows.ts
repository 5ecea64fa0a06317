/** Where pooling windows lie on a map: sizes, pixels no window covers, and which pixel wins a window. Pure. */

import { windowOutput } from '../../../core/shapes';
import { yieldEvery } from '../../../core/yield';

export interface WindowGeometry {
  /** Size of the map that is pooled. */
  readonly rows: number;
  readonly columns: number;
  readonly window: number;
  readonly stride: number;
  readonly pad: number;
}

export interface AxisSize {
  readonly input: number;
  readonly output: number;
  /** Pixels left over at the end. */
  readonly remainder: number;
}

export interface PooledSize {
  readonly height: AxisSize;
  readonly width: AxisSize;
  /** Pixels of the map that no window covers. */
  readonly unseen: number;
}

/** Which pixel of a window wins. */
export type Extreme = 'max' | 'min';

/** Half-open span of input indices. */
export type Span = readonly [from: number, to: number];

/** The part of the map that output `index` covers along one axis of `length`, without padding. */
export function spanOf(index: number, length: number, { window, stride, pad }: WindowGeometry): Span {
  const start = index * stride - pad;
  return [Math.max(0, start), Math.min(length, start + window)];
}

/** Sizes by the floor formula. Throws EngineError('shape') if the window does not fit. */
export function pooledSize(geometry: WindowGeometry): PooledSize {
  const { rows, columns, window, stride, pad } = geometry;
  const axis = (input: number): AxisSize => ({
    input,
    ...windowOutput({ input, kernel: window, stride, dilation: 1, padBegin: pad, padEnd: pad }),
  });
  const [height, width] = [axis(rows), axis(columns)];
  const seen = ({ input, output }: AxisSize): number =>
    unreadAlong(input, output, geometry).filter((isUnread) => !isUnread).length;
  return { height, width, unseen: rows * columns - seen(height) * seen(width) };
}

/** Rows and columns of the map that an output cell covers. */
export interface Region {
  readonly rows: Span;
  readonly columns: Span;
}

export const regionOf = (geometry: WindowGeometry, row: number, column: number): Region => ({
  rows: spanOf(row, geometry.rows, geometry),
  columns: spanOf(column, geometry.columns, geometry),
});

/** The output cell whose window centre is nearest to a pixel of the map. */
export function cellAt(geometry: WindowGeometry, row: number, column: number): readonly [row: number, column: number] {
  const { height, width } = pooledSize(geometry);
  const { window, stride, pad } = geometry;
  const nearest = (pixel: number, { output }: AxisSize): number =>
    Math.min(output - 1, Math.max(0, Math.round((pixel + pad - (window - 1) / 2) / stride)));
  return [nearest(row, height), nearest(column, width)];
}

/**
 * The flat index of the pixel that wins each window: the largest for `max`, the smallest for `min`; the first in
 * row-major order among equals, and the first NaN if there is one. -1 for a window of padding alone.
 */
export function winners(plane: Float32Array, geometry: WindowGeometry, kind: Extreme): Int32Array {
  const { height, width } = pooledSize(geometry);
  const won = new Int32Array(height.output * width.output);
  for (let i = 0; i < height.output; i++)
    won.set(winnersOfRow(plane, geometry, kind, i, width.output), i * width.output);
  return won;
}

/** The same for one row of `count` windows. */
function winnersOfRow(
  plane: Float32Array,
  geometry: WindowGeometry,
  kind: Extreme,
  row: number,
  count: number,
): Int32Array {
  const { rows, columns } = geometry;
  const [top, bottom] = spanOf(row, rows, geometry);
  const won = new Int32Array(count).fill(-1);
  for (let j = 0; j < count; j++) {
    const [left, right] = spanOf(j, columns, geometry);
    let best = -1;
    for (let y = top; y < bottom; y++) {
      for (let at = y * columns + left; at < y * columns + right; at++) {
        if (best < 0 || beats(plane[at] as number, plane[best] as number, kind)) best = at;
      }
    }
    won[j] = best;
  }
  return won;
}

function beats(value: number, best: number, kind: Extreme): boolean {
  if (Number.isNaN(best)) return false;
  if (Number.isNaN(value)) return true;
  return kind === 'max' ? value > best : value < best;
}

/** How many different pixels win; in slices, because there may be a million windows. */
export async function countWinners(plane: Float32Array, geometry: WindowGeometry, kind: Extreme): Promise<number> {
  const { height, width } = pooledSize(geometry);
  const rest = yieldEvery();
  const isCounted = new Uint8Array(plane.length);
  let count = 0;
  for (let row = 0; row < height.output; row++) {
    for (const at of winnersOfRow(plane, geometry, kind, row, width.output)) {
      if (at < 0 || isCounted[at]) continue;
      isCounted[at] = 1;
      count += 1;
    }
    await rest();
  }
  return count;
}

/** The smallest and the largest value in each window of one row of windows; NaN where there are only padding or NaN. */
export function rangesOfRow(
  plane: Float32Array,
  geometry: WindowGeometry,
  row: number,
): readonly { readonly low: number; readonly high: number }[] {
  const { output } = pooledSize(geometry).width;
  const low = winnersOfRow(plane, geometry, 'min', row, output);
  const high = winnersOfRow(plane, geometry, 'max', row, output);
  return Array.from(low, (at, j) => ({ low: plane[at] ?? Number.NaN, high: plane[high[j] ?? -1] ?? Number.NaN }));
}

/** Windows to look at for the first one. */
const MOST_TELLING = 4096;

/**
 * A cell to begin with: of those in the middle half of the map, or of some thousands of them, the one whose values
 * differ most; null where none do, as on a blank picture.
 */
export function tellingCell(
  plane: Float32Array | undefined,
  geometry: WindowGeometry,
): { readonly row: number; readonly column: number } | null {
  if (!plane) return null;
  const { height, width } = pooledSize(geometry);
  const middle = ({ output }: AxisSize): Span => [Math.floor(output / 4), Math.ceil((3 * output) / 4)];
  const [rows, columns] = [middle(height), middle(width)];
  const far = Math.ceil(((rows[1] - rows[0]) * (columns[1] - columns[0])) / MOST_TELLING);
  let most = 0;
  let best: { row: number; column: number } | null = null;
  for (let row = rows[0]; row < rows[1]; row += far) {
    const ranges = rangesOfRow(plane, geometry, row);
    for (let column = columns[0]; column < columns[1]; column++) {
      const { low = 0, high = 0 } = ranges[column] ?? {};
      if (high - low > most) {
        most = high - low;
        best = { row, column };
      }
    }
  }
  return best;
}

/** For each row or column of the map, whether no window reads it. */
export function unreadAlong(length: number, output: number, geometry: WindowGeometry): readonly boolean[] {
  const isUnread = new Array<boolean>(length).fill(true);
  for (let i = 0; i < output; i++) {
    const [from, to] = spanOf(i, length, geometry);
    isUnread.fill(false, from, to);
  }
  return isUnread;
}
