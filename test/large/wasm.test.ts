/**
 * Networks of hundreds of megabytes on the WASM backend: they plan, load and answer as PyTorch does with the same
 * weights. Skipped, and named so, where less than 4 GiB of memory are free.
 */
import { freemem } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createWasmBackend } from '../../src/backend/wasm';
import { planModel } from '../../src/graph/plan';
import { alexNet, answers, hashedPicture, hashedWeights, vgg16 } from '../helpers/largeNets';

describe.each([
  ['AlexNet', alexNet, answers.alexNet, 61_100_840],
  ['VGG-16', vgg16, answers.vgg16, 138_357_544],
] as const)('%s', (_, spec, answer, count) => {
  it('answers on WASM as PyTorch does', async (context) => {
    context.skip(freemem() < 4 * 2 ** 30, 'less than 4 GiB of memory are free');
    const plan = planModel(spec);
    const weights = hashedWeights(plan);
    expect([...weights.values()].reduce((sum, { length }) => sum + length, 0)).toBe(count);
    const backend = await createWasmBackend();
    const program = await backend.load(plan, weights);
    program.write(plan.input, hashedPicture());
    const { output } = await program.run();
    expect(output.indexOf(output.reduce((most, value) => Math.max(most, value)))).toBe(answer.best);
    for (const [k, value] of answer.first.entries()) {
      expect(Math.abs((output[k] ?? Number.NaN) - value)).toBeLessThan(1e-4 * answer.largest);
    }
    // Little more than the weights and maps themselves: nothing is held twice.
    const floats = plan.arenas.reduce((sum, arena) => sum + arena.floats, 0);
    expect(program.bytes).toBeLessThan(4 * floats + 2 ** 27);
    backend.dispose();
  }, 120_000);
});
