/** The reference backend keeps the contract of a Program: weights, phases, views, errors. */
import { describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import { createReferenceBackend } from '../../../src/backend/reference';
import { EngineError } from '../../../src/core/errors';
import { dense } from '../../../src/kernels/dense';

const backend = createReferenceBackend();
const params = { batch: 1, inFeatures: 2, outFeatures: 2, activation: 1, alpha: 0, beta: 0 };
const plan = callPlan([{ kernel: dense, params, lengths: [2, 4, null, 2, 2] }]);
const weights = new Map([['0.w', Float32Array.from([1, 2, -3, 4])]]);

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'none';
};

describe('the reference backend', () => {
  it('computes, reports and lets values be read', async () => {
    const program = await backend.load(plan, weights);
    program.write(plan.input, Float32Array.from([2, 1]));
    const { output, ranges, milliseconds } = await program.run();
    expect([...output]).toEqual([4, -2]);
    expect(ranges.size).toBe(0);
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    const post = plan.phases.forward[0]?.outs[1] ?? -1;
    expect([...(await program.read(post))]).toEqual([4, 0]);
    expect(await program.readValue(post, 0)).toBe(4);
    expect(program.bytes).toBe(plan.arenas.reduce((sum, { floats }) => sum + 4 * floats, 0));
  });

  it('hands out copies, so that a report outlives the next run', async () => {
    const program = await backend.load(plan, weights);
    program.write(plan.input, Float32Array.from([2, 1]));
    const { output } = await program.run();
    program.write(plan.input, Float32Array.from([0, 0]));
    await program.run();
    expect([...output]).toEqual([4, -2]);
  });

  it('names what is wrong', async () => {
    expect(await codeOf(() => backend.load(plan, new Map()))).toBe('weights');
    expect(await codeOf(() => backend.load(plan, new Map([['0.w', new Float32Array(3)]])))).toBe('weights');
    const program = await backend.load(plan, weights);
    expect(await codeOf(() => program.write(plan.input, new Float32Array(3)))).toBe('shape');
    expect(await codeOf(() => program.write(99, new Float32Array(3)))).toBe('graph');
    expect(await codeOf(() => program.readValue(plan.input, 2))).toBe('shape');
  });
});
