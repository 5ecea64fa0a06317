/** One frame of a run as a picture: the kernels, what they find, the answer, and how good the network is by then. */
import type { Palette } from '../../../backend/types';
import { mapPixels } from '../../stage/mapPixels';
import { type FilterShape, filterPixels } from '../filterPixels';
import type { Still } from '../reader';

export interface FrameLook {
  readonly palette: Palette;
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly accent: string;
  readonly font: string;
}

/** What stays the same in all frames. */
export interface FilmLook extends FrameLook {
  readonly filter: FilterShape & { readonly filters: number };
  /** Rows and columns of the first layer's maps; null if it has none. */
  readonly map: { readonly rows: number; readonly columns: number } | null;
  readonly labels: readonly string[];
  /** Where the moments stand along the timeline, 0 to 1, and the share of new pictures that was right at each. */
  readonly places: readonly number[];
  readonly right: readonly number[];
}

export interface FrameContent {
  readonly still: Still;
  readonly moment: number;
  readonly title: string;
}

const WIDTH = 480;
const EDGE = 16;
const TITLE = 40;
const GAP = 8;
/** Most kernels that are shown. */
const MOST = 8;
const MOST_LABELS = 10;
const ROW = 14;
const CURVE = 110;

const shownFilters = ({ filter }: FilmLook): number => Math.min(MOST, filter.filters);
const cellOf = (look: FilmLook): number => Math.min(72, (WIDTH - 2 * EDGE + GAP) / shownFilters(look) - GAP);
const bandOf = (look: FilmLook): number => Math.floor(cellOf(look)) + GAP;

/** In pixels. */
export function frameSize(look: FilmLook): { readonly width: number; readonly height: number } {
  const bands = (look.map ? 2 : 1) * bandOf(look);
  const below = Math.max(CURVE, Math.min(MOST_LABELS, look.labels.length) * ROW);
  return { width: WIDTH, height: TITLE + bands + GAP + below + EDGE };
}

/** Pixels enlarged as they are: none is interpolated. */
function stamp(
  context: CanvasRenderingContext2D,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  [columns, rows]: readonly [number, number],
  [x, y, side]: readonly [number, number, number],
): void {
  const small = document.createElement('canvas');
  small.width = columns;
  small.height = rows;
  small.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, Math.round(x), Math.round(y), Math.floor(side), Math.floor(side));
}

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);

export function paintFrame(context: CanvasRenderingContext2D, look: FilmLook, content: FrameContent): void {
  const { still, title } = content;
  const { width, height } = frameSize(look);
  context.globalAlpha = 1;
  context.fillStyle = look.paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = look.ink;
  context.textBaseline = 'middle';
  context.textAlign = 'start';
  context.font = `600 16px ${look.font}`;
  context.fillText(title, EDGE, TITLE / 2, width - 2 * EDGE);
  const [count, cell, band] = [shownFilters(look), cellOf(look), bandOf(look)];
  const length = still.weights.length / look.filter.filters;
  const extent = largest(still.weights);
  const plane = look.map ? look.map.rows * look.map.columns : 0;
  const reach = still.maps ? largest(still.maps) : 1;
  for (let i = 0; i < count; i++) {
    const x = EDGE + i * (cell + GAP);
    const weights = still.weights.subarray(i * length, (i + 1) * length);
    const { rows, columns } = look.filter;
    stamp(context, filterPixels(weights, look.filter, extent, look.palette), [columns, rows], [x, TITLE, cell]);
    if (!look.map || !still.maps) continue;
    const map = mapPixels(still.maps.subarray(i * plane, (i + 1) * plane), reach, look.palette);
    stamp(context, map, [look.map.columns, look.map.rows], [x, TITLE + band, cell]);
  }
  const top = TITLE + (look.map ? 2 : 1) * band + GAP;
  const left = still.answer ? paintAnswer(context, look, still.answer, top) : EDGE;
  paintCurve(context, look, content.moment, [left, top, width - EDGE - left]);
}

/** A bar a class; returns where what stands beside it may begin. */
function paintAnswer(
  context: CanvasRenderingContext2D,
  look: FilmLook,
  answer: readonly number[],
  top: number,
): number {
  const [begin, end] = [EDGE + 56, 190];
  const best = Math.max(...answer);
  for (const [i, label] of look.labels.slice(0, MOST_LABELS).entries()) {
    const [share, y] = [answer[i] ?? 0, top + (i + 0.5) * ROW];
    context.font = `${share === best ? 700 : 400} 12px ${look.font}`;
    context.fillStyle = share === best ? look.ink : look.faint;
    context.fillText(label, EDGE, y, 52);
    context.fillStyle = look.line;
    context.fillRect(begin, y - 3, end - begin, 6);
    context.fillStyle = look.accent;
    context.fillRect(begin, y - 3, share * (end - begin), 6);
  }
  return end + 24;
}

/** The share of new pictures that are right, up to this moment. */
function paintCurve(
  context: CanvasRenderingContext2D,
  { places, right, line, accent, ink, faint, font }: FilmLook,
  moment: number,
  [left, top, width]: readonly [number, number, number],
): void {
  const at = (index: number): readonly [number, number] => [
    left + width * (places[index] ?? 0),
    top + CURVE * (1 - (right[index] ?? 0)),
  ];
  context.fillStyle = line;
  for (const share of [0, 0.5, 1]) context.fillRect(left, Math.round(top + CURVE * share), width, 1);
  context.fillStyle = faint;
  context.font = `400 11px ${font}`;
  context.fillText('100 %', left, top + 9);
  context.strokeStyle = accent;
  context.lineWidth = 2;
  context.lineJoin = 'round';
  context.beginPath();
  for (let i = 0; i <= moment; i++) context.lineTo(...at(i));
  context.stroke();
  context.fillStyle = ink;
  context.fillRect(Math.round(at(moment)[0]) - 1, top, 2, CURVE);
}
