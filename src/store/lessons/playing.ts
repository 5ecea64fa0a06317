/** A lesson's small model as the player of the sliding window plays it. */
import { resolveModel } from '../../graph/model';
import { planModel } from '../../graph/plan';
import type { PlayerSource } from '../../workspace/player/source';
import type { ModelRuns } from './modelRuns';
import type { SmallModel } from './models';

/** On one input, of values 0 to 1: another input is another source. */
export function playerSource(runs: ModelRuns, model: SmallModel, input: Float32Array): PlayerSource {
  return {
    model: resolveModel(model.spec, 1),
    // The same plan as that of the program that runs: a plan follows from its spec.
    plan: planModel(model.spec),
    reader: { read: (ids) => runs.read(model, input, ids) },
    frames: { subscribe: () => () => {} },
    inputScale: [{ scale: 1, shift: 0 }],
  };
}
