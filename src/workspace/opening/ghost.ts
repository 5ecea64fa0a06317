/** A drawing that nobody made: the network computes it like the person's, until there is one. */
import type { Gesture, Stroke, StrokePoint } from '../gesture';

/**
 * Writes strokes as a hand would, point by point.
 *
 *   const ghost = new Ghost(gesture, samples[3]);
 *   ghost.write(0.4);        // the first two fifths
 *   ghost.end();
 */
export class Ghost {
  private readonly total: number;
  private written = -1;
  /** The strokes so far: lists that grow in place, so that nothing is copied. */
  private readonly growing: StrokePoint[][];

  constructor(
    private readonly gesture: Gesture,
    private readonly strokes: readonly Stroke[],
  ) {
    this.total = strokes.reduce((sum, { points }) => sum + points.length, 0);
    this.growing = strokes.map(() => []);
  }

  /** The first `share` of all points, 0 to 1. What is written stays. */
  write(share: number): void {
    const until = Math.max(this.written, Math.min(this.total, Math.max(1, Math.round(share * this.total))));
    if (until === this.written) return;
    this.written = until;
    let left = until;
    const ghost = this.strokes.flatMap((stroke, i): readonly Stroke[] => {
      const points = this.growing[i] ?? [];
      const count = Math.min(left, stroke.points.length);
      left -= count;
      points.push(...stroke.points.slice(points.length, count));
      return count > 0 ? [{ ...stroke, points }] : [];
    });
    this.gesture.setState({ ghost, isGhostWriting: until < this.total });
  }

  /** The last point written. */
  get tip(): StrokePoint | null {
    return this.growing.findLast((points) => points.length > 0)?.at(-1) ?? null;
  }

  /** Takes it all back. */
  end(): void {
    this.written = -1;
    for (const points of this.growing) points.length = 0;
    if (this.gesture.getState().ghost.length > 0) this.gesture.setState({ ghost: [], isGhostWriting: false });
  }
}
