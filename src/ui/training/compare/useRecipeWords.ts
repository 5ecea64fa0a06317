/** Recipes and runs in words. */
import { useTranslation } from 'react-i18next';
import { exact } from '../../../workspace/numbers';
import { differences, type RecipeField } from '../../../workspace/training/differences';
import type { RunRecord } from '../../../workspace/training/kept';
import type { Recipe } from '../../../workspace/training/recipe';
import { setNames } from '../../../workspace/training/sets';

export function useRecipeWords() {
  const { t } = useTranslation();
  const value = (field: RecipeField, recipe: Recipe): string => {
    switch (field) {
      case 'rate':
        return exact(recipe.rate);
      case 'network':
        return t(`train.networks.${typeof recipe.network === 'string' ? recipe.network : 'own'}`);
      case 'data': {
        const name = setNames.find((each) => each === recipe.data);
        return name ? t(`train.sets.${name}`) : recipe.data;
      }
      case 'start':
        return t(`train.learning.starts.${recipe.start}`);
      case 'optimiser':
        return t(`train.learning.optimisers.${recipe.optimiser}`);
      case 'schedule':
        return t(`train.learning.schedules.${recipe.schedule}`);
      default:
        return String(recipe[field]);
    }
  };
  const of = (recipe: Recipe): string =>
    [value('data', recipe), value('network', recipe), `${t('train.rate')} ${value('rate', recipe)}`].join(' · ');
  return {
    name: ({ name, recipe }: Pick<RunRecord, 'name' | 'recipe'>): string => (name === '' ? of(recipe) : name),
    of,
    /** What alone, or among others, tells two recipes apart. */
    difference(a: Recipe, b: Recipe): string {
      const fields = differences(a, b);
      const [only] = fields;
      if (only === undefined) return t('train.runs.compare.same');
      const word = (field: RecipeField): string => t(`train.runs.compare.fields.${field}`);
      return fields.length === 1 && only !== 'varied'
        ? t('train.runs.compare.only', { what: word(only), a: value(only, a), b: value(only, b) })
        : t('train.runs.compare.several', { what: fields.map(word).join(', ') });
    },
  };
}
