/** The forms that are chosen on hardware, here on the software adapter of the tests, against the twins. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../../../src/backend/types';
import { createWebGpuBackend } from '../../../src/backend/webgpu';
import { gpuPasses } from '../../../src/kernels/gpu';
import { densePasses } from '../../../src/kernels/gpu/dense';
import { globalPoolPasses, pool2dPasses } from '../../../src/kernels/gpu/pool2d';
import { boundsOf, firstWrong } from '../../helpers/bounds';
import { shapesOf, valued } from '../../helpers/kernelCases';
import { runOnBackend, runTwin } from '../../helpers/plan';

let backend: Backend;
beforeAll(async () => {
  backend = await createWebGpuBackend({ allowFallbackAdapter: true });
});
afterAll(() => backend.dispose());
afterEach(() => {
  vi.restoreAllMocks();
});

const forced = {
  dense: () => vi.spyOn(gpuPasses, 'dense').mockImplementation((p, connected) => densePasses(p, connected, 'hardware')),
  globalPool: () =>
    vi.spyOn(gpuPasses, 'globalPool').mockImplementation((p, connected) => globalPoolPasses(p, connected, 'hardware')),
  pool2d: () =>
    vi.spyOn(gpuPasses, 'pool2d').mockImplementation((p, connected) => pool2dPasses(p, connected, 'hardware')),
} as const;

describe('forms for hardware', () => {
  it.each(['dense', 'globalPool', 'pool2d'] as const)('%s agrees with its twin', async (name) => {
    forced[name]();
    await fc.assert(
      fc.asyncProperty(shapesOf(name), fc.nat(), fc.constantFrom(0, 3), async (shape, seed, special) => {
        const call = valued(name, shape, seed, special);
        const [got, expected] = [await runOnBackend(backend, call), runTwin(call)];
        const [mine, wanted, bound] = [got[0], expected[0], boundsOf(call, expected)[0]];
        expect(mine && wanted && bound && firstWrong(mine, wanted, bound)).toBeNull();
      }),
      { numRuns: 10, seed: 20261124 },
    );
  });
});
