/** How recipes differ: what may change while a run goes on, and what makes another run. */
import { sameNetwork } from './networks';
import { applies, type Recipe } from './recipe';

export type RecipeField = keyof Recipe;

/** The fields in which two recipes differ, in the recipe's order. */
export function differences(a: Recipe, b: Recipe): readonly RecipeField[] {
  const fields = Object.keys({ ...a, ...b }) as RecipeField[];
  return fields.filter((field) =>
    field === 'network' ? !sameNetwork(a.network, b.network) : JSON.stringify(a[field]) !== JSON.stringify(b[field]),
  );
}

export const isSameRecipe = (a: Recipe, b: Recipe): boolean => differences(a, b).length === 0;

/** Whether a run by one recipe may go on by another. */
export const mayGoOn = (a: Recipe, b: Recipe): boolean => differences(a, b).every((field) => applies[field] !== 'anew');

/** Whether a run goes on by another recipe only after its pictures, or its program, have been prepared anew. */
export const isReopened = (a: Recipe, b: Recipe): boolean =>
  differences(a, b).some((field) => applies[field] === 'reopened');
