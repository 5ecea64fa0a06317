/**
 * What the random calls of all kernels are made of: values, and the errors that results may have. A magnitude is what
 * the twin gives on the absolute values of its inputs: for a sum of K products, sum |a| |b|.
 */
import fc from 'fast-check';
import { Random } from '../../../src/core/random';
import { expected, type KernelCase } from './run';

/** Half a unit in the last place of float32, relative. */
export const EPSILON = 2 ** -24;

export interface Sample extends KernelCase {
  /** Largest allowed |error| of value i of output `port` (counted among the outputs), given what the twin gave there. */
  bound(port: number, index: number, want: number): number;
}

export type Values = (length: number, options?: { positive?: boolean }) => Float32Array;

/** Normal values; with `odd`, every few of them replaced by NaN, infinities, zeros of both signs and extreme sizes. */
export function source(seed: number, odd: boolean): Values {
  const random = new Random(seed);
  const odds = [Number.NaN, Infinity, -Infinity, 0, -0, 1e-20, 3e9, -3e5];
  return (length, { positive = false } = {}) =>
    Float32Array.from({ length }, () => {
      const value = odd && random.below(9) === 0 ? (odds[random.below(odds.length)] as number) : random.normal();
      return positive ? Math.abs(value) + 1e-3 : value;
    });
}

/** Magnitudes of a kernel's outputs: its twin on absolute values, without activation. */
export function magnitudes(of: KernelCase): (Float32Array | null)[] {
  const params = 'activation' in of.params ? { ...of.params, activation: 0 } : of.params;
  return expected({ ...of, params, ports: of.ports.map((values) => values?.map(Math.abs) ?? null) });
}

/** A case of a kernel whose every output is a sum of `terms` products. */
export function sums(of: KernelCase, terms: number): Sample {
  const sizes = magnitudes(of);
  return { ...of, bound: (port, index) => 2 * terms * EPSILON * (sizes[port]?.[index] ?? 0) };
}

/** A case whose outputs agree bit by bit. */
export const exact = (of: KernelCase): Sample => ({ ...of, bound: () => 0 });

export const relative = (of: KernelCase, units: number): Sample => ({
  ...of,
  bound: (_, __, want) => units * EPSILON * Math.abs(want),
});

/** The fused epilogue is checked by itself: here `post` may stray as far as `y`, all these functions being contractions. */
export function fused(of: KernelCase, terms: number): Sample {
  const sizes = magnitudes(of);
  return { ...of, bound: (_, index) => (2 * terms * (sizes[0]?.[index] ?? 0) + 4) * EPSILON };
}

/** Float64 arithmetic, rounded once: within `units` half units of the result, or of what cancelled. */
export function exactly(of: KernelCase, units: number): Sample {
  const sizes = magnitudes(of);
  const largest = Math.max(...(sizes[0] ?? []).filter(Number.isFinite).map(Math.abs), 0);
  return { ...of, bound: (_, __, want) => units * EPSILON * (Math.abs(want) + largest * 2 ** -20) };
}

/** Zero where not finite, for what a kernel need not answer for. */
export function finite(values: Float32Array): Float32Array {
  return values.map((v) => (Number.isFinite(v) ? v : 0));
}

/** Builds a case from a shape, a source of values, and a coin for each optional port. */
export type Maker = (values: Values, coin: boolean) => Sample;

export const size = (min: number, max: number) => fc.integer({ min, max });

export const ordinary = { activation: fc.constantFrom(0, 1, 1, 2, 5), alpha: fc.constant(0.3), beta: fc.constant(0.7) };
