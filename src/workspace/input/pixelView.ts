/**
 * A magnified view of a sheet of pixels: the size of a pixel and the position of the first, in CSS pixels of the
 * window; zooming about a point, panning within bounds, and number formats for each size.
 */
import { minus } from '../numbers';

export interface PixelView {
  /** Side of one of the sheet's pixels. */
  readonly side: number;
  /** Position of the sheet's left and top edges in the window. */
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of a sheet in its own pixels. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

export const LARGEST_SIDE = 160;

/** How numbers are written: as bytes, as shares of one, or as the network reads them. */
export const numberScales = ['bytes', 'shares', 'fed'] as const;
export type NumberScale = (typeof numberScales)[number];

/** Pixel side from which a number of each scale fits, in 12-pixel type. */
const roomFor = { bytes: 28, shares: 28, fed: 38 } as const satisfies Record<NumberScale, number>;
/** Side for three numbers, one below the other. */
const ROOM_FOR_THREE = 48;

/** Pixel side from which its numbers are written in it. */
export const numbersFrom = (scale: NumberScale, planes: number): number =>
  planes > 1 ? Math.max(ROOM_FOR_THREE, roomFor[scale]) : roomFor[scale];

/** The whole sheet, centred in the window. */
export function fitView({ rows, columns }: Grid, { width, height }: Size): PixelView {
  const side = Math.min(width / columns, height / rows);
  return { side, left: (width - side * columns) / 2, top: (height - side * rows) / 2 };
}

/** Keeps the sheet in the window: centred if it is smaller, with no gap at an edge if it is larger. */
function within(view: PixelView, { rows, columns }: Grid, { width, height }: Size): PixelView {
  const along = (at: number, length: number, room: number): number =>
    length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, at));
  const { side, left, top } = view;
  return { side, left: along(left, side * columns, width), top: along(top, side * rows, height) };
}

/** Zooms, keeping the point at (x, y) of the window fixed. */
export function zoomView(view: PixelView, factor: number, x: number, y: number, grid: Grid, size: Size): PixelView {
  const least = Math.min(fitView(grid, size).side, LARGEST_SIDE);
  const side = Math.min(LARGEST_SIDE, Math.max(least, view.side * factor));
  const ratio = side / view.side;
  return within({ side, left: x - (x - view.left) * ratio, top: y - (y - view.top) * ratio }, grid, size);
}

export const panView = (view: PixelView, x: number, y: number, grid: Grid, size: Size): PixelView =>
  within({ ...view, left: view.left + x, top: view.top + y }, grid, size);

/** The cell at (x, y) of the window; null outside the sheet. */
export function cellAt({ side, left, top }: PixelView, x: number, y: number, { rows, columns }: Grid): Cell | null {
  const column = Math.floor((x - left) / side);
  const row = Math.floor((y - top) / side);
  return row >= 0 && row < rows && column >= 0 && column < columns ? { row, column } : null;
}

/** The smallest pan that brings a cell fully into the window. */
export function reveal(view: PixelView, { row, column }: Cell, grid: Grid, size: Size): PixelView {
  const along = (at: number, index: number, room: number): number => {
    const start = at + index * view.side;
    return at - Math.min(0, start) - Math.max(0, start + view.side - room);
  };
  return within(
    { ...view, left: along(view.left, column, size.width), top: along(view.top, row, size.height) },
    grid,
    size,
  );
}

/** A number as written in its pixel, rounded to fit. */
export function shortNumber(value: number, scale: NumberScale): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (scale === 'bytes') return minus(String(Math.round(255 * value)));
  const text = value.toFixed(scale === 'shares' ? 2 : 1);
  if (Number(text) === 0) return '0';
  return minus(scale === 'shares' ? text.replace(/^(-?)0\./, '$1.').replace(/^1\.00$/, '1') : text);
}
