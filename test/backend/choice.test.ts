/** The choice of backend, where there is no browser: what is passed over, why, and in which order. */
import { describe, expect, test } from 'vitest';
import { backendOrder, checkBackend, openBackend } from '../../src/backend';
import { createReferenceBackend } from '../../src/backend/reference';
import { EngineError } from '../../src/core/errors';
import { planModel } from '../../src/graph/plan';
import { chain } from '../helpers/models';

test('a choice is tried first, then only what is below it', () => {
  expect(backendOrder('auto')).toEqual(['webgpu', 'wasm', 'reference']);
  expect(backendOrder('webgpu')).toEqual(['webgpu', 'wasm', 'reference']);
  expect(backendOrder('wasm')).toEqual(['wasm', 'reference']);
  expect(backendOrder('reference')).toEqual(['reference']);
});

describe('without WebGPU', () => {
  test('WASM is taken, and the reason is told', async () => {
    const { backend, refused } = await openBackend();
    expect(backend.info.name).toBe('wasm');
    expect(refused).toEqual([{ name: 'webgpu', code: 'no-webgpu', detail: '' }]);
    backend.dispose();
  });

  test('what has failed before is not tried again', async () => {
    const failed = [{ name: 'wasm', code: 'memory', detail: 'too large' }] as const;
    const { backend, refused } = await openBackend('wasm', failed);
    expect(backend.info.name).toBe('reference');
    expect(refused).toEqual(failed);
  });

  test('when all have failed, the error says what each said', async () => {
    const failed = [{ name: 'reference', code: 'failed', detail: 'broken' }] as const;
    const error = await openBackend('reference', failed).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EngineError);
    expect(String(error)).toContain('reference: broken');
  });
});

test('what runs on the processor is not checked at start', async () => {
  expect(await checkBackend(createReferenceBackend(), planModel(chain), () => new Map())).toBeNull();
});
