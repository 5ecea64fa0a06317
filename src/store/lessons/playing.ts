/** A lesson's small model as a source for the sliding-window player. */
import { resolveModel } from '../../graph/model';
import { planModel } from '../../graph/plan';
import type { PlayerSource } from '../../workspace/player/source';
import type { ModelRuns } from './modelRuns';
import type { SmallModel } from './models';

/** For one input of values 0 to 1: another input is another source. */
export function playerSource(runs: ModelRuns, model: SmallModel, input: Float32Array): PlayerSource {
  return {
    model: resolveModel(model.spec, 1),
    // Equals the plan of the running program: a spec determines its plan.
    plan: planModel(model.spec),
    reader: { read: (ids) => runs.read(model, input, ids) },
    frames: { subscribe: () => () => {} },
    inputScale: [{ scale: 1, shift: 0 }],
    inputColour: 'gray',
  };
}
