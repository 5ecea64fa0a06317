/** Shares of the lead computed by a backend, outside a workspace. */
import { openBackend } from '../../src/backend';
import type { BackendName } from '../../src/backend/types';
import { yieldEvery } from '../../src/core/yield';
import type { StoredModel } from '../../src/formats/model';
import { resolveModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { flowOf } from '../../src/workspace/stage/flow';
import { leadSeed, type Shares, sharesFrom, sharesPlan, sharesTensors } from '../../src/workspace/stage/shares';

/** The shares of a class's lead for one input. Throws RangeError for a network without scores. */
export async function sharesOf(
  { spec, weights }: StoredModel,
  input: Float32Array,
  of: number,
  name: BackendName = 'reference',
): Promise<Shares> {
  const flow = flowOf(resolveModel(spec, 1));
  if (!flow) throw new RangeError('there are no scores');
  const asked = sharesPlan(flow);
  const plan = planModel(spec, { gradients: asked.gradients });
  const { backend } = await openBackend(name);
  const program = await backend.load(plan, weights);
  program.write(plan.input, input);
  program.write(plan.gradients.seed, leadSeed(flow, of));
  await program.run(['forward', 'backward']);
  const tensors = await Promise.all(sharesTensors(asked, plan).map((tensor) => program.read(tensor)));
  const shares = await sharesFrom(asked, { of, input, weights, tensors }, yieldEvery());
  backend.dispose();
  return shares;
}

export const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
