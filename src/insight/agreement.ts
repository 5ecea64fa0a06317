/**
 * Checks a backend's arithmetic: the plain twin recomputes each kernel call from the same tensors that the backend's
 * kernel read, and every value must agree within the kernel's rounding. A fused activation is checked against f of the
 * pre-activation value the kernel itself stored.
 */
import { activationOf } from '../kernels/activation';
import type { FloatArray, KernelCall, TensorId } from '../kernels/kernel';
import { boundOfFunction, boundOfSum } from '../kernels/rounding';

export interface Agreement {
  /** Largest |computed - expected| over the outputs; infinite where one is a number and the other is not. */
  readonly difference: number;
  /** What float32 allows at the place of that largest difference. */
  readonly bound: number;
  /** Largest ratio of difference to bound at any place: above 1 the kernel is wrong. */
  readonly worst: number;
}

export const exactly: Agreement = { difference: 0, bound: 0, worst: 0 };

const absolute = (values: FloatArray | null): Float64Array | null => values && Float64Array.from(values, Math.abs);

/** What the twin computes from the inputs, and how far each value may differ from it. */
function expectation(call: KernelCall, ins: readonly (FloatArray | null)[], computed: FloatArray) {
  const { kernel, params } = call;
  const plain = 'activation' in params && kernel.name !== 'activation' ? { ...params, activation: 0 } : params;
  const others = call.outs.slice(1).map(() => null);
  // Values that a call does not write, such as the rest of a concatenation, stay as they are.
  const expected = computed.slice();
  kernel.twin(plain, ins, [expected, ...others]);
  const rounding = kernel.rounding(params);
  if (rounding === 'exact') return { expected, bounds: () => 0 };
  if (rounding !== 'function') {
    const sums = new Float64Array(computed.length);
    kernel.twin(plain, ins.map(absolute), [sums, ...others]);
    return { expected, bounds: (i: number) => boundOfSum(rounding.terms, sums[i] ?? 0) };
  }
  let largest = 0;
  for (const x of expected) if (Number.isFinite(x)) largest = Math.max(largest, Math.abs(x));
  return { expected, bounds: () => boundOfFunction(1 + 4 * largest) };
}

function compare(computed: ArrayLike<number>, expected: ArrayLike<number>, bounds: (i: number) => number): Agreement {
  let [difference, bound, worst] = [0, bounds(0), 0];
  for (let i = 0; i < computed.length; i++) {
    const [value, wanted] = [computed[i] ?? 0, expected[i] ?? 0];
    const both = Number.isFinite(value) && Number.isFinite(wanted);
    const off = both ? Math.abs(value - wanted) : Object.is(value, wanted) ? 0 : Infinity;
    if (off === 0) continue;
    const allowed = bounds(i);
    worst = Math.max(worst, off / allowed);
    if (off > difference) [difference, bound] = [off, allowed];
  }
  return { difference, bound, worst };
}

const worse = (a: Agreement, b: Agreement): Agreement => ({
  ...(b.difference > a.difference ? b : a),
  worst: Math.max(a.worst, b.worst),
});

/**
 * Checks one forward call of an inference plan against its twin. `values` returns any tensor of the call as the backend
 * holds it. Entry k is for output k; null where that is unconnected.
 */
export function agreementOf(call: KernelCall, values: (tensor: TensorId) => FloatArray): readonly (Agreement | null)[] {
  const at = (id: TensorId | null | undefined): FloatArray | null => (typeof id === 'number' ? values(id) : null);
  const [first, fused] = [at(call.outs[0]), at(call.outs[1])];
  if (!first) return call.outs.map(() => null);
  const { expected, bounds } = expectation(call, call.ins.map(at), first);
  const before = compare(first, expected, bounds);
  if (!fused) return [before, ...call.outs.slice(1).map(() => null)];
  const { activation = 0, alpha = 0, beta = 0 } = call.params;
  const { f, chooses } = activationOf(activation);
  const after = Float64Array.from(first, (x) => Math.fround(f(x, alpha, beta)));
  const allowed = (i: number): number =>
    chooses ? 0 : boundOfFunction(Math.max(1, Math.abs(after[i] ?? 0), Math.abs(first[i] ?? 0)));
  return [before, compare(fused, after, allowed)];
}

/** The agreement of a whole call: that of its worst output. */
export const overall = (agreements: readonly (Agreement | null)[]): Agreement =>
  agreements.reduce<Agreement>((all, one) => (one ? worse(all, one) : all), agreements[0] ?? exactly);
