/** When a run stops by itself. */
import type { Moment } from './kept';

/** Whether the loss on what is learned comes down to `stop` with one of these moments. */
export function reaches(moments: readonly Moment[], before: number, stop: number): boolean {
  const losses = [before, ...moments.map(({ loss }) => loss)];
  return losses.some((loss, i) => i > 0 && loss <= stop && !((losses[i - 1] ?? Number.NaN) <= stop));
}
