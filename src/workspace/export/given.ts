/** What a network is given, in a picture of it: the drawing, or the picture with its crop; and what it sees in colour. */
import { cropFor } from '../../vision/picture';
import { colourPixels } from '../input/colour';
import type { Input } from '../input/input';
import { sheetOf } from '../input/sheets';
import { drawStrokes } from '../input/strokeDrawing';
import type { Network } from '../network';
import { css } from '../stage/palette';
import type { Box } from '../stage/pointer';
import type { Look } from './picture';

/** A canvas of its own, which `draw` draws on; null if the browser has none. */
function sheetWith(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  if (!context) return null;
  draw(context);
  return canvas;
}

/** Device pixels of the pad's side. */
const FINE = 600;

/** Draws the pad or the picture in its box. */
export function drawGiven(
  context: CanvasRenderingContext2D,
  { store, gesture, pipeline }: Input,
  { preprocessing }: Network,
  box: Box,
  look: Look,
): void {
  context.strokeStyle = css(look.line);
  context.lineWidth = 1;
  context.strokeRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1);
  const { strokes: own, ghost, crop: chosen } = gesture.getState();
  const strokes = own.length > 0 ? own : ghost;
  if (store.getState().kind === 'draw') {
    const drawn = sheetWith(FINE, FINE, (sheet) => drawStrokes(sheet, strokes, FINE, css(look.palette.ink)));
    if (drawn) context.drawImage(drawn, box.x, box.y, box.width, box.height);
    return;
  }
  const { picture } = pipeline;
  if (!picture) return;
  const { width, height, data } = picture;
  const shown = sheetWith(width, height, (sheet) =>
    sheet.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0),
  );
  const scale = Math.min(box.width / width, box.height / height);
  const x = box.x + (box.width - scale * width) / 2;
  const y = box.y + (box.height - scale * height) / 2;
  if (shown) context.drawImage(shown, x, y, scale * width, scale * height);
  const crop = cropFor(picture, preprocessing.size, chosen.centre, chosen.zoom);
  const place = [x + scale * crop.x, y + scale * crop.y, scale * crop.width, scale * crop.height] as const;
  context.strokeStyle = css(look.ground);
  context.lineWidth = 3;
  context.strokeRect(...place);
  context.strokeStyle = css(look.ink);
  context.lineWidth = 1;
  context.strokeRect(...place);
}

/** Draws a picture's three planes as one, above them in their box. */
export function drawWhole(
  context: CanvasRenderingContext2D,
  { pipeline }: Input,
  { preprocessing }: Network,
  box: Box,
): void {
  const { values, rows, columns } = sheetOf('input', preprocessing, pipeline.current?.prepared ?? null);
  if (preprocessing.mean.length !== 3 || !values) return;
  const whole = sheetWith(columns, rows, (sheet) =>
    sheet.putImageData(new ImageData(colourPixels(values, rows, columns), columns, rows), 0, 0),
  );
  const pixel = box.width / Math.max(rows, columns);
  context.imageSmoothingEnabled = false;
  if (whole) context.drawImage(whole, box.x, box.y, columns * pixel, rows * pixel);
  context.imageSmoothingEnabled = true;
}
