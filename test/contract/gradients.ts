/**
 * Plans with the option `gradients`, of networks around any layer and of the shipped ones: what a backend gives is what
 * the twins make in float64 of the very values that the backend's forward pass left, to 2e-5 of the largest.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backend, Program } from '../../src/backend/types';
import { isLayerType, type LayerType, layers } from '../../src/layers';
import { memory64, runCalls } from '../helpers/float64';
import { type GradientCase, gradientsAround, gradientsOf, readBy } from '../helpers/gradients';
import { casesOf, samplesOf } from './layerCase';

const ALLOWED = 2e-5;

/** The largest error of any gradient, as a share of one more than the largest value. */
async function worstError(backend: Backend, { plan, weights, input, seed }: GradientCase): Promise<number> {
  const program = await backend.load(plan, weights);
  try {
    program.write(plan.input, input);
    program.write(plan.gradients.seed, seed);
    await program.run(['forward', 'backward']);
    const exact = memory64(plan);
    exact(plan.gradients.seed).set(seed);
    for (const id of readBy(plan, 'backward')) {
      exact(id).set(weights.get(plan.tensors[id]?.name ?? '') ?? (await program.read(id)));
    }
    runCalls(plan.phases.backward, exact);
    let worst = 0;
    for (const id of Object.values(plan.gradients.of)) worst = Math.max(worst, await errorOf(program, id, exact(id)));
    return worst;
  } finally {
    program.dispose();
  }
}

async function errorOf(program: Program, id: number, exact: Float64Array): Promise<number> {
  const got = await program.read(id);
  const largest = exact.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return got.reduce((most, value, i) => {
    const error = Math.abs(value - (exact[i] ?? Number.NaN)) / largest;
    return Number.isNaN(error) ? Infinity : Math.max(most, error);
  }, 0);
}

/** Declares the tests of one backend. */
export function describeGradients(get: () => Promise<Backend>, runs: number): void {
  const check = async (type: LayerType): Promise<void> => {
    const backend = await get();
    for (const layerCase of samplesOf(type)) {
      const around = gradientsAround(layerCase) ?? expect.fail(`${type} does not fit`);
      expect(await worstError(backend, around), JSON.stringify(layerCase)).toBeLessThan(ALLOWED);
    }
    const random = fc.asyncProperty(casesOf(type), async (layerCase) => {
      const around = gradientsAround(layerCase);
      fc.pre(around !== null);
      expect(await worstError(backend, around)).toBeLessThan(ALLOWED);
    });
    await fc.assert(random, { numRuns: runs });
  };
  describe('gradients of a plan', () => {
    it.each(Object.keys(layers).filter(isLayerType))('around %s', check, 300_000);

    it.each([
      ['digits', 1],
      ['digits', 7],
      ['objects', 1],
      ['objects', 3],
    ] as const)(
      'of %s, batch %i',
      async (name, batch) => {
        expect(await worstError(await get(), await gradientsOf(name, batch))).toBeLessThan(ALLOWED);
      },
      300_000,
    );
  });
}
