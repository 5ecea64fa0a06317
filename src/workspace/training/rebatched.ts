/**
 * A run that goes on with another number of pictures a step. Its axis is the pictures seen, counted in steps, so that
 * what was kept moves to the steps at which as many pictures will have been seen; a step that is not whole counts as
 * done.
 */
import type { Mark, Past } from './kept';

/** The run so far in steps of `batch` pictures, of which it may have `most`. */
export function rebatched(past: Past, batch: Past['recipe']['batch'], most: number): Past {
  const { recipe, moments, checkpoints, marks } = past;
  const moved = (step: number): number => Math.min(most, Math.ceil((step * recipe.batch) / batch));
  // Of moments that fall together, the last stays: where the run stands is never lost.
  const stays = moments.map(({ step }, i) => moved(step) !== moved(moments[i + 1]?.step ?? Number.POSITIVE_INFINITY));
  stays[moments.length - 1] = true;
  const kept = <T extends { readonly step: number }>(all: readonly T[]): T[] =>
    all.flatMap((each, i) => (stays[i] ? [{ ...each, step: moved(each.step) }] : []));
  const mark = (each: Mark): Mark => {
    const { from, to } = each;
    const isBack = each.what === 'back' && typeof from === 'number' && typeof to === 'number';
    return { ...each, step: moved(each.step), ...(isBack && { from: moved(from), to: moved(to) }) };
  };
  return { ...past, moments: kept(moments), checkpoints: kept(checkpoints), marks: marks.map(mark) };
}
