/** A program on the GPU: the budget of a frame by real calls, reports, training steps, reads, errors and disposal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import { createReferenceBackend } from '../../../src/backend/reference';
import type { Backend, Counters, Plan, Program } from '../../../src/backend/types';
import { createWebGpuBackend, probeAdapter } from '../../../src/backend/webgpu';
import { EngineError } from '../../../src/core/errors';
import { planModel } from '../../../src/graph/plan';
import { activation } from '../../../src/kernels/activation';
import { dense } from '../../../src/kernels/dense';
import { elementwise } from '../../../src/kernels/elementwise';
import { type DeviceCalls, spyOnDevices } from '../../helpers/deviceCalls';
import { digitsNet, randomInput, randomWeights, sceneOf } from '../../helpers/digitsNet';
import { hyperOf } from '../../helpers/hyper';
import { squeezeNet } from '../../helpers/squeezeNet';

let backend: Backend;
beforeAll(async () => {
  backend = await createWebGpuBackend({ allowFallbackAdapter: true });
});
afterAll(() => backend.dispose());

const plan = planModel(digitsNet);

async function painted(): Promise<Program> {
  const program = await backend.load(plan, randomWeights(plan));
  program.surface(document.createElement('canvas')).setScene(sceneOf(plan, 'layer'));
  program.write(plan.input, randomInput(plan));
  await program.run();
  return program;
}

describe('the frame of a picture, for SqueezeNet 1.1 at 224 x 224', () => {
  it('uploads four bytes a pixel, and keeps its budget, painting', async () => {
    const squeeze = planModel(squeezeNet(), { packed: true });
    const { packed } = squeeze;
    if (!packed) throw new Error('the plan takes no packed pixels');
    const program = await backend.load(squeeze, randomWeights(squeeze));
    program.surface(document.createElement('canvas')).setScene(sceneOf(squeeze, 'layer'));
    program.write(packed.levels, new Float32Array(768).fill(0.5));
    const picture = (seed: number) =>
      Float32Array.from({ length: 224 * 224 }, (_, i) => (seed * 7919 + i * 331) % 2 ** 24);
    program.write(packed.pixels, picture(0));
    await program.run(['unpack', 'forward']);
    const calls = spyOnDevices();
    try {
      program.write(packed.pixels, picture(1));
      await program.run(['unpack', 'forward']);
      const { dispatches, bytesUploaded, ...others } = program.counters;
      expect(calls.counters).toEqual(program.counters);
      expect(dispatches).toBeLessThanOrEqual(40);
      expect(bytesUploaded).toBe(200_704);
      expect(bytesUploaded).toBeLessThanOrEqual(201_000);
      expect(others).toEqual({ submits: 1, computePasses: 1, renderPasses: 1, created: 0, readbacks: 1 });
    } finally {
      calls.stop();
      program.dispose();
    }
  });
});

describe('the frame of a drawn digit', () => {
  let program: Program;
  let calls: DeviceCalls;
  beforeAll(async () => {
    program = await painted();
    calls = spyOnDevices();
  });
  afterAll(() => {
    calls.stop();
    program.dispose();
  });

  it('keeps its budget, and counts what the device was really asked for', async () => {
    calls.reset();
    program.write(plan.input, randomInput(plan, 5));
    await program.run();
    const expected: Counters = {
      dispatches: 9,
      submits: 1,
      computePasses: 1,
      renderPasses: 1,
      bytesUploaded: 28 * 28 * 4,
      created: 0,
      readbacks: 1,
    };
    expect(program.counters).toEqual(expected);
    expect(calls.counters).toEqual(expected);
  });

  it('makes nothing new in 500 frames, two of them under way at a time', async () => {
    calls.reset();
    let previous: Promise<unknown> = Promise.resolve();
    const bytes = program.bytes;
    for (let frame = 0; frame < 500; frame++) {
      program.write(plan.input, randomInput(plan, frame));
      const current = program.run();
      await previous;
      previous = current;
    }
    await previous;
    expect(calls.counters.created).toBe(0);
    expect(calls.counters.submits).toBe(500);
    expect(program.bytes).toBe(bytes);
  });

  it('reports the output and the ranges of what is drawn', async () => {
    const input = randomInput(plan, 11);
    program.write(plan.input, input);
    const { output, ranges, milliseconds } = await program.run();
    expect(output).toEqual(await program.read(plan.output));
    expect(output.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    expect(milliseconds).toBeGreaterThan(0);
    const conv1 = plan.nodes[0]?.output ?? -1;
    const values = await program.read(conv1);
    expect(ranges.get(conv1)).toEqual({ min: Math.min(...values), max: Math.max(...values), broken: false });
    expect(ranges.get(plan.input)).toEqual({ min: Math.min(...input), max: Math.max(...input), broken: false });
    expect(await program.readValue(conv1, 37)).toBe(values[37]);
  });

  it('marks a tensor with NaN as broken and keeps the range of the rest', async () => {
    const input = randomInput(plan, 12);
    input[100] = Number.NaN;
    program.write(plan.input, input);
    const { ranges, output } = await program.run();
    const conv1 = plan.nodes[0]?.output ?? -1;
    const finite = (await program.read(conv1)).filter(Number.isFinite);
    expect(ranges.get(conv1)).toEqual({ min: Math.min(...finite), max: Math.max(...finite), broken: true });
    expect(output.every(Number.isNaN)).toBe(true);
    program.write(plan.input, randomInput(plan, 13));
    const after = await program.run();
    expect(after.ranges.get(conv1)?.broken).toBe(false);
    expect(after.output.every(Number.isFinite)).toBe(true);
  });

  it('leaves repaints and reads out of the counts of a run', async () => {
    const surface = program.surface(document.createElement('canvas'));
    surface.setScene(sceneOf(plan, 'map'));
    await program.run();
    surface.paint();
    await program.read(plan.output);
    await program.run();
    expect(program.counters).toMatchObject({ submits: 1, renderPasses: 1, created: 0, readbacks: 1, dispatches: 8 });
  });
});

describe('tensors of many megabytes', () => {
  /** 6 MiB in, doubled; more than what Chrome has at hand for uploads, and more than what is kept for a read. */
  const length = 1.5 * 2 ** 20;
  const sizes = { size0: 1, size1: 1, size2: 1, size3: length, a0: 0, a1: 0, a2: 0, a3: 1, b0: 0, b1: 0, b2: 0, b3: 1 };
  const params = { ...sizes, kind: 0, activation: 0, alpha: 0, beta: 0 };
  const double = { kernel: elementwise, params, lengths: [length, length, length, null] };

  it('arrive whole, in parts, and come back in memory that is kept', async () => {
    const program = await backend.load(callPlan([double]), new Map());
    const [a, b] = program.plan.phases.forward[0]?.ins ?? [];
    const values = Float32Array.from({ length }, (_, k) => Math.sin(k));
    for (const id of [a, b]) program.write(id ?? -1, values);
    const { output } = await program.run();
    expect(output.every((value, k) => value === 2 * (values[k] ?? Number.NaN))).toBe(true);
    expect(program.counters.bytesUploaded).toBe(8 * length);
    expect((await program.run()).output).toBe(output);
    const [first] = await program.look([a ?? -1, b ?? -1]);
    expect(first?.every((value, k) => value === values[k])).toBe(true);
    const calls = spyOnDevices();
    const [, second] = await program.look([a ?? -1, b ?? -1]);
    expect(second?.every((value, k) => value === values[k])).toBe(true);
    expect(second?.buffer).toBe(first?.buffer);
    expect(calls.counters.created).toBe(0);
    calls.stop();
    program.dispose();
  });
});

describe('a training plan', () => {
  it('takes the same steps as the twins, and twice the same bits', async () => {
    const train = planModel(digitsNet, {
      batch: 2,
      train: { optimiser: 'adamw', clips: true },
    });
    const results = new Map<string, Float32Array[]>();
    for (const [name, made] of [
      ['first', backend],
      ['second', backend],
      ['twins', createReferenceBackend()],
    ] as const) {
      const program = await made.load(train, randomWeights(train));
      results.set(name, await trainedWeights(program, train));
      program.dispose();
    }
    expect(results.get('first')).toEqual(results.get('second'));
    for (const [k, mine] of (results.get('first') ?? []).entries()) {
      const wanted = results.get('twins')?.[k] ?? new Float32Array();
      const worst = mine.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? NaN))), 0);
      expect(worst).toBeLessThan(1e-3);
    }
  });
});

async function trainedWeights(program: Program, train: Plan): Promise<Float32Array[]> {
  if (!train.training) throw new Error('not a training plan');
  const { target, hyper } = train.training;
  const optimiser = { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-3, decay: 0.01 } as const;
  for (let step = 0; step < 3; step++) {
    program.write(train.input, randomInput(train, step + 1));
    program.write(
      target,
      Float32Array.from({ length: 20 }, (_, i) => (i % 10 === (i < 10 ? 3 : 7) ? 1 : 0)),
    );
    program.write(hyper, hyperOf(optimiser, step, 0.01, { clip: 0.1 }));
    await program.run(['forward', 'backward', 'update']);
  }
  const weights = train.tensors.filter(({ arena }) => train.arenas[arena]?.kind === 'weight');
  return Promise.all(weights.map(({ id }) => program.read(id)));
}

describe('sizes and aliases', () => {
  it('adds and multiplies a tensor with itself', async () => {
    const sizes = { size0: 1, size1: 1, size2: 1, size3: 5, a0: 0, a1: 0, a2: 0, a3: 1, b0: 0, b1: 0, b2: 0, b3: 1 };
    const params = { ...sizes, kind: 1, activation: 0, alpha: 0, beta: 0 };
    const loose = callPlan([{ kernel: elementwise, params, lengths: [5, 5, 5, null] }]);
    const [call] = loose.phases.forward;
    if (!call) throw new Error('no call');
    const aliased: Plan = {
      ...loose,
      phases: { ...loose.phases, forward: [{ ...call, ins: [0, 0] }] },
    };
    const program = await backend.load(aliased, new Map());
    program.write(0, Float32Array.from([1, 2, 3, -4, 0.5]));
    expect([...(await program.run()).output]).toEqual([1, 4, 9, 16, 0.25]);
    program.dispose();
  });

  it('spreads more items and workgroups than one grid dimension takes', async () => {
    const many = 65_535 * 64 + 1000;
    const outputs = 65_535 + 100;
    const loose = callPlan([
      { kernel: activation, params: { length: many, activation: 1, alpha: 0, beta: 0 }, lengths: [many, many] },
      {
        kernel: dense,
        params: { batch: 1, inFeatures: 2, outFeatures: outputs, activation: 0, alpha: 0, beta: 0 },
        lengths: [2, 2 * outputs, null, outputs, null],
      },
    ]);
    const weights = new Map([['1.w', Float32Array.from({ length: 2 * outputs }, (_, i) => i)]]);
    const program = await backend.load(loose, weights);
    const [first, second] = loose.phases.forward;
    program.write(
      first?.ins[0] ?? -1,
      Float32Array.from({ length: many }, (_, i) => (i % 2 === 0 ? i : -i)),
    );
    program.write(second?.ins[0] ?? -1, Float32Array.from([1, -2]));
    const { output } = await program.run();
    expect(output.every((value, o) => value === 2 * o - 2 * (2 * o + 1))).toBe(true);
    const rectified = await program.read(first?.outs[0] ?? -1);
    expect(rectified.every((value, i) => value === (i % 2 === 0 ? i : 0))).toBe(true);
    program.dispose();
  });
});

describe('errors', () => {
  const code = async (work: () => unknown): Promise<string> => {
    try {
      await work();
    } catch (error) {
      if (error instanceof EngineError) return error.code;
      throw error;
    }
    return 'none';
  };

  it('names wrong lengths, missing weights and indices outside', async () => {
    expect(await code(() => backend.load(plan, new Map()))).toBe('weights');
    const program = await backend.load(plan, randomWeights(plan));
    expect(await code(() => program.write(plan.input, new Float32Array(5)))).toBe('shape');
    expect(await code(() => program.readValue(plan.output, 10))).toBe('shape');
    program.dispose();
    expect(await code(() => program.run())).toBe('device');
    expect(await code(() => program.read(plan.output))).toBe('device');
  });

  it('rejects a run that was under way when the program was disposed of', async () => {
    const program = await backend.load(plan, randomWeights(plan));
    const report = program.run();
    program.dispose();
    expect(await code(() => report)).toBe('device');
  });

  it('calls memory what the device refuses to allocate', async () => {
    const huge: Plan = { ...plan, arenas: plan.arenas.map(({ kind }) => ({ kind, floats: 2 ** 40 })) };
    expect(await code(() => backend.load(huge, randomWeights(plan)))).toBe('memory');
    const program = await backend.load(plan, randomWeights(plan));
    expect((await program.run()).output).toHaveLength(10);
    program.dispose();
  });

  it('resolves `lost` when the device is lost, and fails runs from then on', async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter?.requestDevice();
    if (!device) throw new Error('no device');
    const own = await createWebGpuBackend({ device });
    const program = await own.load(plan, randomWeights(plan));
    device.destroy();
    expect(await own.lost).toContain('lost');
    expect(await code(() => program.run())).toBe('device');
    own.dispose();
  });

  it('tells a software adapter from a real one, and refuses it unless allowed', async () => {
    expect((await probeAdapter()).kind).toBe('software');
    expect(await code(() => createWebGpuBackend())).toBe('device');
  });
});
