/** The run of the page "Train": `playground.part(createTrainPage)`. It learns for the person's own drawing. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { followStore } from '../workspace/address/codec';
import { beginsAnew, defaultRecipe, type Recipe, recipeCodec } from '../workspace/training/recipe';
import { setNames, setOf } from '../workspace/training/sets';
import { Subject } from '../workspace/training/subject';
import { Training } from '../workspace/training/training';
import { type Watching, watchedAtFirst, watchingCodec } from '../workspace/training/watching';
import { createWorkspace } from '../workspace/workspace';
import type { Playground } from './playground';

export interface TrainPage {
  readonly training: Training;
  readonly recipe: StoreApi<Recipe>;
  readonly watching: StoreApi<Watching>;
}

export function createTrainPage({ host, workspace: { input }, session, adopt, router }: Playground): TrainPage {
  const recipe = createStore<Recipe>()(() => defaultRecipe);
  followStore(router, 'train', recipe, recipeCodec);
  const watching = createStore<Watching>()(() => watchedAtFirst);
  followStore(router, 'train', watching, watchingCodec);
  const { backend } = session.getState();
  const subject = new Subject(input);
  const workspace = createWorkspace(host, {
    model: null,
    backend,
    input,
    prepare: (network) => subject.prepare(network),
  });
  subject.store.subscribe(() => workspace.engine.inputChanged());
  const training = new Training(adopt(workspace), subject);
  const begin = (): void => {
    const now = recipe.getState();
    const name = setNames.find((each) => each === now.data) ?? 'mnist';
    training.begin(now, { facts: setOf(name), pictures: null }, session.getState().backend);
  };
  recipe.subscribe((now, before) => {
    if (beginsAnew(now, before)) begin();
    else training.steer(now);
    if (now.data !== before.data) subject.store.setState({ picture: null });
  });
  session.subscribe((now, before) => {
    if (now.backend !== before.backend) begin();
  });
  begin();
  return { training, recipe, watching };
}
