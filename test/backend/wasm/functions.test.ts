/**
 * The vector forms of exp, tanh, erf and the like, seen through the activations that use them, over the whole range of
 * float32: values stay within 4 half units of the last place of max(1, |x|), slopes within 24 half units of 1.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/backend/types';
import { createWasmBackend } from '../../../src/backend/wasm';
import { type ActivationName, activation, activationGradient, activations } from '../../../src/kernels/activation';
import { computed, expected, firstDifference } from './run';
import { EPSILON } from './sample';

/** Every activation, with the parameters that choose among its forms. */
const forms: readonly (readonly [name: ActivationName, alpha: number, beta: number])[] = [
  ...(Object.keys(activations) as ActivationName[]).map((name) => [name, 0.25, 0.75] as const),
  ['gelu', 0, 0],
  ['gelu', 1, 0],
  ['elu', 1, 0],
  ['selu', 1.6732632423543772, 1.0507009873554805],
];

/** Evenly over what matters, far out, and over all magnitudes from the smallest. */
const ordinary = Float32Array.from({ length: 60000 }, (_, i) => {
  const t = (i / 60000) * 2 - 1;
  if (i % 3 === 0) return 12 * t;
  if (i % 3 === 1) return 120 * t;
  return Math.sign(t) * 10 ** (Math.abs(t) * 78 - 40);
});
const special = Float32Array.of(Number.NaN, Infinity, -Infinity, 0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38);

let backend: Backend;
beforeAll(async () => {
  backend = await createWasmBackend({ threads: 1 });
});
afterAll(() => backend.dispose());

describe.each(forms)('%s, alpha %f, beta %f', (name, alpha, beta) => {
  const codes = { activation: activations[name].code, alpha, beta };

  it.each([
    ['ordinary', ordinary],
    ['special', special],
  ])('has the value of its twin at %s x', async (_, x) => {
    const sample = { kernel: activation, params: { length: x.length, ...codes }, ports: [x, x.slice()] };
    const [got] = await computed(backend, [sample]);
    const bound = (i: number) => 4 * EPSILON * Math.max(1, Math.abs(x[i] as number));
    expect(firstDifference(got?.[0] as Float32Array, expected(sample)[0] as Float32Array, bound)).toBe(null);
  });

  it('has the slope of its twin', async () => {
    const x = ordinary.filter((value) => Math.abs(value) < 1e6);
    const y = new Float32Array(x.length);
    activation.twin({ length: x.length, ...codes }, [x], [y]);
    const ports = [x, y, x.map(() => 1), y.slice()];
    const sample = { kernel: activationGradient, params: { length: x.length, ...codes }, ports };
    const [got] = await computed(backend, [sample]);
    const bound = () => 24 * EPSILON;
    expect(firstDifference(got?.[0] as Float32Array, expected(sample)[0] as Float32Array, bound)).toBe(null);
  });
});
