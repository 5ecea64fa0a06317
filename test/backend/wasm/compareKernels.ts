/** The comparison of every WASM kernel with its plain twin, on whichever build the machine is given. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/backend/types';
import { createWasmBackend } from '../../../src/backend/wasm';
import { type KernelName, kernels } from '../../../src/kernels';
import { samplesOf } from './cases';
import { computed, expected, firstDifference } from './run';

/** Below the smallest normal float32 a kernel may round to zero, as graphics cards do too. */
const SUBNORMAL = 2 ** -126;

/** Defines the tests; the build in use must be the one named. */
export function compareKernels(build: 'SIMD' | 'relaxed SIMD'): void {
  let backend: Backend;

  beforeAll(async () => {
    backend = await createWasmBackend({ threads: 1 });
    expect(backend.info.detail).toBe(`${build}, 1 thread`);
  });

  afterAll(() => backend.dispose());

  describe.each(Object.keys(kernels) as KernelName[])('%s', (name) => {
    it.each([
      ['ordinary values', false],
      ['NaN, infinities, zeros and extremes', true],
    ])('agrees with its twin on %s', async (_, odd) => {
      const samples = fc.array(samplesOf(name, odd), { minLength: 1, maxLength: 20, size: 'max' });
      await fc.assert(
        fc.asyncProperty(samples, async (cases) => {
          const got = await computed(backend, cases);
          for (const [at, sample] of cases.entries()) {
            for (const [port, values] of expected(sample).entries()) {
              const result = got[at]?.[port] ?? null;
              expect(result?.length).toBe(values?.length);
              if (!values || !result) continue;
              const difference = firstDifference(
                result,
                values,
                (i) => sample.bound(port, i, values[i] as number) + SUBNORMAL,
              );
              expect(difference && `${sample.kernel.outs[port]?.name}${difference}`).toBe(null);
            }
          }
        }),
        { numRuns: 15 },
      );
    });
  });
}
