/** The window onto a sheet of pixels: drawn at every change, zoomed and moved by wheel, fingers, pointer and keys. */
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import {
  type Cell,
  cellAt,
  fitView,
  type NumberScale,
  type PixelView,
  panView,
  reveal,
  zoomView,
} from '../../../workspace/input/pixelView';
import type { Sheet } from '../../../workspace/input/sheets';
import { arrowSteps } from '../../parts/arrows';
import type { Ink } from '../../parts/Plane';
import { useElementSize } from '../../parts/useElementSize';
import { drawPixels, SheetImage } from './pixelDrawing';
import { distanceOf, middleOf, type Place, pairOf } from './twoFingers';
import { useWheel } from './useWheel';

const KEY_ZOOM = 1.25;
/** A finger that has moved less than this has tapped. */
const TAP = 6;

export function usePixelView(sheet: Sheet, ink: Ink, scale: NumberScale) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useRef<SheetImage>(null);
  const pointers = useRef(new Map<number, Place>());
  const travelled = useRef(0);
  const size = useElementSize(canvas);
  // Null: the whole sheet, however large the window is.
  const [chosen, setView] = useState<PixelView | null>(null);
  const [cell, setCell] = useState<Cell | null>(null);
  const view = chosen ?? fitView(sheet, size);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || size.width === 0) return;
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    image.current ??= new SheetImage();
    image.current.draw(sheet, ink);
    const style = getComputedStyle(element);
    const accent = style.getPropertyValue('--accent');
    const font = style.getPropertyValue('--num');
    drawPixels(context, image.current, { sheet, ink, view, scale, cell, accent, font }, ratio);
  });

  const place = (event: { readonly clientX: number; readonly clientY: number }): Place => {
    const box = canvas.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  };
  const zoomAt = (factor: number, [x, y]: Place): void => setView(zoomView(view, factor, x, y, sheet, size));
  /** About the pointed-at pixel where there is one, else about the middle. */
  const zoom = (factor: number): void =>
    zoomAt(
      factor,
      cell
        ? [view.left + (cell.column + 0.5) * view.side, view.top + (cell.row + 0.5) * view.side]
        : [size.width / 2, size.height / 2],
    );
  const point = (event: PointerEvent): void => setCell(cellAt(view, ...place(event), sheet));

  useWheel(canvas, (factor, event) => zoomAt(factor, place(event)));

  const move = (event: PointerEvent<HTMLElement>): void => {
    const from = pointers.current.get(event.pointerId);
    const to = place(event);
    if (!from) {
      if (event.pointerType !== 'touch') point(event);
      return;
    }
    const before = pairOf(pointers.current);
    pointers.current.set(event.pointerId, to);
    const after = pairOf(pointers.current);
    const [start, end] = before && after ? [middleOf(before), middleOf(after)] : [from, to];
    const factor = before && after ? distanceOf(after) / Math.max(1, distanceOf(before)) : 1;
    const zoomed = factor === 1 ? view : zoomView(view, factor, ...start, sheet, size);
    travelled.current += Math.hypot(end[0] - start[0], end[1] - start[1]) + (before ? TAP : 0);
    setView(panView(zoomed, end[0] - start[0], end[1] - start[1], sheet, size));
  };

  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = arrowSteps[event.key];
    if (step) {
      const far = event.shiftKey ? 5 : 1;
      const along = (at: number, by: number, count: number): number => Math.min(count - 1, Math.max(0, at + by * far));
      const next = cell
        ? { row: along(cell.row, step[1], sheet.rows), column: along(cell.column, step[0], sheet.columns) }
        : { row: 0, column: 0 };
      setCell(next);
      if (chosen) setView(reveal(view, next, sheet, size));
    } else if (event.key === '+' || event.key === '=') zoom(KEY_ZOOM);
    else if (event.key === '-') zoom(1 / KEY_ZOOM);
    else if (event.key === '0') setView(null);
    else return;
    event.preventDefault();
  };

  return {
    canvas,
    cell: cell && cell.row < sheet.rows && cell.column < sheet.columns ? cell : null,
    /** Side of a pixel of the sheet, in CSS pixels. */
    side: view.side,
    zoom,
    fit: () => setView(null),
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, place(event));
        travelled.current = 0;
      },
      onPointerMove: move,
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (pointers.current.size === 1 && travelled.current < TAP) point(event);
        pointers.current.delete(event.pointerId);
      },
      onPointerCancel: (event: PointerEvent<HTMLElement>) => pointers.current.delete(event.pointerId),
      onPointerLeave: ({ pointerType }: PointerEvent<HTMLElement>) => {
        if (pointerType === 'mouse') setCell(null);
      },
      onKeyDown: key,
    },
  };
}
