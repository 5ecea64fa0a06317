/** A WASM program in Node: weights and states, writes and reads, counters, phases, disposal, and memories used again. */
import { describe, expect, it, vi } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import { createReferenceBackend } from '../../../src/backend/reference';
import type { Plan } from '../../../src/backend/types';
import { createWasmBackend } from '../../../src/backend/wasm';
import { EngineError } from '../../../src/core/errors';
import { planModel } from '../../../src/graph/plan';
import { activation } from '../../../src/kernels/activation';
import { copy } from '../../../src/kernels/copy';
import { RESULTS } from '../../../src/kernels/loss';
import { digitsNet, randomInput, randomWeights } from '../../helpers/digitsNet';
import { hyperOf } from '../../helpers/hyper';

const plan = planModel(digitsNet);
const weights = randomWeights(plan);

describe.each([1, 2])('a program on %i thread(s)', (threads) => {
  const backend = createWasmBackend({ threads });
  const load = async () => (await backend).load(plan, weights);

  it('computes what the twins compute, in every layer', async () => {
    const [program, twin] = [await load(), await createReferenceBackend().load(plan, weights)];
    for (const seed of [1, 2]) {
      program.write(plan.input, randomInput(plan, seed));
      twin.write(plan.input, randomInput(plan, seed));
      const { output } = await program.run();
      await twin.run();
      expect(output.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      for (const node of plan.nodes) {
        const [got, want] = [await program.read(node.output), await twin.read(node.output)];
        const largest = want.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        got.forEach((value, i) => {
          expect(Math.abs(value - (want[i] ?? Number.NaN))).toBeLessThan(1e-5 * largest);
        });
      }
    }
    program.dispose();
  });

  it('counts kernel calls, one submit, and the bytes written since the last run', async () => {
    const program = await load();
    program.write(plan.input, randomInput(plan));
    await program.run();
    const nothing = { computePasses: 0, renderPasses: 0, created: 0, readbacks: 0 };
    const dispatches = plan.phases.forward.length;
    expect(program.counters).toEqual({ ...nothing, dispatches, submits: 1, bytesUploaded: 28 * 28 * 4 });
    await program.run();
    expect(program.counters.bytesUploaded).toBe(0);
    program.dispose();
  });

  it('reads one value, and says what is wrong with a tensor', async () => {
    const program = await load();
    program.write(plan.input, randomInput(plan, 4));
    expect(await program.readValue(plan.input, 300)).toBe(randomInput(plan, 4)[300]);
    await expect(program.readValue(plan.input, 28 * 28)).rejects.toThrow(EngineError);
    expect(() => program.write(plan.input, new Float32Array(3))).toThrow(/784 values, got 3/);
    await expect(program.read(9999)).rejects.toThrow(/no such tensor/);
    program.dispose();
  });

  it('starts every map at zero, also where another program was', async () => {
    for (let round = 0; round < 3; round++) {
      const program = await load();
      for (const { output } of plan.nodes) expect((await program.read(output)).every((v) => v === 0)).toBe(true);
      program.write(plan.input, randomInput(plan, round));
      await program.run();
      program.dispose();
    }
  });

  it('makes many programs, one after the other', async () => {
    const small = callPlan([
      { kernel: activation, params: { length: 7, activation: 1, alpha: 0, beta: 0 }, lengths: [7, 7] },
    ]);
    for (let round = 0; round < 400; round++) {
      const program = await (await backend).load(small, new Map());
      program.write(small.input, Float32Array.of(-1, 2, -3, 4, -5, 6, round));
      expect((await program.run()).output).toEqual(Float32Array.of(0, 2, 0, 4, 0, 6, round));
      program.dispose();
    }
  });

  it('does not run once it is disposed of', async () => {
    const program = await load();
    program.dispose();
    program.dispose();
    await expect(program.run()).rejects.toThrow(/disposed/);
  });
});

describe('weights and states', () => {
  const backend = createWasmBackend({ threads: 1 });

  it('refuses a missing weight and one of the wrong size by name', async () => {
    const missing = new Map([...weights].filter(([name]) => name !== 'conv2.weight'));
    await expect((await backend).load(plan, missing)).rejects.toThrow(/conv2\.weight/);
    const short = new Map([...weights, ['conv2.bias', new Float32Array(3)] as const]);
    await expect((await backend).load(plan, short)).rejects.toThrow(/conv2\.bias: needs 16 values, got 3/);
  });

  it('trains: a step of every phase lowers the loss of its batch', async () => {
    const trained = planModel(digitsNet, {
      batch: 8,
      train: { optimiser: 'adamw' },
    });
    if (!trained.training) throw new Error('the plan has no loss');
    const { target, results, hyper } = trained.training;
    const program = await (await backend).load(trained, randomWeights(trained));
    program.write(trained.input, randomInput(trained));
    program.write(
      target,
      Float32Array.from({ length: 80 }, (_, i) => Number(i % 10 === Math.floor(i / 10))),
    );
    const losses: number[] = [];
    const optimiser = { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-7, decay: 0 } as const;
    for (let step = 0; step < 30; step++) {
      program.write(hyper, hyperOf(optimiser, step, 0.003));
      await program.run(['forward', 'backward', 'update']);
      losses.push(
        (await program.read(results)).reduce((sum, value, i) => sum + (i % RESULTS === 0 ? value : 0), 0) / 8,
      );
    }
    expect(losses.at(-1)).toBeLessThan(0.2 * (losses[0] ?? 0));
    program.dispose();
  });
});

describe('what cannot be done', () => {
  const lengths = [8, 8];

  it.each([1, 2, 3])('reports a kernel that leaves its memory as a lost device, on %i thread(s)', async (threads) => {
    const far = { outer: 1, inner: 2 ** 28, inOffset: 0, inStride: 0, outOffset: 0, outStride: 0 };
    const wild = callPlan([{ kernel: copy, params: far, lengths }]);
    const program = await (await createWasmBackend({ threads })).load(wild, new Map());
    await expect(program.run()).rejects.toMatchObject({ code: 'device' });
    await expect(program.run()).rejects.toMatchObject({ code: 'device' });
    program.dispose();
  });

  it.each([1, 2])('says what memory the machine refused, on %i thread(s)', async (threads) => {
    const large: Plan = { ...plan, arenas: [...plan.arenas, { kind: 'map', floats: 2 ** 27 }] };
    const backend = await createWasmBackend({ threads });
    const before = WebAssembly.Memory;
    class Refused extends before {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        if (descriptor.initial > 2 ** 13) throw new RangeError('could not allocate memory');
        super(descriptor);
      }
    }
    WebAssembly.Memory = Refused;
    const grow = vi.spyOn(before.prototype, 'grow').mockImplementation(() => {
      throw new RangeError('could not grow');
    });
    try {
      await expect(backend.load(large, weights)).rejects.toMatchObject({
        code: 'memory',
        message: expect.stringMatching(/^\d{3} MiB of WebAssembly memory were refused: could not allocate memory$/),
      });
    } finally {
      WebAssembly.Memory = before;
      grow.mockRestore();
    }
    // What was refused leaves the backend as it was.
    const program = await backend.load(plan, weights);
    expect((await program.run()).output).toHaveLength(10);
    backend.dispose();
  });

  it('refuses a plan larger than a WASM memory', async () => {
    const small = callPlan([{ kernel: activation, params: { length: 8, activation: 0, alpha: 0, beta: 0 }, lengths }]);
    const huge: Plan = { ...small, arenas: [{ kind: 'map', floats: 2 ** 30 }, ...small.arenas.slice(1)] };
    await expect((await createWasmBackend({ threads: 1 })).load(huge, new Map())).rejects.toMatchObject({
      code: 'memory',
    });
  });
});
