/**
 * The page answers what a person draws, on the GPU and without one: each of the ten digits, in a fresh hand's strokes,
 * and nothing at all for an empty pad.
 */
import { describe, expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import type { Gpu } from './support/browser';
import { type Playground, visit } from './support/playground';

/** The first hand of each digit. */
const digits = [...new Map([...digitPaths].reverse().map((path) => [path.digit, path]))]
  .sort(([a], [b]) => a - b)
  .map(([, path]) => path);

async function clear(playground: Playground): Promise<void> {
  const button = playground.page.getByRole('button', { name: 'Clear', exact: true });
  // There is nothing to clear on an empty pad.
  if (await button.isEnabled()) await button.click();
  await expect.poll(() => playground.answer()).toBeUndefined();
}

const backends: readonly { readonly backend: string; readonly gpu: Gpu }[] = [
  { backend: 'webgpu', gpu: 'software' },
  { backend: 'wasm', gpu: 'absent' },
];

describe.each(backends)('on $backend', ({ backend, gpu }) => {
  test('every digit is read, and an empty pad is not', async () => {
    await visit({ gpu, params: { backend, model: 'digits' } }, async (playground) => {
      expect(await playground.backend()).toBe(backend);
      await clear(playground);
      for (const path of digits) {
        await playground.draw(...place(path));
        await playground.expectAnswer(String(path.digit));
        const predictions = await playground.predictions();
        expect(predictions.map(({ label }) => label)).toEqual([...'0123456789']);
        expect(predictions.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 3);
        await clear(playground);
      }
      // The letter X: what is no digit, the page does not take for one.
      await playground.draw(
        [
          [0.3, 0.2],
          [0.5, 0.5],
          [0.7, 0.8],
        ],
        [
          [0.7, 0.2],
          [0.5, 0.5],
          [0.3, 0.8],
        ],
      );
      await playground.rest();
      const verdict = playground.page.getByTestId('verdict');
      expect(await verdict.getAttribute('data-kind')).toBe('unsure');
      expect(await verdict.innerText()).toBe('Not sure: none of the ten stands out');
    });
  });

  test('a finger draws, and the page stays where it is', async () => {
    const context = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 700 } };
    await visit({ gpu, params: { backend, model: 'digits' }, context }, async (playground) => {
      await clear(playground);
      await playground.pad.scrollIntoViewIfNeeded();
      const before = await playground.page.evaluate(() => [scrollX, scrollY]);
      const [stroke = []] = place(digits[1] ?? expect.fail('no digit 1'));
      await playground.drawWithFinger(stroke);
      await playground.expectAnswer('1');
      expect(await playground.page.evaluate(() => [scrollX, scrollY])).toEqual(before);
    });
  });
});
