/**
 * Looking at a sheet of pixels as through a loupe: how large a pixel is and where the first one lies, in CSS pixels of
 * the window; zooming about a point, panning within bounds, and the words that a number has at each size.
 */
import { minus } from '../numbers';

export interface PixelView {
  /** Side of a pixel of the sheet. */
  readonly side: number;
  /** Where the sheet's left and top edge lie in the window. */
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A sheet's size in its own pixels. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

export const LARGEST_SIDE = 160;

/** How numbers are written: bytes, shares of one, or as the network reads them. */
export const numberScales = ['bytes', 'shares', 'fed'] as const;
export type NumberScale = (typeof numberScales)[number];

/** Side from which a number of each scale has room, in type of 12 pixels. */
const roomFor = { bytes: 28, shares: 28, fed: 38 } as const satisfies Record<NumberScale, number>;
/** Three numbers, one below the other. */
const ROOM_FOR_THREE = 48;

/** The side of a pixel from which its numbers are written in it. */
export const numbersFrom = (scale: NumberScale, planes: number): number =>
  planes > 1 ? Math.max(ROOM_FOR_THREE, roomFor[scale]) : roomFor[scale];

/** The whole sheet in the middle of the window. */
export function fitView({ rows, columns }: Grid, { width, height }: Size): PixelView {
  const side = Math.min(width / columns, height / rows);
  return { side, left: (width - side * columns) / 2, top: (height - side * rows) / 2 };
}

/** Keeps the sheet in the window: centred where it is smaller, without a gap at an edge where it is larger. */
function within(view: PixelView, { rows, columns }: Grid, { width, height }: Size): PixelView {
  const along = (at: number, length: number, room: number): number =>
    length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, at));
  const { side, left, top } = view;
  return { side, left: along(left, side * columns, width), top: along(top, side * rows, height) };
}

/** Another size of the pixels that keeps what is at (x, y) of the window in its place. */
export function zoomView(view: PixelView, factor: number, x: number, y: number, grid: Grid, size: Size): PixelView {
  const least = Math.min(fitView(grid, size).side, LARGEST_SIDE);
  const side = Math.min(LARGEST_SIDE, Math.max(least, view.side * factor));
  const ratio = side / view.side;
  return within({ side, left: x - (x - view.left) * ratio, top: y - (y - view.top) * ratio }, grid, size);
}

export const panView = (view: PixelView, x: number, y: number, grid: Grid, size: Size): PixelView =>
  within({ ...view, left: view.left + x, top: view.top + y }, grid, size);

/** The cell at (x, y) of the window, or null beside the sheet. */
export function cellAt({ side, left, top }: PixelView, x: number, y: number, { rows, columns }: Grid): Cell | null {
  const column = Math.floor((x - left) / side);
  const row = Math.floor((y - top) / side);
  return row >= 0 && row < rows && column >= 0 && column < columns ? { row, column } : null;
}

/** The least pan that brings a cell wholly into the window. */
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

/** A number as it is written in its pixel: rounded to what there is room for. */
export function shortNumber(value: number, scale: NumberScale): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (scale === 'bytes') return minus(String(Math.round(255 * value)));
  const text = value.toFixed(scale === 'shares' ? 2 : 1);
  if (Number(text) === 0) return '0';
  return minus(scale === 'shares' ? text.replace(/^(-?)0\./, '$1.').replace(/^1\.00$/, '1') : text);
}
