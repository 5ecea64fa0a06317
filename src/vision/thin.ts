/**
 * Strokes of fewer points: only where the pen turns, and as many between them again, so that a long drawing fits into a
 * link. Ramer, Douglas and Peucker: a point goes where the line between its neighbours that stay passes it closely
 * enough.
 */
import { onGrid, type Stroke, type StrokePoint } from './strokes';

/** Pad units between two points of a stroke that is filled: what smooths a line rounds its corners by less than that. */
const SPACING = 1 / 256;
/** Points that are thinned at a time, so that no stroke takes time that grows with the square of its length. */
const RUN = 256;

/** How far a point lies from a segment, squared: the place of its line or of its edge, as pressure makes the pen wider. */
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

/** A stroke of some of its points, from which its line and its edge are nowhere further away than `tolerance`, in pad units. */
export function thinned(stroke: Stroke, tolerance: number): Stroke {
  const { points, thickness } = stroke;
  const stays = new Uint8Array(points.length);
  if (points.length === 1) stays[0] = 1;
  markTurns(stays, points, thickness, tolerance);
  return { ...stroke, points: points.filter((_, i) => stays[i]) };
}

/** Points of a thinned stroke, and so many between them, on the grid, as a pen that moves steadily would give. */
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
