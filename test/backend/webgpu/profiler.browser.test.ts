/** profile() on the device: by its own timestamps and, where it has none, by the page's clock. */
import { expect, test } from 'vitest';
import { createWebGpuBackend } from '../../../src/backend/webgpu';
import { plannedPasses, shadersOf } from '../../../src/backend/webgpu/passes';
import { planModel } from '../../../src/graph/plan';
import { digitsNet, randomInput, randomWeights } from '../../helpers/digitsNet';
import { expectProfile } from '../../helpers/profileCase';

async function deviceWith(features: GPUFeatureName[]): Promise<GPUDevice> {
  const adapter = (await navigator.gpu.requestAdapter()) ?? expect.fail('no adapter');
  return adapter.requestDevice({ requiredFeatures: features });
}

test('by timestamps, which the backend asks for by itself', async () => {
  const backend = await createWebGpuBackend({ allowFallbackAdapter: true });
  expect(Object.fromEntries(backend.info.facts ?? []).features).toContain('timestamp-query');
  await expectProfile(backend);
  const plan = planModel(digitsNet);
  const program = await backend.load(plan, randomWeights(plan));
  program.write(plan.input, randomInput(plan));
  await program.run();
  const times = await program.profile();
  expect(new Set(times.map(({ clock }) => clock))).toEqual(new Set(['device']));
  // Which of the two a software adapter is depends on its subgroups.
  const software = (['software', 'quads'] as const).map((target) => shadersOf(plannedPasses(plan, target).planned));
  expect(software).toContainEqual(program.shaders);
  program.dispose();
  backend.dispose();
});

test('by the page’s clock on a device without timestamps', async () => {
  const device = await deviceWith([]);
  const backend = await createWebGpuBackend({ device });
  await expectProfile(backend);
  device.destroy();
});
