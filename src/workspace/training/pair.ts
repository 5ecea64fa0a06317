/** Two runs side by side at one count of pictures learned from. */
import type { ModelSpec } from '../../graph/model';
import type { Moment } from './kept';
import type { Recipe } from './recipe';

/** A run as it is compared. */
export interface Compared {
  readonly recipe: Recipe;
  readonly spec: ModelSpec;
  readonly moments: readonly Moment[];
}

/** Pictures learned from. */
export const picturesAt = ({ recipe }: Compared, step: number): number => step * recipe.batch;

/** The last moment of a run at no more pictures than so many; its first one if there is none. */
export function momentAt(run: Compared, pictures: number): Moment | undefined {
  return run.moments.findLast(({ step }) => picturesAt(run, step) <= pictures) ?? run.moments[0];
}
