/** The start-up self-check: silent on a device that computes rightly, and not on one that does not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import type { Backend } from '../../../src/backend/types';
import { createWebGpuBackend, selfCheck } from '../../../src/backend/webgpu';
import { passesOf } from '../../../src/backend/webgpu/passes';
import { casesOf } from '../../../src/backend/webgpu/selfCheck';
import { sampleCalls } from '../../../src/graph/alone';
import { planModel } from '../../../src/graph/plan';
import { type KernelName, kernels } from '../../../src/kernels';
import { activations } from '../../../src/kernels/activation';
import { branches } from '../../helpers/models';

/** A device whose driver compiles another text than it was given. */
async function deviceThat(compiles: (label: string, code: string) => string): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('there is no adapter');
  const device = await adapter.requestDevice();
  const create = device.createShaderModule.bind(device);
  device.createShaderModule = ({ label = '', code }) => create({ label, code: compiles(label, code) });
  return device;
}

/** Every store of the shader is one part in a hundred off. */
function storingWrongly(code: string): string {
  const wrong = code.replaceAll('= value; }', '= value * 1.01; }');
  expect(wrong).not.toBe(code);
  return wrong;
}

let backend: Backend;
beforeAll(async () => {
  backend = await createWebGpuBackend({ allowFallbackAdapter: true });
});
afterAll(() => backend.dispose());

const samples = sampleCalls();
const names = Object.keys(kernels) as KernelName[];

describe('self-check', () => {
  it.each(names)('finds %s right', async (name) => {
    const plan = callPlan(casesOf(kernels[name], samples));
    expect(await selfCheck(backend, plan, samples)).toBeNull();
  });

  it.each(Object.entries(activations))('finds the activation %s right', async (_, { code }) => {
    const values = { activation: code, alpha: 0.5, beta: 0.75 };
    const calls = [kernels.activation, kernels.activationGradient, kernels.conv2d].map((kernel) => {
      const [tiny] = casesOf(kernel, samples);
      return { kernel, params: { ...tiny?.params, ...values }, lengths: tiny?.lengths ?? [] };
    });
    expect(await selfCheck(backend, callPlan(calls), samples)).toBeNull();
  });

  it('finds every shader of a network wrong that a driver computes wrongly', async () => {
    const plan = planModel(branches);
    const shaders = new Map(
      plan.phases.forward.flatMap((call) => passesOf(call, 'software').map(({ name }) => [name, call.kernel.name])),
    );
    expect(shaders.size).toBeGreaterThan(2);
    for (const [shader, kernel] of shaders) {
      const device = await deviceThat((label, code) => (label === shader ? storingWrongly(code) : code));
      const broken = await createWebGpuBackend({ device });
      const found = await selfCheck(broken, plan, samples);
      expect(found?.kernel, shader).toBe(kernel);
      broken.dispose();
      device.destroy();
    }
  });

  it('names a kernel whose result differs from its twin', async () => {
    const [tiny] = casesOf(kernels.copy, samples);
    const wrong = { ...kernels.copy, twin: () => {} };
    const plan = callPlan([{ kernel: wrong, params: tiny?.params ?? {}, lengths: tiny?.lengths ?? [] }]);
    const found = await selfCheck(backend, plan, samples);
    expect(found?.kernel).toBe('copy');
    expect(found?.error).toBeGreaterThan(0.01);
  });
});
