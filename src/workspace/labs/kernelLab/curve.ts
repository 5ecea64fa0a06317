/** The activation functions of the page "Kernels", and the distribution of the values they receive. */
import type { ActivationValues } from '../../../kernels/activation';
import { layerOf } from '../../../layers';
import { checkAttributes } from '../../../layers/layer';
import type { LabActivation } from './design';

const identity: ActivationValues = { activation: 0, alpha: 0, beta: 0 };

/** An activation layer's function, with its default attributes. */
export function activationValues(name: LabActivation): ActivationValues {
  if (name === 'none') return identity;
  const def = layerOf(name);
  return def.activation?.(checkAttributes(def, {})) ?? identity;
}

/** Distribution of a map's values about zero. */
export interface Spread {
  /** The largest finite |value|. */
  readonly reach: number;
  /** Shares of the finite values in equal intervals of -reach ... reach. */
  readonly shares: readonly number[];
}

/** Plain loops over typed arrays, because it runs several times a second on maps of up to a million values. */
export function spreadOf(values: Float32Array, bins: number): Spread {
  let [reach, all] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    // Also false for NaN.
    if (!(size < Infinity)) continue;
    all += 1;
    if (size > reach) reach = size;
  }
  const counts = new Uint32Array(bins);
  const perUnit = reach > 0 ? bins / (2 * reach) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value !== 0) continue;
    const at = Math.min(bins - 1, Math.floor(value * perUnit + bins / 2));
    counts[at] = (counts[at] as number) + 1;
  }
  return { reach, shares: Array.from(counts, (count) => (all > 0 ? count / all : 0)) };
}
