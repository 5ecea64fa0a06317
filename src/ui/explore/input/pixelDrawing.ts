/** Draws a sheet of pixels with their numbers, at the screen's full resolution. */

import {
  type Cell,
  type NumberScale,
  numbersFrom,
  type PixelView,
  shortNumber,
} from '../../../workspace/input/pixelView';
import type { Sheet } from '../../../workspace/input/sheets';
import { type Ink, planePixels } from '../../parts/Plane';

/** From this side on, lines separate the pixels. */
const LINES_FROM = 10;

export interface PixelPicture {
  readonly sheet: Sheet;
  readonly ink: Ink;
  readonly view: PixelView;
  readonly scale: NumberScale;
  readonly cell: Cell | null;
  readonly accent: string;
  /** Font family of the numbers. */
  readonly font: string;
}

/** How bright a colour of 0..1 values looks, 0..1 (relative luminance, WCAG 2). */
function luminance(red: number, green: number, blue: number): number {
  const linear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Black and white are equally far from this luminance in contrast. */
const HALFWAY = 0.179;

/** The colour of the number on a pixel: black or white, whichever stands out. */
function numberColour(ink: Ink, values: readonly number[]): string {
  const [a = 0, b = a, c = a] = values.map((value) => Math.min(1, Math.max(0, value)));
  const bright = {
    white: luminance(a, a, a),
    red: luminance(a, 0, 0),
    green: luminance(0, a, 0),
    blue: luminance(0, 0, a),
    colour: luminance(a, b, c),
  } as const satisfies Record<Ink, number>;
  return bright[ink] > HALFWAY ? '#000' : '#fff';
}

/** The sheet at one screen pixel per value, to be enlarged; rebuilt only when the values change. */
export class SheetImage {
  private readonly canvas = document.createElement('canvas');

  draw({ values, rows, columns }: Sheet, ink: Ink): void {
    const { canvas } = this;
    if (canvas.width !== columns) canvas.width = columns;
    if (canvas.height !== rows) canvas.height = rows;
    const pixels = new ImageData(planePixels(values, rows, columns, ink), columns, rows);
    canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  }

  onto(context: CanvasRenderingContext2D, { left, top, side }: PixelView): void {
    const { canvas } = this;
    context.imageSmoothingEnabled = false;
    context.drawImage(canvas, left, top, side * canvas.width, side * canvas.height);
  }
}

/** Draws in CSS pixels of `ratio` device pixels each. */
export function drawPixels(
  context: CanvasRenderingContext2D,
  image: SheetImage,
  { sheet, ink, view, scale, cell, accent, font }: PixelPicture,
  ratio: number,
): void {
  const { canvas } = context;
  const width = canvas.width / ratio;
  const height = canvas.height / ratio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  image.onto(context, view);
  const { rows, columns } = sheet;
  const { side, left, top } = view;
  const first = { row: Math.max(0, Math.floor(-top / side)), column: Math.max(0, Math.floor(-left / side)) };
  const last = {
    row: Math.min(rows, Math.ceil((height - top) / side)),
    column: Math.min(columns, Math.ceil((width - left) / side)),
  };

  if (side >= LINES_FROM) {
    // A line one device pixel wide, aligned to the device's grid.
    const snapped = (at: number): number => Math.round(at * ratio) / ratio;
    context.fillStyle = 'rgb(128 128 128 / 45%)';
    for (let row = first.row; row <= last.row; row++) {
      context.fillRect(left, snapped(top + row * side), side * columns, 1 / ratio);
    }
    for (let column = first.column; column <= last.column; column++) {
      context.fillRect(snapped(left + column * side), top, 1 / ratio, side * rows);
    }
  }

  const { values, fed } = sheet;
  const count = rows * columns;
  const planes = values ? values.length / count : 1;
  const numbers = scale === 'fed' ? fed : values;
  if (values && numbers && side >= numbersFrom(scale, planes)) {
    const line = Math.min(16, Math.max(12, side * (planes > 1 ? 0.27 : 0.36)));
    context.font = `${line}px ${font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (let row = first.row; row < last.row; row++) {
      for (let column = first.column; column < last.column; column++) {
        const index = row * columns + column;
        const all = Array.from({ length: planes }, (_, plane) => values[plane * count + index] ?? 0);
        context.fillStyle = numberColour(ink, all);
        for (let plane = 0; plane < planes; plane++) {
          context.fillText(
            shortNumber(numbers[plane * count + index] ?? Number.NaN, scale),
            left + (column + 0.5) * side,
            top + (row + 0.5) * side + (plane - (planes - 1) / 2) * line * 1.15,
          );
        }
      }
    }
  }

  if (cell) {
    const inset = 1.5;
    context.strokeStyle = accent;
    context.lineWidth = 3;
    context.strokeRect(
      left + cell.column * side + inset,
      top + cell.row * side + inset,
      Math.max(1, side - 2 * inset),
      Math.max(1, side - 2 * inset),
    );
  }
}
