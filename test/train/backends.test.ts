/** Training on WASM takes the twins' steps, on one thread and on several. */
import { expect, it } from 'vitest';
import { createWasmBackend } from '../../src/backend/wasm';
import { TrainingRun } from '../../src/train/loop';
import { digitsNet } from '../helpers/digitsNet';
import { optimisers } from '../helpers/hyper';
import { expectAgreement, options, pictures } from './backends';

it.each([1, 2])('on %i thread(s)', async (threads) => {
  const backend = await createWasmBackend({ threads });
  await expectAgreement(backend);
  backend.dispose();
});

it.each(optimisers)('with %o', async (optimiser) => {
  const backend = await createWasmBackend({ threads: 1 });
  // A step of Adam has the size of the rate, however small the gradient, so rounding errors become steps.
  const isAdam = optimiser.kind === 'adam' || optimiser.kind === 'adamw';
  await expectAgreement(backend, { optimiser: isAdam ? { ...optimiser, epsilon: 1e-2 } : optimiser });
  backend.dispose();
});

it('uploads only scalars and indices, once the samples are there', async () => {
  const backend = await createWasmBackend({ threads: 1 });
  const run = await TrainingRun.start(backend, options({ spec: digitsNet, source: pictures(128), batch: 64 }));
  await run.steps(8);
  await run.steps(8);
  expect(run.program.counters.bytesUploaded).toBeLessThanOrEqual(8 * 1000);
  run.dispose();
  backend.dispose();
});
