/** An activation function as a curve, and how often each value goes into it and comes out of it. */
import { activationOf } from '../../../kernels/activation';
import { layerOf } from '../../../layers';
import { checkAttributes } from '../../../layers/layer';
import type { LabActivation } from './design';

/** The function of an activation layer with its default attributes. */
export function activationFunction(name: LabActivation): (x: number) => number {
  if (name === 'none') return (x) => x;
  const def = layerOf(name);
  const values = def.activation?.(checkAttributes(def, {}));
  if (!values) return (x) => x;
  const { f } = activationOf(values.activation);
  return (x) => f(x, values.alpha, values.beta);
}

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** Points of the function's curve from -reach to reach; an even number of pieces, so that 0 is one of them. */
export const curveOf = (name: LabActivation, reach: number, pieces = 96): readonly CurvePoint[] => {
  const f = activationFunction(name);
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const x = ((2 * i) / pieces - 1) * reach;
    return { x, y: f(x) };
  });
};

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
