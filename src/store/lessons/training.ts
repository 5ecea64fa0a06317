/**
 * The runs that lessons show: `playground.part(createLearningRun)`. They train in the page, for the learner's own
 * drawing, beside the run of the page "Train", and are kept nowhere.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Moment } from '../../workspace/training/kept';
import { reachEnd } from '../../workspace/training/reach';
import { defaultRecipe, type Recipe } from '../../workspace/training/recipe';
import { setOf } from '../../workspace/training/sets';
import type { Speed } from '../../workspace/training/state';
import { type Watching, watchedAtFirst } from '../../workspace/training/watching';
import type { Playground } from '../playground';
import { createTraining, type TrainRun } from '../training';
import { type CureName, cureNames, cures } from './cures';

/** Two looks at 8,000 digits: enough to read nineteen of twenty new ones, in a few seconds. */
export const learningRecipe: Recipe = { ...defaultRecipe, epochs: 2 };

function createRun(playground: Playground, first: Recipe, speed: Speed): TrainRun {
  const recipe = createStore<Recipe>()(() => first);
  const training = createTraining(playground, null);
  const set = { facts: setOf('mnist'), pictures: null };
  training.store.setState({ speed });
  training.begin(first, set, playground.session.getState().backend);
  recipe.subscribe((now) => training.follow(now, () => set));
  return { training, recipe, watching: createStore<Watching>()(() => ({ ...watchedAtFirst, tracks: ['kernel'] })) };
}

export const createLearningRun = (playground: Playground): TrainRun => createRun(playground, learningRecipe, 1);

export interface OverfittingRun extends TrainRun {
  /** The moments of each run that has come to its end. */
  readonly ends: StoreApi<ReadonlyMap<CureName, readonly Moment[]>>;
  /** Begins another run, unless it is the one at work. */
  choose(cure: CureName): void;
  /** The moments of a whole run, which is trained now unless it has been; empty if it does not come to its end. */
  train(cure: CureName): Promise<readonly Moment[]>;
}

export function createOverfittingRun(playground: Playground): OverfittingRun {
  const run = createRun(playground, cures.none, 4);
  const { training, recipe } = run;
  const ends = createStore<ReadonlyMap<CureName, readonly Moment[]>>()(() => new Map());
  const choose = (cure: CureName): void => recipe.setState(cures[cure], true);
  training.store.subscribe(({ status, moments, film }) => {
    const cure = cureNames.find((name) => cures[name] === training.recipe);
    if (!cure || status === 'loading' || moments.at(-1)?.step !== film.steps) return;
    if (ends.getState().get(cure) !== moments) ends.setState(new Map([...ends.getState(), [cure, moments]]), true);
  });
  return {
    ...run,
    ends,
    choose,
    async train(cure) {
      const known = ends.getState().get(cure);
      if (known) return known;
      choose(cure);
      return reachEnd(training);
    },
  };
}
