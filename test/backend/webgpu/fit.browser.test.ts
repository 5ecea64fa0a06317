/** Weights that are larger than a binding: calls in parts agree with the twin, and the weight is one to whoever asks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import type { Backend } from '../../../src/backend/types';
import { createWebGpuBackend } from '../../../src/backend/webgpu';
import { fitPlan } from '../../../src/backend/webgpu/fit';
import { planModel } from '../../../src/graph/plan';
import type { KernelName } from '../../../src/kernels';
import { boundsOf, firstWrong } from '../../helpers/bounds';
import { valued } from '../../helpers/kernelCases';
import { alexNet, answers, hashedPicture, hashedWeights } from '../../helpers/largeNets';
import { onePlan, runOnBackend, runTwin } from '../../helpers/plan';

const activation = { activation: 1, alpha: 0, beta: 0 };

const denseCase = (batch: number, inFeatures: number, outFeatures: number, biased = true) => {
  const outputs = batch * outFeatures;
  return {
    params: { batch, inFeatures, outFeatures, ...activation },
    lengths: [batch * inFeatures, outFeatures * inFeatures, biased ? outFeatures : null, outputs, outputs],
  };
};

const convCase = (batch: number, groups: number, inChannels: number, outChannels: number, kernel: number) => {
  const [size, pad] = [6, 1];
  const out = size + 2 * pad - kernel + 1;
  const geometry = { inHeight: size, inWidth: size, outHeight: out, outWidth: out, kernelHeight: kernel };
  const rest = { kernelWidth: kernel, strideY: 1, strideX: 1, padTop: pad, padLeft: pad, dilationY: 1, dilationX: 1 };
  const outputs = batch * outChannels * out * out;
  return {
    params: { batch, inChannels, outChannels, groups, ...geometry, ...rest, ...activation },
    lengths: [
      batch * inChannels * size * size,
      (outChannels * inChannels * kernel * kernel) / groups,
      outChannels,
      outputs,
      outputs,
    ],
  };
};

interface Size {
  readonly params: { readonly [name: string]: number };
  readonly lengths: readonly (number | null)[];
}

/** What is cut, at how many floats at most, and into how many parts. */
const cases: readonly (readonly [KernelName, what: string, most: number, parts: number, Size])[] = [
  ['dense', 'of one sample', 256 * 128, 3, denseCase(1, 256, 300)],
  ['dense', 'whose parts would begin between bindings', 256 * 130, 3, denseCase(1, 256, 300)],
  ['dense', 'of odd rows, without biases', 131 * 7, 8, denseCase(1, 131, 50, false)],
  ['dense', 'of three samples', 640, 4, denseCase(3, 64, 40)],
  ['conv2d', 'of one sample', 1200, 5, convCase(1, 1, 32, 20, 3)],
  ['conv2d', 'of two samples', 1200, 4, convCase(2, 1, 16, 10, 5)],
  ['conv2d', 'in groups', 1200, 4, convCase(1, 2, 32, 24, 3)],
  ['conv2d', 'in groups, of two samples', 1200, 4, convCase(2, 2, 16, 24, 5)],
];

let device: GPUDevice;

const backendFor = (floats: number): Promise<Backend> => createWebGpuBackend({ device, mostBoundBytes: 4 * floats });

beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  device = await adapter.requestDevice();
});

afterAll(() => device.destroy());

describe('a weight that is larger than a binding', () => {
  it.each(cases)('%s %s, at most %i floats at once: %i parts', async (name, _, most, parts, size) => {
    const call = valued(name, size, 5, 0);
    const plan = onePlan(call.kernel, call.params, size.lengths);
    expect([...fitPlan(plan, most).cuts.values()].map((cut) => cut.length)).toEqual([parts]);
    const backend = await backendFor(most);
    const [got, expected] = [await runOnBackend(backend, call), runTwin(call)];
    const bounds = boundsOf(call, expected);
    for (const [k, wanted] of expected.entries()) {
      const [mine, bound] = [got[k], bounds[k]];
      expect(mine && wanted && bound && firstWrong(mine, wanted, bound)).toBeNull();
    }
    backend.dispose();
  });

  it('is written and read as one', async () => {
    const { params, lengths } = denseCase(1, 100, 30);
    const { kernel } = valued('dense', { params, lengths }, 1, 0);
    const plan = callPlan([{ kernel, params, lengths }]);
    const backend = await backendFor(1000);
    const weights = new Map([
      ['0.w', new Float32Array(3000)],
      ['0.b', new Float32Array(30)],
    ]);
    const program = await backend.load(plan, weights);
    const [x = -1, w = -1] = (plan.phases.forward[0]?.ins ?? []).map((id) => id ?? -1);
    const rows = Float32Array.from({ length: 3000 }, (_, k) => k % 1000);
    program.write(w, rows);
    expect(await program.read(w)).toEqual(rows);
    expect(await program.readValue(w, 2345)).toBe(345);
    const picked = new Float32Array(100);
    picked[7] = 1;
    program.write(x, picked);
    expect([...(await program.run()).output]).toEqual(Array.from({ length: 30 }, (_, o) => (100 * o + 7) % 1000));
    expect((await program.profile()).map(({ call }) => call)).toEqual([0]);
    program.dispose();
    backend.dispose();
  });
});

describe('what a device cannot hold', () => {
  const refused = async (backend: Backend, lengths: readonly [number, number]): Promise<unknown> => {
    const { kernel } = valued('activation', { params: { length: 1, ...activation }, lengths: [1, 1] }, 1, 0);
    const plan = callPlan([{ kernel, params: { length: lengths[0], ...activation }, lengths }]);
    return backend.load(plan, new Map()).catch((error: unknown) => error);
  };

  it('is a sentence that names the tensor: a map larger than a binding', async () => {
    const backend = await backendFor(2 ** 18);
    expect(await refused(backend, [2 ** 20, 2 ** 20])).toMatchObject({
      code: 'memory',
      message: '0.x is larger than what this graphics device binds at once: needs at most 1 MiB, got 4 MiB',
    });
    backend.dispose();
  });

  it('is a sentence: an arena larger than a buffer, and the device goes on', async () => {
    const backend = await backendFor(2 ** 40);
    const floats = device.limits.maxBufferSize / 4;
    expect(await refused(backend, [floats, 64])).toMatchObject({ code: 'memory' });
    expect(await refused(backend, [64, 64])).toMatchObject({ bytes: expect.any(Number) });
    backend.dispose();
  });
});

it('AlexNet answers on the software adapter as PyTorch does', async () => {
  // What every device binds: the first dense layer's weight is cut in two.
  const mostBoundBytes = 2 ** 27;
  const backend = await createWebGpuBackend({ allowFallbackAdapter: true, mostBoundBytes });
  const plan = planModel(alexNet);
  expect([...fitPlan(plan, mostBoundBytes / 4).cuts.values()]).toHaveLength(1);
  const program = await backend.load(plan, hashedWeights(plan));
  program.write(plan.input, hashedPicture());
  const { output } = await program.run();
  const { first, best, largest } = answers.alexNet;
  expect(output.indexOf(output.reduce((most, value) => Math.max(most, value)))).toBe(best);
  for (const [k, value] of first.entries()) {
    expect(Math.abs((output[k] ?? Number.NaN) - value)).toBeLessThan(1e-4 * largest);
  }
  program.dispose();
  backend.dispose();
});
