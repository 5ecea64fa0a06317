/**
 * Simplifies strokes so that a long drawing fits into a link: keeps points only where the pen turns, and later fills in
 * evenly spaced ones again. Ramer-Douglas-Peucker: a point is dropped where the line between its remaining neighbours
 * passes close enough to it.
 */
import { onGrid, type Stroke, type StrokePoint } from './strokes';

/** Pad units between the points of a filled stroke: smoothing the line rounds its corners by less than that. */
const SPACING = 1 / 256;
/** Points thinned at a time, so that the time does not grow with the square of a stroke's length. */
const RUN = 256;

/** Squared distance of a point from a segment, in position or in the line's edge, since pressure widens the pen. */
function distance(point: StrokePoint, from: StrokePoint, to: StrokePoint, thickness: number): number {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = x * x + y * y;
  const along = length > 0 ? ((point.x - from.x) * x + (point.y - from.y) * y) / length : 0;
  const t = Math.min(1, Math.max(0, along));
  const [dx, dy] = [point.x - from.x - t * x, point.y - from.y - t * y];
  const edge = ((point.pressure - from.pressure - t * (to.pressure - from.pressure)) * thickness) / 2;
  return Math.max(dx * dx + dy * dy, edge * edge);
}

function markTurns(stays: Uint8Array, points: readonly StrokePoint[], thickness: number, tolerance: number): void {
  const open: [first: number, last: number][] = [];
  for (let first = 0; first + 1 < points.length; first += RUN) {
    open.push([first, Math.min(first + RUN, points.length - 1)]);
  }
  for (let run = open.pop(); run; run = open.pop()) {
    const [first, last] = run;
    const [from, to] = [points[first], points[last]];
    if (!from || !to) continue;
    stays[first] = 1;
    stays[last] = 1;
    let [furthest, most] = [-1, tolerance ** 2];
    for (let i = first + 1; i < last; i++) {
      const off = distance(points[i] ?? from, from, to, thickness);
      if (off > most) [furthest, most] = [i, off];
    }
    if (furthest >= 0) open.push([first, furthest], [furthest, last]);
  }
}

/** A stroke with some of the points, whose line and edges stay within `tolerance` of the original's, in pad units. */
export function thinned(stroke: Stroke, tolerance: number): Stroke {
  const { points, thickness } = stroke;
  const stays = new Uint8Array(points.length);
  if (points.length === 1) stays[0] = 1;
  markTurns(stays, points, thickness, tolerance);
  return { ...stroke, points: points.filter((_, i) => stays[i]) };
}

/** The points of a thinned stroke with points on the grid between them, spaced as by a pen moving steadily. */
export function filled(points: readonly StrokePoint[]): StrokePoint[] {
  return points.flatMap((point, i) => {
    const next = points[i + 1];
    if (!next) return [point];
    const pieces = Math.max(1, Math.ceil(Math.hypot(next.x - point.x, next.y - point.y) / SPACING));
    return Array.from({ length: pieces }, (_, k) => {
      const mixed = (name: keyof StrokePoint): number => point[name] + ((next[name] - point[name]) * k) / pieces;
      return onGrid({ x: mixed('x'), y: mixed('y'), pressure: mixed('pressure') });
    });
  });
}
