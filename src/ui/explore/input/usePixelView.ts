/** The view of a sheet of pixels: redrawn at every change, zoomed and moved by wheel, touch, pointer and keys. */
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
import { cellBeside, Hold, SLACK, type Spot, useWheelZoom } from '../../parts/gestures';
import { keyOf } from '../../parts/keys';
import type { Ink } from '../../parts/Plane';
import { useElementSize } from '../../parts/useElementSize';
import { tokenColour, usePalette } from '../../parts/usePalette';
import { drawPixels, SheetImage } from './pixelDrawing';

const KEY_ZOOM = 1.25;

export function usePixelView(sheet: Sheet, ink: Ink, scale: NumberScale) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useRef<SheetImage>(null);
  const [hold] = useState(() => new Hold());
  const travelled = useRef(0);
  const size = useElementSize(canvas);
  const palette = usePalette();
  // Null: the whole sheet, whatever the size of the view.
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
    image.current.draw(sheet, ink, palette);
    const accent = tokenColour('--accent');
    const font = getComputedStyle(element).getPropertyValue('--num');
    drawPixels(context, image.current, { sheet, view, scale, cell, accent, font }, ratio);
  });

  const place = (event: Spot): readonly [x: number, y: number] => {
    const box = canvas.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  };
  const zoomAt = (factor: number, [x, y]: readonly [number, number]): void =>
    setView(zoomView(view, factor, x, y, sheet, size));
  /** Zooms about the pixel under the pointer, or else about the centre. */
  const zoom = (factor: number): void =>
    zoomAt(
      factor,
      cell
        ? [view.left + (cell.column + 0.5) * view.side, view.top + (cell.row + 0.5) * view.side]
        : [size.width / 2, size.height / 2],
    );
  const point = (event: PointerEvent): void => setCell(cellAt(view, ...place(event), sheet));

  useWheelZoom(canvas, (factor, event) => zoomAt(factor, place(event)));

  const move = (event: PointerEvent<HTMLElement>): void => {
    const moved = hold.move(event);
    if (!moved) {
      if (event.pointerType !== 'touch') point(event);
      return;
    }
    const { from, to, factor, isPinch } = moved;
    const [x, y] = [to.clientX - from.clientX, to.clientY - from.clientY];
    const zoomed = factor === 1 ? view : zoomView(view, factor, ...place(from), sheet, size);
    travelled.current += Math.hypot(x, y) + (isPinch ? SLACK : 0);
    setView(panView(zoomed, x, y, sheet, size));
  };

  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = keyOf(event);
    const beside = cellBeside(event, cell ?? { row: 0, column: 0 }, sheet.rows, sheet.columns, event.shiftKey ? 5 : 1);
    if (beside) {
      const next = cell ? beside : { row: 0, column: 0 };
      setCell(next);
      if (chosen) setView(reveal(view, next, sheet, size));
    } else if (name === '+' || name === '=') zoom(KEY_ZOOM);
    else if (name === '-') zoom(1 / KEY_ZOOM);
    else if (name === '0') setView(null);
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
        hold.begin(event);
        travelled.current = 0;
      },
      onPointerMove: move,
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (hold.count === 1 && travelled.current < SLACK) point(event);
        hold.end(event);
      },
      onPointerCancel: (event: PointerEvent<HTMLElement>) => hold.end(event),
      onPointerLeave: ({ pointerType }: PointerEvent<HTMLElement>) => {
        if (pointerType === 'mouse') setCell(null);
      },
      onKeyDown: key,
    },
  };
}
