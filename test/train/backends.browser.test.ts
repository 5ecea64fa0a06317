/** Training on WebGPU takes the twins' steps, and asks of the device no more than its budget. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend } from '../../src/backend/types';
import { createWebGpuBackend } from '../../src/backend/webgpu';
import { TrainingRun } from '../../src/train/loop';
import { spyOnDevices } from '../helpers/deviceCalls';
import { digitsNet } from '../helpers/digitsNet';
import { expectAgreement, options, pictures } from './backends';

let backend: Backend;
beforeAll(async () => {
  backend = await createWebGpuBackend({ allowFallbackAdapter: true });
});
afterAll(() => backend.dispose());

it('takes the twins’ steps, and twice the same bits', async () => {
  await expectAgreement(backend);
  await expectAgreement(backend, {
    optimiser: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-2, decay: 0.02 },
  });
});

it('submits eight steps at once, makes nothing after the first, and uploads scalars and indices alone', async () => {
  const { clip: _, ...rest } = options({ spec: digitsNet, source: pictures(128), batch: 64 });
  const run = await TrainingRun.start(backend, rest);
  await run.steps(8);
  const calls = spyOnDevices();
  try {
    await Promise.all([run.steps(8), run.steps(8)]);
    expect(calls.counters).toMatchObject({ submits: 2, computePasses: 2, renderPasses: 0, created: 0, readbacks: 2 });
    expect(calls.counters.dispatches / 16).toBeLessThanOrEqual(24);
    expect(calls.counters.bytesUploaded / 16).toBeLessThanOrEqual(1000);
    expect(2 * run.program.counters.dispatches).toBe(calls.counters.dispatches);
  } finally {
    calls.stop();
    run.dispose();
  }
});
