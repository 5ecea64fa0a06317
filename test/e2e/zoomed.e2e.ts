/** Zoomed to 400 %, and on a phone held sideways: nothing shrinks to nothing, and the page scrolls one way alone. */
import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { visit } from './support/playground';
import { openSees } from './support/stage';

const sizes = [
  { width: 320, height: 256 },
  { width: 342, height: 192 },
  { width: 667, height: 320 },
];

/** At least so large in both directions, in CSS pixels. */
async function expectRoom(element: Locator, least: number): Promise<void> {
  await element.waitFor();
  const box = await element.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(least);
}

test.each(sizes)('$width x $height', async (viewport) => {
  await visit({ gpu: 'absent', context: { viewport } }, async (playground) => {
    const { page } = playground;
    const places = [
      { params: { page: 'kernels' }, shows: '.kernel-flow .kernel-map .map-slot' },
      { params: { page: 'pooling' }, shows: '.pooling-frame .map-slot' },
      { params: { page: 'lessons', lesson: '2' }, shows: '.board' },
    ];
    for (const { params, shows } of places) {
      await playground.open(params);
      await expectRoom(page.locator(shows).first(), 60);
      const { wide, high } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        high: document.documentElement.scrollHeight,
      }));
      expect(wide).toBe(viewport.width);
      expect(high).toBeGreaterThan(viewport.height);
    }
    await playground.open({ model: 'objects', picture: 'cat' });
    await openSees(playground);
    await page.locator('.sees .plane button').first().click();
    await expectRoom(page.locator('.pixels-canvas'), 180);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Share and present' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /large/i }).click();
    await expectRoom(page.locator('dialog .qr'), 160);
  });
});
