/** The optimisers' twins against PyTorch (fixtures/optimisers.json), and what they record and leave alone. */
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { hyperSlots } from '../../src/kernels/hyper';
import { adam, clipping, SIZES, sgd } from '../../src/kernels/optimiser';
import { checkOptimiser, type OptimiserSpec } from '../../src/train/optimiser';
import fixture from '../fixtures/optimisers.json';
import { hyperOf, optimisers } from '../helpers/hyper';

const LENGTH = 6;
const CHUNK = 4;
const chunks = 2;

interface State {
  readonly w: Float64Array;
  readonly moments: readonly Float64Array[];
  readonly sizes: Float64Array;
}

const begin = (): State => ({
  w: Float64Array.from({ length: LENGTH }, (_, i) => Math.sin(i + 1)),
  moments: [new Float64Array(LENGTH), new Float64Array(LENGTH)],
  sizes: new Float64Array(2 * chunks * SIZES),
});

const gradient = (t: number): Float64Array =>
  Float64Array.from({ length: LENGTH }, (_, i) => Math.cos((i + 1) * (t + 1)));

/** One step, as a plan would call it. The numbers of a step are float32. */
function step(
  { w, moments, sizes }: State,
  optimiser: OptimiserSpec,
  t: number,
  clip?: number,
  decaying = LENGTH,
): void {
  const [g, hyper] = [gradient(t), hyperOf(optimiser, t, 0.1, { row: 1, clip: clip ?? 0 })];
  const factor = clip === undefined ? null : new Float64Array(1);
  if (factor) clipping.twin({ length: LENGTH }, [g, hyper], [factor]);
  const flat = { length: LENGTH, decaying, chunk: CHUNK };
  const [first = null, second = null] = moments;
  const { kind } = optimiser;
  if (kind === 'adam' || kind === 'adamw') adam.twin(flat, [g, hyper, factor], [w, first, second, sizes, null]);
  else {
    const velocity = kind === 'sgd' ? null : first;
    sgd.twin({ ...flat, nesterov: Number(kind === 'nesterov') }, [g, hyper, factor], [w, velocity, sizes, null]);
  }
}

describe('five steps are those of PyTorch', () => {
  const inPyTorch = optimisers.filter((spec) => spec.decay > 0 && !('decoupled' in spec));
  it.each(inPyTorch.map((spec) => [spec.kind, spec] as const))('with %s', (kind, spec) => {
    const state = begin();
    for (let t = 0; t < 5; t++) step(state, spec, t);
    for (const [i, value] of state.w.entries()) expect(value).toBeCloseTo(fixture[kind][i] ?? Number.NaN, 6);
  });

  it('with the gradient’s norm clipped', () => {
    const state = begin();
    for (let t = 0; t < 5; t++) step(state, { kind: 'sgd', decay: 0 }, t, 1);
    for (const [i, value] of state.w.entries()) expect(value).toBeCloseTo(fixture.clipped[i] ?? Number.NaN, 6);
  });
});

it('decoupled decay shrinks the weights by rate times decay, whatever the gradient’s history', () => {
  const [plain, decayed] = [begin(), begin()];
  step(plain, { kind: 'nesterov', momentum: 0.8, decay: 0 }, 0);
  step(decayed, { kind: 'nesterov', momentum: 0.8, decay: 0.5, decoupled: true }, 0);
  for (const [i, value] of decayed.w.entries()) {
    expect(value).toBeCloseTo((plain.w[i] ?? 0) - 0.1 * 0.5 * Math.sin(i + 1), 7);
  }
});

it.each(optimisers.filter(({ decay }) => decay > 0))('only the first weights decay: %o', (spec) => {
  const [all, some, none] = [begin(), begin(), begin()];
  step(all, spec, 0);
  step(some, spec, 0, undefined, 2);
  step(none, { ...spec, decay: 0 }, 0);
  expect(some.w.slice(0, 2)).toEqual(all.w.slice(0, 2));
  expect(some.w.slice(2)).toEqual(none.w.slice(2));
});

it.each(optimisers)('what has no gradient and no weight stays at zero: %o', (spec) => {
  const { w, moments, sizes } = begin();
  w.fill(0);
  const zero = new Float64Array(LENGTH);
  const hyper = hyperOf(spec, 4, 0.1);
  const flat = { length: LENGTH, decaying: LENGTH, chunk: CHUNK };
  const [first = null, second = null] = moments;
  if (spec.kind === 'adam' || spec.kind === 'adamw')
    adam.twin(flat, [zero, hyper, null], [w, first, second, sizes, null]);
  else sgd.twin({ ...flat, nesterov: 1 }, [zero, hyper, null], [w, first, sizes, null]);
  expect([...w, ...moments.flatMap((moment) => [...moment])].every((value) => value === 0)).toBe(true);
});

it('records the sums of squares of each chunk in the row of the step', () => {
  const state = begin();
  const before = state.w.slice();
  step(state, { kind: 'momentum', momentum: 0.9, decay: 0.02 }, 0);
  const sums = (values: Float64Array, c: number): number =>
    values.slice(c * CHUNK, (c + 1) * CHUNK).reduce((sum, value) => sum + value * value, 0);
  const change = state.w.map((value, i) => value - (before[i] ?? 0));
  const [first, second] = [state.sizes.slice(0, chunks * SIZES), state.sizes.slice(chunks * SIZES)];
  expect([...first]).toEqual([0, 0, 0, 0, 0, 0]);
  for (let c = 0; c < chunks; c++) {
    for (const [k, values] of [gradient(0), change, before].entries()) {
      expect(second[c * SIZES + k]).toBeCloseTo(sums(values, c), 12);
    }
  }
});

it('clipping leaves a gradient that is small enough, and one that is not a number', () => {
  const factor = (g: Float64Array, clip: number): number => {
    const out = new Float64Array(1);
    const hyper = new Float64Array(Object.keys(hyperSlots).length);
    hyper[hyperSlots.clip] = clip;
    clipping.twin({ length: g.length }, [g, hyper], [out]);
    return out[0] ?? Number.NaN;
  };
  expect(factor(Float64Array.of(3, 4), 6)).toBe(1);
  expect(factor(Float64Array.of(3, 4), 2)).toBeCloseTo(0.4, 12);
  expect(factor(Float64Array.of(0, 0), 1)).toBe(1);
  expect(factor(Float64Array.of(Number.NaN, 4), 2)).toBe(1);
});

it.each([
  { kind: 'sgd', decay: -1 },
  { kind: 'momentum', momentum: 1, decay: 0 },
  { kind: 'adam', beta1: 0.9, beta2: 1, epsilon: 1e-8, decay: 0 },
  { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 0, decay: 0 },
] satisfies readonly OptimiserSpec[])('refuses %o', (spec) => {
  expect(() => checkOptimiser(spec)).toThrow(EngineError);
});
