/** Draws a sheet of pixels with their numbers, at the screen's full resolution. */
import type { Palette } from '../../../backend/types';
import {
  type Cell,
  type NumberScale,
  numbersFrom,
  type PixelView,
  shortNumber,
} from '../../../workspace/input/pixelView';
import type { Sheet } from '../../../workspace/input/sheets';
import { readableOn } from '../../../workspace/inspect/cellColour';
import { type Ink, inkPixels } from '../../parts/Plane';

/** From this side on, lines separate the pixels. */
const LINES_FROM = 10;

export interface PixelPicture {
  readonly sheet: Sheet;
  readonly view: PixelView;
  readonly scale: NumberScale;
  readonly cell: Cell | null;
  readonly accent: string;
  /** Font family of the numbers. */
  readonly font: string;
}

/** The sheet at one screen pixel per value, to be enlarged; rebuilt only when the values change. */
export class SheetImage {
  private readonly canvas = document.createElement('canvas');

  /** RGBA bytes. */
  private bytes = new Uint8ClampedArray();

  draw({ values, rows, columns }: Sheet, ink: Ink, palette: Palette): void {
    const { canvas } = this;
    if (canvas.width !== columns) canvas.width = columns;
    if (canvas.height !== rows) canvas.height = rows;
    const bytes = inkPixels(values, rows, columns, ink, palette);
    canvas.getContext('2d')?.putImageData(new ImageData(bytes, columns, rows), 0, 0);
    this.bytes = bytes;
  }

  /** The colour of a number on a pixel: black or white, whichever stands out. */
  numberColour(pixel: number): string {
    const [red = 0, green = 0, blue = 0] = this.bytes.subarray(4 * pixel);
    return readableOn([red, green, blue]);
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
  { sheet, view, scale, cell, accent, font }: PixelPicture,
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
        context.fillStyle = image.numberColour(index);
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
