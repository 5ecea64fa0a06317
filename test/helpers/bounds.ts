/**
 * How far a float32 kernel may be from its twin.
 *
 * Sums of products: 2 K 2^-24 sum |a||b|, the sum found by running the twin on absolute values. What passes through exp,
 * log, erf and the like: 2^-19 relative and absolute. A fused `post` is held to f of the very value in `y`.
 */
import type { KernelName } from '../../src/kernels';
import { type ActivationValues, activationOf } from '../../src/kernels/activation';
import { runTwin, type ValuedCall } from './plan';

const UNIT = 2 ** -24;
const FUNCTION = 2 ** -19;

/** Products summed into one output value, for the kernels that are such sums. */
const terms: { readonly [K in KernelName]?: (p: { readonly [name: string]: number }) => number } = {
  conv2d: (p) => at(p, 'inChannels') * at(p, 'kernelHeight') * at(p, 'kernelWidth') + 1,
  conv2dInputGradient: (p) => at(p, 'outChannels') * at(p, 'kernelHeight') * at(p, 'kernelWidth'),
  conv2dWeightGradient: (p) => at(p, 'batch') * at(p, 'outHeight') * at(p, 'outWidth'),
  dense: (p) => at(p, 'inFeatures') + 1,
  denseInputGradient: (p) => at(p, 'outFeatures'),
  denseWeightGradient: (p) => at(p, 'batch'),
  elementwise: () => 1,
  elementwiseGradient: (p) => at(p, 'size0') * at(p, 'size1') * at(p, 'size2') * at(p, 'size3'),
  pad2dGradient: (p) => at(p, 'outHeight') * at(p, 'outWidth'),
};

const at = (p: { readonly [name: string]: number }, name: string): number => p[name] ?? 1;

/** Whether the kernel only moves values: then every bit counts. */
export const exact = new Set<KernelName>(['copy', 'pad2d', 'unpack']);

/** Largest allowed error of each value of each output (null where not connected). */
export function boundsOf(
  name: KernelName,
  call: ValuedCall,
  expected: readonly (Float32Array | null)[],
): (Float64Array | null)[] {
  if (exact.has(name)) return expected.map((v) => v && new Float64Array(v.length));
  const count = terms[name]?.(call.params);
  if (count !== undefined) {
    const sums = runTwin({
      kernel: call.kernel,
      params: 'activation' in call.params ? { ...call.params, activation: 0 } : call.params,
      values: call.values.map((v) => v?.map((x) => Math.abs(Number.isFinite(x) ? x : 0)) ?? null),
    });
    return sums.map((v) => v && Float64Array.from(v, (sum) => 2 * count * UNIT * sum + 1e-37));
  }
  // Everything else is a few operations on values of which the largest sets the scale.
  return expected.map((v) => {
    if (!v) return null;
    const scale = v.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);
    return Float64Array.from(v, () => FUNCTION * (1 + 4 * scale));
  });
}

/** Of a fused kernel: what `post` must be, given `y` as the backend computed it. */
export function postOf(
  params: { readonly [name: string]: number },
  y: Float32Array,
): { values: Float64Array; bounds: Float64Array } {
  const a: ActivationValues = {
    activation: at(params, 'activation'),
    alpha: at(params, 'alpha'),
    beta: at(params, 'beta'),
  };
  const { f } = activationOf(a.activation);
  const values = Float64Array.from(y, (x) => f(x, a.alpha, a.beta));
  const bounds = Float64Array.from(values, (value, i) => {
    const argument = Math.abs(y[i] as number);
    return FUNCTION * Math.max(1, Math.abs(value), Number.isFinite(argument) ? argument : 0);
  });
  return { values, bounds };
}

/** The first value that is out of bounds, as a sentence; null when all are within. NaN must meet NaN, Inf the same Inf. */
export function firstWrong(got: Float32Array, expected: ArrayLike<number>, bounds: ArrayLike<number>): string | null {
  for (const [i, value] of got.entries()) {
    const [want, bound] = [expected[i] as number, bounds[i] as number];
    const agrees = Number.isFinite(want) ? Math.abs(value - want) <= bound : Object.is(value, want);
    if (!agrees) return `value ${i} is ${value}, expected ${want} within ${bound}`;
  }
  return null;
}
