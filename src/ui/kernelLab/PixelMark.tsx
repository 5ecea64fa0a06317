/** The pixel that is pointed at: how pointers and keys choose it on a map, and its outline there. */
import type { KeyboardEvent, PointerEvent } from 'react';
import { arrowSteps } from '../parts/arrows';

export interface Pixel {
  readonly row: number;
  readonly column: number;
}

const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));

/** Attributes of an element that shows a map edge to edge. */
export function pointing(rows: number, columns: number, pixel: Pixel | null, choose: (pixel: Pixel) => void) {
  const point = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): void => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    choose({
      row: within(Math.floor(((clientY - top) / height) * rows), rows),
      column: within(Math.floor(((clientX - left) / width) * columns), columns),
    });
  };
  const walk = (event: KeyboardEvent): void => {
    const step = arrowSteps[event.key];
    if (!step) return;
    event.preventDefault();
    const { row, column } = pixel ?? { row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
    const length = event.shiftKey ? 10 : 1;
    choose({ row: within(row + length * step[1], rows), column: within(column + length * step[0], columns) });
  };
  return { role: 'application', tabIndex: 0, onPointerMove: point, onPointerDown: point, onKeyDown: walk } as const;
}

interface Props {
  readonly pixel: Pixel | null;
  readonly rows: number;
  readonly columns: number;
}

export function PixelMark({ pixel, rows, columns }: Props) {
  if (!pixel) return null;
  return (
    <span
      className="kernel-mark"
      aria-hidden
      style={{
        left: `${(100 * pixel.column) / columns}%`,
        top: `${(100 * pixel.row) / rows}%`,
        width: `${100 / columns}%`,
        height: `${100 / rows}%`,
      }}
    />
  );
}
