/**
 * Gestures on an element: turn the wheel over it, hold it with one finger or two, point at its cells, and move between
 * them by arrow keys.
 */
import { type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { Cell } from '../../workspace/input/pixelView';

export type { Cell };

/** The arrow keys as steps across and down. */
export const arrowSteps: { readonly [key: string]: readonly [x: number, y: number] } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Pixels that a pointer may move and still click. */
export const SLACK = 4;

/** Firefox may count in lines. */
const LINE = 16;

/**
 * Listens to the wheel actively, which React cannot: `turn` may keep the page from scrolling or zooming. It gets the
 * turn in pixels. The result removes the listener.
 */
export function onWheel(element: HTMLElement, turn: (pixels: number, event: WheelEvent) => void): () => void {
  const listen = (event: WheelEvent): void =>
    turn(event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE), event);
  element.addEventListener('wheel', listen, { passive: false });
  return () => element.removeEventListener('wheel', listen);
}

export function useWheel(
  element: RefObject<HTMLElement | null>,
  turn: (pixels: number, event: WheelEvent) => void,
): void {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(
    () => (element.current ? onWheel(element.current, (...turned) => latest.current(...turned)) : undefined),
    [element],
  );
}

/** Wheel pixels that double the zoom. */
const DOUBLES = 300;

/** Zooms with the wheel without scrolling the page. */
export const useWheelZoom = (
  element: RefObject<HTMLElement | null>,
  zoom: (factor: number, event: WheelEvent) => void,
): void =>
  useWheel(element, (pixels, event) => {
    event.preventDefault();
    zoom(2 ** (-pixels / DOUBLES), event);
  });

/** A finger's position in the window. */
export interface Spot {
  readonly clientX: number;
  readonly clientY: number;
}

/** How a held object has moved: what was at `from` is now at `to`, `factor` times as large. */
export interface Moved {
  readonly from: Spot;
  readonly to: Spot;
  readonly factor: number;
  readonly isPinch: boolean;
}

/** For one finger, or for two, whose midpoint moves and whose distance scales. Null: none before or none now. */
export function movedBy([a, b]: readonly Spot[], [c, d]: readonly Spot[]): Moved | null {
  if (!a || !c) return null;
  if (!b || !d) return { from: a, to: c, factor: 1, isPinch: false };
  return { from: middle(a, b), to: middle(c, d), factor: distance(c, d) / distance(a, b), isPinch: true };
}

const distance = (a: Spot, b: Spot): number => Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY));
const middle = (a: Spot, b: Spot): Spot => ({
  clientX: (a.clientX + b.clientX) / 2,
  clientY: (a.clientY + b.clientY) / 2,
});

/** The pointers that hold an element. */
export class Hold {
  private readonly spots = new Map<number, Spot>();

  get count(): number {
    return this.spots.size;
  }

  begin({ currentTarget, pointerId, clientX, clientY }: PointerEvent<HTMLElement>): void {
    currentTarget.setPointerCapture(pointerId);
    this.spots.set(pointerId, { clientX, clientY });
  }

  /** Null if the pointer does not hold it. */
  move({ pointerId, clientX, clientY }: PointerEvent<HTMLElement>): Moved | null {
    if (!this.spots.has(pointerId)) return null;
    const before = [...this.spots.values()];
    this.spots.set(pointerId, { clientX, clientY });
    return movedBy(before, [...this.spots.values()]);
  }

  end({ pointerId }: PointerEvent<HTMLElement>): void {
    this.spots.delete(pointerId);
  }
}

/** A drag that started on one of several numbers. */
export interface NumberDrag {
  readonly cell: number;
  /** The number at the start. */
  readonly value: number;
  /** Pixels moved to the right and upwards. */
  readonly right: number;
  readonly up: number;
  /** It set off sideways. */
  readonly isAcross: boolean;
}

/** The pointer that holds a number: a drag once it has left its place, a click until then. */
export class Pull {
  private held: {
    readonly cell: number;
    readonly value: number;
    readonly from: Spot;
    isAcross: boolean | null;
  } | null = null;

  begin(event: PointerEvent, cell: number, value: number): void {
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
    this.held = { cell, value, from: { clientX: event.clientX, clientY: event.clientY }, isAcross: null };
  }

  move({ clientX, clientY }: Spot): NumberDrag | null {
    const { held } = this;
    if (!held) return null;
    const { cell, value, from } = held;
    const [right, up] = [clientX - from.clientX, from.clientY - clientY];
    if (Math.hypot(right, up) >= SLACK) held.isAcross ??= Math.abs(right) > Math.abs(up);
    return held.isAcross === null ? null : { cell, value, right, up, isAcross: held.isAcross };
  }

  /** Whether it was a drag. */
  end(): boolean {
    const { held } = this;
    this.held = null;
    return held !== null && held.isAcross !== null;
  }
}

const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));

/** The nearest existing cell. */
export const cellWithin = ({ row, column }: Cell, rows: number, columns: number): Cell => ({
  row: within(row, rows),
  column: within(column, columns),
});

/** The cell under the pointer on an element that shows rows and columns edge to edge. */
export function cellUnder(
  { currentTarget, clientX, clientY }: MouseEvent<HTMLElement>,
  rows: number,
  columns: number,
): Cell {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  const [x, y] = [(clientX - left) / width, (clientY - top) / height];
  return cellWithin({ row: Math.floor(y * rows), column: Math.floor(x * columns) }, rows, columns);
}

/** The cell that an arrow key leads to, consuming the key; null for any other key. */
export function cellBeside(event: KeyboardEvent, { row, column }: Cell, rows: number, columns: number, far = 1) {
  const step = arrowSteps[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return null;
  event.preventDefault();
  return cellWithin({ row: row + far * step[1], column: column + far * step[0] }, rows, columns);
}

/** The same over the children of an element, `columns` in a row: the one beside `index` gets the focus. */
export function focusBeside(event: KeyboardEvent, grid: Element | null, index: number, columns: number): void {
  const { children } = grid ?? { children: [] };
  const from = { row: Math.floor(index / columns), column: index % columns };
  const to = cellBeside(event, from, Math.ceil(children.length / columns), columns);
  const other = to && children[to.row * columns + to.column];
  if (other instanceof HTMLElement) other.focus();
}

/** Handlers of an element that shows rows and columns edge to edge: pointer and arrow keys choose a cell. */
export const pointing = (rows: number, columns: number, cell: Cell | null, choose: (cell: Cell) => void, far = 10) => {
  const point = (event: PointerEvent<HTMLElement>): void => {
    // A finger or pen points while it is down.
    if (event.pointerType === 'mouse' || event.buttons !== 0) choose(cellUnder(event, rows, columns));
  };
  return {
    onPointerMove: point,
    onPointerDown: point,
    onKeyDown: (event: KeyboardEvent): void => {
      const from = cell ?? { row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
      const to = cellBeside(event, from, rows, columns, event.shiftKey ? far : 1);
      if (to) choose(to);
    },
  };
};
