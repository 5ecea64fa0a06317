/** What may be tried with one press: the same run, but for one thing. Null where there is nothing to change. */
import { differences, isSameRecipe } from './differences';
import { networkOfRows, rowsOf } from './networks';
import { limits, type Recipe } from './recipe';

/** To the rate and back again. */
const FACTOR = 10;

/** The network without its last convolution and the pooling behind it; null if there is none, or if a way around it. */
function withoutLast(recipe: Recipe): Recipe | null {
  const rows = rowsOf(recipe.network);
  const last = rows.findLastIndex(({ kind }) => kind === 'conv2d');
  if (last < 0 || rows.some(({ from }) => from !== undefined)) return null;
  const isPooled = rows[last + 1]?.kind.endsWith('Pool2d') === true;
  return { ...recipe, network: networkOfRows(rows.filter((_, i) => i !== last && !(isPooled && i === last + 1))) };
}

const changes = {
  convolution: (recipe: Recipe): Recipe | null => withoutLast(recipe),
  rate: (recipe: Recipe): Recipe | null => {
    const [, most] = limits.rate;
    const rate = recipe.rate * FACTOR <= most ? recipe.rate * FACTOR : recipe.rate / FACTOR;
    return { ...recipe, rate: Number(rate.toPrecision(2)) };
  },
  zero: (recipe: Recipe): Recipe | null => ({ ...recipe, start: 'zeros' }),
} as const;

export type Experiment = keyof typeof changes;
export const experiments = Object.keys(changes) as readonly Experiment[];

/** The recipe of an experiment with a run. */
export function recipeOf(experiment: Experiment, recipe: Recipe): Recipe | null {
  const changed = changes[experiment](recipe);
  return changed && differences(changed, recipe).length === 1 ? changed : null;
}

/** Whether one recipe is an experiment with another. */
export const isExperiment = (recipe: Recipe, of: Recipe): boolean =>
  experiments.some((experiment) => {
    const changed = recipeOf(experiment, of);
    return changed !== null && isSameRecipe(changed, recipe);
  });
