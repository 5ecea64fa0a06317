/** On screens of several device pixels per CSS pixel, maps are as sharp as the screen and lie where their headers say. */
import { expect, test } from 'vitest';
import { visit } from './support/playground';

test.each([1, 2, 3])('with %i device pixels a CSS pixel, the canvas covers the stage exactly', async (ratio) => {
  const context = { deviceScaleFactor: ratio, viewport: { width: 390, height: 844 } };
  await visit({ gpu: 'absent', context }, async ({ page }) => {
    const [canvas, room] = await page.evaluate(() => {
      const drawn = document.querySelector<HTMLCanvasElement>('.stage-canvas canvas');
      const scroller = document.querySelector('.stage-scroller');
      if (!drawn || !scroller) throw new Error('no stage');
      const { left, top, width, height } = drawn.getBoundingClientRect();
      const outer = scroller.getBoundingClientRect();
      const inner = { left: outer.left, top: outer.top, width: scroller.clientWidth, height: scroller.clientHeight };
      return [{ left, top, width, height, pixels: [drawn.width, drawn.height] }, inner] as const;
    });
    const { pixels, ...box } = canvas;
    expect(box).toEqual(room);
    expect(pixels).toEqual([room.width * ratio, room.height * ratio]);
  });
});
