/** The form of dense layers whose rows four invocations share agrees with the twin: rows of one four and of many, with a rest. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWebGpuBackend } from '../../../src/backend/webgpu';
import { densePasses } from '../../../src/kernels/gpu/dense';
import { boundsOf, firstWrong } from '../../helpers/bounds';
import { valued } from '../../helpers/kernelCases';
import { runOnBackend, runTwin } from '../../helpers/plan';

const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

const sizes = fc
  .record({ batch: int(1, 3), fours: int(1, 40), outFeatures: int(1, 40) })
  .map(({ batch, fours, outFeatures }) => ({
    batch,
    inFeatures: 4 * fours,
    outFeatures: batch === 1 ? outFeatures : 4 * Math.ceil(outFeatures / 4),
  }));

it('dense in fours agrees with its twin', async () => {
  const backend = await createWebGpuBackend({ allowFallbackAdapter: true });
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), fc.constantFrom(0, 1, 3), async (p, seed, special) => {
      const params = { ...p, activation: 1, alpha: 0, beta: 0 };
      expect(densePasses(params, [], 'quads').map(({ name }) => name)).toEqual(['dense/quads']);
      const outputs = p.batch * p.outFeatures;
      const lengths = [p.batch * p.inFeatures, p.outFeatures * p.inFeatures, p.outFeatures, outputs, outputs];
      const call = valued('dense', { params, lengths }, seed, special);
      const [got, expected] = [await runOnBackend(backend, call), runTwin(call)];
      const [mine, wanted, bound] = [got[0], expected[0], boundsOf(call, expected)[0]];
      expect(mine && wanted && bound && firstWrong(mine, wanted, bound)).toBeNull();
    }),
    { numRuns: 20, seed: 20261128 },
  );
  backend.dispose();
});

it('rows that are no whole fours, or that four outputs do not share, are added up alone', () => {
  const form = (batch: number, inFeatures: number, outFeatures: number): string | undefined =>
    densePasses({ batch, inFeatures, outFeatures, activation: 0 }, [], 'quads')[0]?.name;
  expect([form(1, 70, 4), form(2, 8, 6), form(2, 8, 8)]).toEqual(['dense/alone', 'dense/alone', 'dense/quads']);
});
