/**
 * The network's answer if one map were zero everywhere: the same input is run twice beside the page's program, once
 * unchanged and once with the weights of the map's filter (or a plane of the input) set to zero.
 */
import type { Weights } from '../../backend/types';
import { copyInPieces, yieldEvery } from '../../core/yield';
import { type Ablation, ablationOf } from '../../insight/ablation';
import type { Jobs } from '../jobs/jobs';
import type { Network } from '../network';
import type { Selection } from '../selection';

export interface Without {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** How to set the selected map to zero; null if it cannot be removed alone. */
export const ablationFor = ({ model }: Network, { layer, channel }: Selection): Ablation | null =>
  ablationOf(model, { node: layer, channel });

/** The changed weights, by name. Copied in slices: a dense layer's may be a hundred megabytes. */
export async function zeroedWeights({ weights }: Ablation, from: Weights): Promise<Weights> {
  const changed = new Map<string, Float32Array>();
  for (const { name, start, length } of weights) {
    const values = from.get(name);
    if (!values) continue;
    const copy = new Float32Array(values.length);
    await copyInPieces(values, copy, yieldEvery());
    changed.set(name, copy.fill(0, start, start + length));
  }
  return changed;
}

/** The input, with one plane zero if that is what is removed. Zero after normalisation is the data's mean. */
export function zeroedInput({ at, weights }: Ablation, input: Float32Array, network: Network): Float32Array {
  if (weights.length > 0) return input;
  const [, , rows = 1, columns = 1] = network.model.input;
  const size = rows * columns;
  return input.slice().fill(0, at.channel * size, (at.channel + 1) * size);
}

/** Null if another network has taken over meanwhile. */
export const answersWithout = (
  jobs: Pick<Jobs, 'start'>,
  network: Network,
  weights: Weights,
  ablation: Ablation,
  input: Float32Array,
): Promise<Without | null> =>
  jobs.start({
    subject: { network, weights },
    priority: 'urgent',
    async work({ run }) {
      const before = await run({ input });
      const changed = await zeroedWeights(ablation, weights);
      const after = await run({ input: zeroedInput(ablation, input, network), weights: changed });
      return { before: [...before.output], after: [...after.output] };
    },
  });

export interface Change {
  readonly index: number;
  readonly before: number;
  readonly after: number;
}

/** Smaller changes are invisible in a percentage with one decimal. */
const SEEN = 0.0005;

/** The likeliest class and those whose displayed probability changes, largest change first. */
export function largestChanges({ before, after }: Without, most: number): readonly Change[] {
  const best = before.indexOf(Math.max(...before));
  return before
    .map((share, index) => ({ index, before: share, after: after[index] ?? Number.NaN }))
    .filter((change) => change.index === best || !(Math.abs(change.after - change.before) < SEEN))
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || a.index - b.index)
    .slice(0, most);
}
