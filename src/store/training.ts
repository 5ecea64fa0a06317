/** The run of the page "Train": `playground.part(createTrainPage)`. It learns for the person's own drawing. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { followStore } from '../workspace/address/codec';
import { isSameRecipe } from '../workspace/training/differences';
import type { RunRecord } from '../workspace/training/kept';
import { defaultRecipe, type Recipe, recipeCodec } from '../workspace/training/recipe';
import { setNames, setOf, type TrainingSet } from '../workspace/training/sets';
import { Subject } from '../workspace/training/subject';
import { Training } from '../workspace/training/training';
import { type Watching, watchedAtFirst, watchingCodec } from '../workspace/training/watching';
import { createWorkspace } from '../workspace/workspace';
import type { Playground } from './playground';

export interface TrainPage {
  readonly training: Training;
  readonly recipe: StoreApi<Recipe>;
  readonly watching: StoreApi<Watching>;
  /** Begins another run, whatever the one at work could go on with. */
  begin(recipe: Recipe): void;
  /** Shows a kept run, paused, instead of the one at work. False if another tab has it. */
  open(run: RunRecord): Promise<boolean>;
}

/** What a recipe learns from. */
const setFor = ({ data }: Recipe): TrainingSet => ({
  facts: setOf(setNames.find((each) => each === data) ?? 'mnist'),
  pictures: null,
});

export function createTrainPage({ host, workspace: { input }, session, adopt, router }: Playground): TrainPage {
  const recipe = createStore<Recipe>()(() => defaultRecipe);
  const isAsked = recipeCodec.names.some(router.says);
  followStore(router, 'train', recipe, recipeCodec);
  const watching = createStore<Watching>()(() => watchedAtFirst);
  followStore(router, 'train', watching, watchingCodec);
  const backendNow = () => session.getState().backend;
  const subject = new Subject(input);
  const workspace = createWorkspace(host, {
    model: null,
    backend: backendNow(),
    input,
    prepare: (network) => subject.prepare(network),
  });
  subject.store.subscribe(() => workspace.engine.inputChanged());
  const training = new Training(adopt(workspace), subject);
  const show = (run: RunRecord): void => {
    training.resume(run, setFor(run.recipe), backendNow());
    recipe.setState(run.recipe);
  };
  recipe.subscribe((now, before) => {
    training.follow(now, setFor(now));
    if (now.data !== before.data) subject.store.setState({ picture: null });
  });
  session.subscribe((now, before) => {
    if (now.backend !== before.backend) training.moveTo(now.backend);
  });
  // The run that was there last goes on, unless the address asks for another.
  const asked = recipe.getState();
  void training.runs.takeUp(isAsked ? asked : null).then(({ run, isElsewhere }) => {
    const now = recipe.getState();
    if (run && isSameRecipe(now, asked)) show(run);
    else training.begin(now, setFor(now), backendNow(), isElsewhere);
  });
  return {
    training,
    recipe,
    watching,
    begin(now) {
      training.begin(now, setFor(now), backendNow());
      recipe.setState(now);
    },
    open: async (run) => {
      const isOwn = await training.runs.take(run.id);
      if (isOwn) show(run);
      return isOwn;
    },
  };
}
