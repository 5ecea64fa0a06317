/** Drawing for a player's canvases: planes as pictures, cells with numbers, outlines. Sizes in CSS pixels. */

import type { Palette } from '../../backend/types';
import type { CellColour } from '../../workspace/inspect/cellColour';
import { type Box, type Patch, type PlaneFrame, thinned } from '../../workspace/player/picture';
import { type PlaneLook, planePixels } from '../../workspace/stage/mapPixels';
import { tokenColour } from '../parts/usePalette';

/** The page's colours and font in canvas form. */
export interface Inks {
  readonly accent: string;
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly ground: string;
  readonly surface: string;
  readonly font: string;
}

/** In the current theme. */
export function readInks(): Inks {
  return {
    accent: tokenColour('--accent'),
    ink: tokenColour('--ink'),
    faint: tokenColour('--ink-3'),
    line: tokenColour('--line-strong'),
    ground: tokenColour('--bg'),
    surface: tokenColour('--surface'),
    font: getComputedStyle(document.documentElement).getPropertyValue('--num').trim(),
  };
}

/**
 * Draws a plane into a box: sharp when enlarged, averaged when reduced. Missing values at the end are zero. Of a map
 * much larger than its box, only as many values are coloured as can make a difference.
 */
export function drawPlane(
  context: CanvasRenderingContext2D,
  patch: Patch,
  look: PlaneLook,
  palette: Palette,
  { x, y, width, height }: Box,
): void {
  const pixels = Math.max(width, height) * window.devicePixelRatio;
  const { values, rows, columns } = thinned(patch, Math.max(16, 2 * pixels));
  const whole = new Float32Array(rows * columns);
  whole.set(values);
  const picture = document.createElement('canvas');
  picture.width = columns;
  picture.height = rows;
  picture.getContext('2d')?.putImageData(new ImageData(planePixels(whole, look, palette), columns), 0, 0);
  context.imageSmoothingEnabled = pixels < Math.max(rows, columns);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, x, y, width, height);
}

/** Diagonal lines where there are no values. */
export function hatch(context: CanvasRenderingContext2D, { x, y, width, height }: Box, inks: Inks): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = inks.line;
  context.globalAlpha = 0.35;
  context.lineWidth = 1;
  context.beginPath();
  for (let at = -height; at < width; at += 6) {
    context.moveTo(x + at, y + height);
    context.lineTo(x + at + height, y);
  }
  context.stroke();
  context.restore();
}

/** An outline that is visible on any background. */
export function outline(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  { accent, surface }: Inks,
  thickness = 2,
): void {
  // Even a tiny pixel of a large picture stays visible.
  const grow = Math.max(0, 7 - Math.min(width, height)) / 2;
  const inset = thickness / 2 - grow;
  const draw = (colour: string, line: number): void => {
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.strokeRect(x + inset, y + inset, Math.max(0, width - 2 * inset), Math.max(0, height - 2 * inset));
  };
  draw(surface, thickness + 2);
  draw(accent, thickness);
}

/** Lines between the pixels of a plane. */
export function lines(context: CanvasRenderingContext2D, frame: PlaneFrame, rows: number, columns: number): void {
  const { side, left, top } = frame;
  context.fillStyle = 'rgb(128 128 128 / 35%)';
  for (let row = 1; row < rows; row++) context.fillRect(left, top + row * side - 0.5, side * columns, 1);
  for (let column = 1; column < columns; column++) context.fillRect(left + column * side - 0.5, top, 1, side * rows);
}

/** A number in the centre of a box, condensed if too wide. */
export function write(context: CanvasRenderingContext2D, text: string, { x, y, width, height }: Box): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x + width / 2, y + height / 2 + 0.5, width - 2);
}

/** A cell in its value's colours. */
export function cell(
  context: CanvasRenderingContext2D,
  box: Box,
  { background, color }: CellColour,
  text: string,
): void {
  const gap = box.width > 8 ? 1 : 0;
  context.fillStyle = background;
  context.fillRect(box.x, box.y, box.width - gap, box.height - gap);
  if (text === '') return;
  context.fillStyle = color;
  write(context, text, { ...box, width: box.width - gap, height: box.height - gap });
}

/** A cell without a value. */
export function empty(context: CanvasRenderingContext2D, { x, y, width, height }: Box, inks: Inks, text = ''): void {
  if (width > 8) {
    context.setLineDash([2, 2]);
    context.strokeStyle = inks.line;
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, y + 0.5, width - 2, height - 2);
    context.setLineDash([]);
  } else {
    context.fillStyle = inks.line;
    context.globalAlpha = 0.25;
    context.fillRect(x, y, width, height);
    context.globalAlpha = 1;
  }
  if (text === '') return;
  context.fillStyle = inks.faint;
  write(context, text, { x, y, width, height });
}

/** Eases out; 1 from `duration` milliseconds on. */
export const eased = (age: number, duration: number): number =>
  age >= duration || duration === 0 ? 1 : 1 - (1 - age / duration) ** 3;
