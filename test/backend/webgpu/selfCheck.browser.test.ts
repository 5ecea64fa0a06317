/** The start-up self-check: silent on a device that computes rightly, and not on one that does not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import type { Backend } from '../../../src/backend/types';
import { createWebGpuBackend, selfCheck } from '../../../src/backend/webgpu';
import { tinyCases } from '../../../src/backend/webgpu/selfCheckCases';
import { type KernelName, kernels } from '../../../src/kernels';
import { activations } from '../../../src/kernels/activation';

let backend: Backend;
beforeAll(async () => {
  backend = await createWebGpuBackend({ allowFallbackAdapter: true });
});
afterAll(() => backend.dispose());

const names = Object.keys(tinyCases).filter((name): name is KernelName => name in kernels);

describe('self-check', () => {
  it.each(names)('finds %s right', async (name) => {
    const plan = callPlan(tinyCases[name].map((c) => ({ kernel: kernels[name], ...c })));
    expect(await selfCheck(backend, plan)).toBeNull();
  });

  it.each(Object.entries(activations))('finds the activation %s right', async (_, { code }) => {
    const values = { activation: code, alpha: 0.5, beta: 0.75 };
    const calls = [kernels.activation, kernels.activationGradient, kernels.conv2d].map((kernel) => {
      const [tiny] = tinyCases[kernel.name as KernelName];
      return { kernel, params: { ...tiny?.params, ...values }, lengths: tiny?.lengths ?? [] };
    });
    expect(await selfCheck(backend, callPlan(calls))).toBeNull();
  });

  it('names a kernel whose result differs from its twin', async () => {
    const [tiny] = tinyCases.copy;
    const wrong = { ...kernels.copy, twin: () => {} };
    const plan = callPlan([{ kernel: wrong, params: tiny?.params ?? {}, lengths: tiny?.lengths ?? [] }]);
    const found = await selfCheck(backend, plan);
    expect(found?.kernel).toBe('copy');
    expect(found?.error).toBeGreaterThan(0.01);
  });
});
