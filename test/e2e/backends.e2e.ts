/**
 * Which backend computes, what the page says of it, and what a drawn frame asks of the device.
 */
import { describe, expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import type { Gpu } from './support/browser';
import { visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

describe('left to choose, the page computes on the CPU and says why', () => {
  test.each<{ gpu: Gpu; why: string }>([
    { gpu: 'software', why: 'WebGPU has only a software adapter here' },
    { gpu: 'no adapter', why: 'WebGPU found no graphics adapter.' },
    { gpu: 'absent', why: 'WebGPU is not available in this browser.' },
  ])('with WebGPU: $gpu', async ({ gpu, why }) => {
    await visit({ gpu }, async (playground) => {
      expect(await playground.backend()).toBe('wasm');
      await playground.page.getByRole('button', { name: 'Open the glass box' }).click();
      await playground.page.locator('dialog.glass-box').getByText(why).waitFor();
    });
  });
});

test('what is asked for in the address is taken, and a drawn frame stays within its budget', async () => {
  for (const backend of ['webgpu', 'wasm', 'reference']) {
    await visit({ params: { backend } }, async (playground) => {
      expect(await playground.backend()).toBe(backend);
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      if (backend !== 'webgpu') return;
      const { dispatches, submits, bytesUploaded, created, readbacks } = await playground.profile();
      expect(submits).toBe(1);
      expect(dispatches).toBeGreaterThan(0);
      expect(dispatches).toBeLessThanOrEqual(9);
      expect(bytesUploaded).toBeLessThanOrEqual(3400);
      expect(created).toBe(0);
      expect(readbacks).toBeLessThanOrEqual(1);
    });
  }
});
