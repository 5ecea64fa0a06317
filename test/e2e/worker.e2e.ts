/** Workers that die, and workers that can share no memory: neither costs the picture or the answer. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { visit } from './support/playground';

test('a worker that dies leaves the picture and an answer', async () => {
  const params = { model: 'objects', size: '128', picture: 'cat' };
  await visit(
    { gpu: 'absent', params },
    async (playground) => {
      const { page } = playground;
      await eventually(() => playground.answer()).toBe('cat');
      // By now the workers that compute beside the frames have started, too.
      const wires = page.getByTestId('wires');
      await eventually(async () => Number(await wires.getAttribute('data-count'))).toBeGreaterThan(0);
      const started = Number(await page.evaluate('workers.length'));
      await page.evaluate('workers.forEach((worker) => worker.terminate()); hurried = true;');
      await page.getByLabel(/^Part of the picture/).press('ArrowRight');
      await eventually(async () => (await playground.messages()).map(({ code }) => code)).toEqual(['backend-lost']);
      await eventually(() => page.evaluate('workers.length')).toBeGreaterThan(started);
      await eventually(() => playground.backend().catch(() => undefined)).toBe('wasm');
      await eventually(() => playground.answer()).toBeDefined();
      await page.getByRole('img', { name: /^Cat, / }).waitFor();
    },
    ({ page }) =>
      page.addInitScript(`
        window.workers = [];
        window.Worker = class extends Worker {
          constructor(...options) { super(...options); workers.push(this); hurried = false; }
        };
        // The page's patience with what a dead worker owes, a minute, passes in seconds; with a new one's it does not.
        window.hurried = false;
        const { setInterval } = window;
        window.setInterval = (work, time) => {
          let parts = 0;
          return setInterval(() => ++parts % 20 !== 0 && !hurried || work(), time / 20);
        };`),
  );
});

test('an isolated page without shared memory computes in a worker all the same', async () => {
  const params = { model: 'objects', size: '128', picture: 'cat' };
  await visit(
    { gpu: 'absent', params },
    async (playground) => {
      await eventually(() => playground.answer()).toBe('cat');
      expect(await playground.page.evaluate('[crossOriginIsolated, workers]')).toEqual([true, 1]);
      expect(await playground.backend()).toBe('wasm');
      expect(await playground.messages()).toEqual([]);
    },
    ({ page }) =>
      page.addInitScript(`
        delete window.SharedArrayBuffer;
        window.workers = 0;
        window.Worker = class extends Worker {
          constructor(...options) { super(...options); workers++; }
          postMessage(message, transfer) {
            if (message.memory instanceof WebAssembly.Memory) throw new DOMException('refused', 'DataCloneError');
            super.postMessage(message, transfer);
          }
        };`),
  );
});
