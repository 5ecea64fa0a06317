/** The run of the page "Train": `playground.part(createTrainPage)`. It learns for the person's own drawing. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { followStore } from '../workspace/address/codec';
import { isSameRecipe } from '../workspace/training/differences';
import type { RunRecord } from '../workspace/training/kept';
import { factsOf, learnable, packed } from '../workspace/training/own/ownSet';
import { OwnSets } from '../workspace/training/own/ownSets';
import { defaultRecipe, type Recipe, recipeCodec, withSet } from '../workspace/training/recipe';
import { Runs } from '../workspace/training/runs';
import { isOwn, setOf, type TrainingSet } from '../workspace/training/sets';
import { Subject } from '../workspace/training/subject';
import { Training } from '../workspace/training/training';
import { type Watching, watchedAtFirst, watchingCodec } from '../workspace/training/watching';
import { createWorkspace, type Workspace } from '../workspace/workspace';
import type { Playground } from './playground';

/** A run that is watched. */
export interface TrainRun {
  readonly training: Training;
  readonly recipe: StoreApi<Recipe>;
  readonly watching: StoreApi<Watching>;
}

export interface TrainPage extends TrainRun {
  /** Those kept on this device. */
  readonly runs: Runs;
  readonly own: OwnSets;
  /** Begins another run, whatever the one at work could go on with. */
  begin(recipe: Recipe): void;
  /** Shows a kept run, paused, instead of the one at work. False if another tab has it, or its pictures are gone. */
  open(run: RunRecord): Promise<boolean>;
}

/** Milliseconds that an own set must rest before it is learned from anew: examples come in bursts. */
const PAUSE = 250;

/** A workspace whose networks read what a run is watched on. */
export function workspaceOn({ host, workspace: { input }, session, adopt }: Playground, subject: Subject): Workspace {
  const workspace = createWorkspace(host, {
    model: null,
    backend: session.getState().backend,
    input,
    prepare: (network) => subject.prepare(network),
  });
  subject.store.subscribe(() => workspace.engine.inputChanged());
  return adopt(workspace);
}

/**
 * Trains for the person's own input, on the backend that they choose. `claim`: takes a run for this tab, to be kept;
 * null: its runs are kept nowhere.
 */
export function createTraining(playground: Playground, claim: ((run: string) => void) | null): Training {
  const { workspace, session } = playground;
  const subject = new Subject(workspace.input);
  const training = new Training(workspaceOn(playground, subject), subject, claim);
  session.subscribe((now, before) => {
    if (now.backend !== before.backend) training.moveTo(now.backend);
  });
  return training;
}

export function createTrainPage(playground: Playground): TrainPage {
  const { host, session, router } = playground;
  const recipe = createStore<Recipe>()(() => defaultRecipe);
  const isAsked = recipeCodec.names.some(router.says);
  followStore(router, 'train', recipe, recipeCodec);
  const watching = createStore<Watching>()(() => watchedAtFirst);
  followStore(router, 'train', watching, watchingCodec);
  const backendNow = () => session.getState().backend;
  const runs = new Runs();
  const training = createTraining(playground, (run) => void runs.take(run));
  const { subject } = training;
  const own = new OwnSets();
  let pending: ReturnType<typeof setTimeout> | undefined;
  /** The run that was there last has been taken up, or there is none. */
  let isUp = false;

  /** What a recipe learns from; null where there is nothing, or not enough yet. */
  const setFor = ({ data }: Recipe): TrainingSet | null => {
    if (!isOwn(data)) return { facts: setOf(data), pictures: null };
    const set = own.get(data);
    return set && learnable(set).length > 1 ? { facts: factsOf(set), pictures: packed(set) } : null;
  };
  /** Waits for more of an own set, or says that it is not there. */
  const lack = ({ data }: Recipe): null => {
    const set = isOwn(data) && own.get(data);
    if (set) training.wait(factsOf(set));
    else {
      // A link names an own set, but cannot carry its pictures.
      host.say({ level: 'info', code: 'link-set', values: {} });
      recipe.setState(withSet(recipe.getState(), defaultRecipe.data));
    }
    return null;
  };
  const begin = (now: Recipe, isElsewhere = false): void => {
    clearTimeout(pending);
    const set = setFor(now);
    if (set) training.begin(now, set, backendNow(), isElsewhere);
    else lack(now);
  };
  /** Whether there is what it learns from. */
  const show = (run: RunRecord): boolean => {
    const set = setFor(run.recipe);
    if (!set) return false;
    training.resume(run, set, backendNow());
    recipe.setState(run.recipe);
    return true;
  };
  recipe.subscribe((now, before) => {
    if (isUp) training.follow(now, () => setFor(now) ?? lack(now));
    if (now.data !== before.data) subject.store.setState({ picture: null });
  });
  own.store.subscribe((now, before) => {
    const { data } = recipe.getState();
    if (now.sets === before.sets || !isOwn(data)) return;
    const [set, last] = [now, before].map(({ sets }) => sets.find(({ id }) => id === data));
    if (!set && last) recipe.setState(withSet(recipe.getState(), defaultRecipe.data));
    else if (set && set !== last) {
      // Play waits for the run of what is there now.
      training.wait(factsOf(set));
      clearTimeout(pending);
      pending = setTimeout(() => begin(recipe.getState()), PAUSE);
    }
  });
  // The run that was there last goes on, unless the address asks for another.
  const asked = recipe.getState();
  void Promise.all([runs.takeUp(isAsked ? asked : null), own.loaded]).then(([{ run, isElsewhere }]) => {
    isUp = true;
    const now = recipe.getState();
    if (!run || !isSameRecipe(now, asked) || !show(run)) begin(recipe.getState(), isElsewhere);
  });
  return {
    training,
    recipe,
    watching,
    runs,
    own,
    begin(now) {
      begin(now);
      recipe.setState(now);
    },
    open: async (run) => (await runs.take(run.id)) && show(run),
  };
}
