/** Every WGSL kernel against its twin on random parameters, shapes and values, NaN and infinities among them. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/backend/types';
import { createWebGpuBackend } from '../../../src/backend/webgpu';
import { type KernelName, kernels } from '../../../src/kernels';
import { boundsOf, firstWrong, postOf } from '../../helpers/bounds';
import { shapesOf, valued } from '../../helpers/kernelCases';
import { runOnBackend, runTwin, type ValuedCall } from '../../helpers/plan';

let backend: Backend;
beforeAll(async () => {
  backend = await createWebGpuBackend({ allowFallbackAdapter: true });
});
afterAll(() => backend.dispose());

/** Runs the call on the device and says what is wrong with the result. */
async function wrongWith(call: ValuedCall): Promise<string | null> {
  const got = await runOnBackend(backend, call);
  const expected = runTwin(call);
  const bounds = boundsOf(call, expected);
  for (const [k, port] of call.kernel.outs.entries()) {
    const [mine, want, bound] = [got[k], expected[k], bounds[k]];
    if (!mine || !want || !bound) continue;
    const pre = got[0];
    const post = port.name === 'post' && pre ? postOf(call.params, pre) : null;
    const wrong = post ? firstWrong(mine, post.values, post.bounds) : firstWrong(mine, want, bound);
    if (wrong) return `${port.name}: ${wrong}`;
  }
  return null;
}

const names = Object.keys(kernels) as KernelName[];
const runs = { numRuns: 12, seed: 20261124 };

describe('WGSL kernels agree with their twins', () => {
  it.each(names)('%s on finite values', async (name) => {
    await fc.assert(
      fc.asyncProperty(shapesOf(name), fc.nat(), async (shape, seed) => {
        expect(await wrongWith(valued(name, shape, seed))).toBeNull();
      }),
      runs,
    );
  });

  it.each(names)('%s with NaN and infinities among its inputs', async (name) => {
    await fc.assert(
      fc.asyncProperty(shapesOf(name), fc.nat(), async (shape, seed) => {
        expect(await wrongWith(valued(name, shape, seed, 3))).toBeNull();
      }),
      { ...runs, numRuns: 6 },
    );
  });
});
