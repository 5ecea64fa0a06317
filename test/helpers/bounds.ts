/**
 * How far a float32 kernel may be from its twin.
 * As the kernel's `rounding` says. A fused `post` is held to f of the very value in `y`.
 */
import { type ActivationValues, activationOf } from '../../src/kernels/activation';
import { boundOfFunction, boundOfSum } from '../../src/kernels/rounding';
import { runTwin, type ValuedCall } from './plan';

const at = (p: { readonly [name: string]: number }, name: string): number => p[name] ?? 1;

/** Largest allowed error of each value of each output (null where not connected). */
export function boundsOf(call: ValuedCall, expected: readonly (Float32Array | null)[]): (Float64Array | null)[] {
  const rounding = call.kernel.rounding(call.params);
  if (rounding === 'exact') return expected.map((v) => v && new Float64Array(v.length));
  if (rounding !== 'function') {
    const sums = runTwin({
      kernel: call.kernel,
      params: 'activation' in call.params ? { ...call.params, activation: 0 } : call.params,
      values: call.values.map((v) => v?.map((x) => Math.abs(Number.isFinite(x) ? x : 0)) ?? null),
    });
    return sums.map((v) => v && Float64Array.from(v, (sum) => boundOfSum(rounding.terms, sum)));
  }
  // Everything else is a few operations on values of which the largest sets the scale.
  return expected.map((v) => {
    if (!v) return null;
    const scale = v.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);
    return Float64Array.from(v, () => boundOfFunction(1 + 4 * scale));
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
    return boundOfFunction(Math.max(1, Math.abs(value), Number.isFinite(argument) ? argument : 0));
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
