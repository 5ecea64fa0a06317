/**
 * Pen strokes, their outlines, and the drawing they make. Outlines come from perfect-freehand, so the shape the page
 * fills on a canvas is the same one the network's input is rasterised from.
 */
import { getStroke } from 'perfect-freehand';
import { Coverage } from './coverage';
import type { Ink } from './digit';

/** Pad units: 0..1 across and down; the pad is square. */
export interface StrokePoint {
  readonly x: number;
  readonly y: number;
  /** 0..1; a mouse, or a finger on a screen without a sensor, gives 0.5, which draws the stroke's nominal thickness. */
  readonly pressure: number;
}

/** A stroke in progress is a new object after each move, but keeps its list of points, which grows at the end. */
export interface Stroke {
  readonly points: readonly StrokePoint[];
  /** Line width at pressure 0.5, in pad units. */
  readonly thickness: number;
  /** Removes ink instead. */
  readonly eraser: boolean;
}

/** Points lie on a grid with this many steps across the pad, pressure on as many levels: links encode them exactly. */
export const GRID = 1024;
export const PRESSURES = 64;

const nearest = (value: number, steps: number): number => Math.round(value * steps) / steps;

/** The nearest grid point. */
export const onGrid = ({ x, y, pressure }: StrokePoint): StrokePoint => ({
  x: nearest(x, GRID),
  y: nearest(y, GRID),
  pressure: nearest(pressure, PRESSURES),
});

/** A digit two thirds of the pad high, drawn with this pen, has as much ink as the average MNIST digit. */
export const PEN_THICKNESS = 0.09;

/** perfect-freehand works in screen pixels; this is the pad size it was tuned for. */
const UNITS = 512;

/** perfect-freehand's input for the points of the list that grew last; finished strokes keep only their outlines. */
let latest: {
  readonly list: readonly StrokePoint[];
  taken: number;
  readonly points: [x: number, y: number, pressure: number][];
} = { list: [], taken: 0, points: [] };

/** Converts only the points added since the last call. */
function freehandPoints(list: readonly StrokePoint[]): typeof latest.points {
  if (latest.list !== list) latest = { list, taken: 0, points: [] };
  for (; latest.taken < list.length; latest.taken++) {
    const { x, y, pressure } = list[latest.taken] as StrokePoint;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    latest.points.push([x * UNITS, y * UNITS, Number.isFinite(pressure) ? pressure : 0.5]);
  }
  return latest.points;
}

export type Outline = readonly (readonly [x: number, y: number])[];

const outlines = new WeakMap<Stroke, Outline>();

/**
 * The closed outline of a stroke in pad units; empty when the stroke has no usable point. A single point, or many in
 * one place, gives a dot. It may cross itself: fill by the non-zero rule. Computed once per stroke.
 */
export function outline(stroke: Stroke): Outline {
  const known = outlines.get(stroke);
  if (known) return known;
  const shape = freehandOutline(stroke);
  outlines.set(stroke, shape);
  return shape;
}

function freehandOutline({ points: list, thickness }: Stroke): Outline {
  const points = freehandPoints(list);
  if (points.length === 0 || !(thickness > 0)) return [];
  const shape = getStroke(points, {
    size: thickness * UNITS,
    thinning: 0.5,
    smoothing: 0.3,
    streamline: 0.3,
    simulatePressure: false,
    last: true,
  });
  return shape.map(([x, y]) => [x / UNITS, y / UNITS]);
}

/** Draws strokes, in order, on a square of `side` pixels; 0 is paper, 1 is ink. */
export function rasterise(strokes: readonly Stroke[], side: number): Ink {
  return new StrokeRaster(side).draw(strokes);
}

/**
 * Keeps a drawing's pixels as it grows: draws only strokes that are new or changed since the last call. Strokes are
 * compared by identity, so a stroke in progress must be a new object whenever it gains points.
 */
export class StrokeRaster {
  private readonly coverage: Coverage;
  private readonly settled: Float32Array;
  private readonly data: Float32Array;
  private done: Stroke[] = [];

  constructor(readonly side: number) {
    this.coverage = new Coverage(side, side);
    this.settled = new Float32Array(side * side);
    this.data = new Float32Array(side * side);
  }

  /** The drawing of these strokes. The next call reuses the pixels. */
  draw(strokes: readonly Stroke[]): Ink {
    const kept = strokes.slice(0, -1);
    const grown = this.done.length <= kept.length && this.done.every((stroke, i) => stroke === kept[i]);
    if (!grown) {
      this.settled.fill(0);
      this.done = [];
    }
    for (const stroke of kept.slice(this.done.length)) this.paint(stroke, this.settled);
    this.done = kept;
    this.data.set(this.settled);
    const last = strokes.at(-1);
    if (last) this.paint(last, this.data);
    return { data: this.data, width: this.side, height: this.side };
  }

  private paint(stroke: Stroke, onto: Float32Array): void {
    const shape = outline(stroke);
    if (stroke.eraser) {
      this.coverage.fill(shape, this.side, (i, coverage) => {
        onto[i] = (onto[i] as number) * (1 - coverage);
      });
    } else {
      this.coverage.fill(shape, this.side, (i, coverage) => {
        if (coverage > (onto[i] as number)) onto[i] = coverage;
      });
    }
  }
}
