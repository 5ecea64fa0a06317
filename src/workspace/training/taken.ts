/** The network at the playhead, to be kept or opened elsewhere; null before there is one. */
import type { StoredModel } from '../../formats/model';
import type { Training } from './training';

export async function takenFrom(training: Training): Promise<StoredModel | null> {
  const { recipe, store, workspace } = training;
  const { shown, moments, film } = store.getState();
  const at = shown ?? moments.length - 1;
  const moment = moments[at];
  const { network } = workspace.store.getState();
  if (!recipe || !moment || !network) return null;
  const weights = await training.weightsAt(at);
  const provenance = {
    ...JSON.parse(JSON.stringify(recipe)),
    step: moment.step,
    steps: film.steps,
    accuracy: moment.newAccuracy,
  };
  return weights && { spec: network.spec, weights, provenance };
}
