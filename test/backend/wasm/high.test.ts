/** Kernels on tensors that lie above 2 GiB, where an address taken for a signed number would be negative. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend, Plan } from '../../../src/backend/types';
import { createWasmBackend } from '../../../src/backend/wasm';
import { type KernelName, kernels } from '../../../src/kernels';
import { samplesOf } from './cases';
import { computed, expected, firstDifference } from './run';

/** The plan behind 2 GiB that nothing touches, so that no machine has to give them. */
const above = (plan: Plan): Plan => ({
  ...plan,
  arenas: [{ kind: 'map', floats: 2 ** 29 }, ...plan.arenas],
  tensors: plan.tensors.map((tensor) => ({ ...tensor, arena: tensor.arena + 1 })),
});

describe('above 2 GiB', () => {
  let backend: Backend;

  beforeAll(async () => {
    backend = await createWasmBackend({ threads: 2 });
  });

  afterAll(() => backend.dispose());

  it.each(Object.keys(kernels) as KernelName[])('%s agrees with its twin', async (name) => {
    const moved: Backend = { ...backend, load: (plan, weights) => backend.load(above(plan), weights) };
    const cases = fc.sample(samplesOf(name, false), { numRuns: 10, seed: 7 });
    const got = await computed(moved, cases);
    for (const [at, sample] of cases.entries()) {
      for (const [port, values] of expected(sample).entries()) {
        if (!values) continue;
        const bound = (i: number): number => sample.bound(port, i, values[i] as number) + 2 ** -126;
        expect(firstDifference(got[at]?.[port] ?? new Float32Array(0), values, bound)).toBe(null);
      }
    }
  });
});
