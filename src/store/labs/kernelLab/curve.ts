/** The activation functions of the page "Kernels", and how often each value goes into one. */
import type { ActivationValues } from '../../../kernels/activation';
import { layerOf } from '../../../layers';
import { checkAttributes } from '../../../layers/layer';
import type { LabActivation } from './design';

const identity: ActivationValues = { activation: 0, alpha: 0, beta: 0 };

/** The function of an activation layer with its default attributes. */
export function activationValues(name: LabActivation): ActivationValues {
  if (name === 'none') return identity;
  const def = layerOf(name);
  return def.activation?.(checkAttributes(def, {})) ?? identity;
}

/** Share of all finite values in each of `bins` equal parts of -reach ... reach; what lies beyond counts at the ends. */
export function sharesOf(values: Float32Array, reach: number, bins: number): readonly number[] {
  const counts = new Array<number>(bins).fill(0);
  let all = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const bin = reach > 0 ? Math.floor(((value + reach) / (2 * reach)) * bins) : Math.floor(bins / 2);
    const at = Math.min(bins - 1, Math.max(0, bin));
    counts[at] = (counts[at] ?? 0) + 1;
    all += 1;
  }
  return counts.map((count) => (all > 0 ? count / all : 0));
}
