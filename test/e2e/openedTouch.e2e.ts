/** The map that opens, by touch; and maps of more inputs than have rows of their own. */
import { expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { eventually } from './support/eventually';
import { at, equation, expectRows, laptop, pixelPoint, pointIn, stage, stood, texts, windowAt } from './support/opened';
import { visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

test('by touch: the first tap points, the next one opens; along the strip and back', async () => {
  const context = { viewport: { width: 1180, height: 820 }, hasTouch: true, reducedMotion: 'reduce' } as const;
  await visit({ gpu: 'absent', context }, async (playground) => {
    const { page } = playground;
    await playground.draw(...seven);
    await playground.expectAnswer('7');
    const map = await pointIn(playground, 'conv1', 12, 9);
    await page.touchscreen.tap(map.x, map.y);
    await page.locator('.pixel-card').waitFor();
    expect(await at(playground)).toBeNull();
    await page.touchscreen.tap(map.x, map.y);
    await eventually(() => at(playground)).toBe('conv1.0');
    await page.getByTestId('window').waitFor();
    const point = await pixelPoint(playground, 9, 20);
    await page.touchscreen.tap(point.x, point.y);
    await eventually(() => windowAt(playground)).toBe(9 * 28 + 20);
    expect(await at(playground)).toBe('conv1.0');
    await page.touchscreen.tap(point.x, point.y);
    await eventually(() => at(playground)).toBe('conv1.0.9.20');
    await page.getByTestId('equation').waitFor();
    await page.locator('.opened-back').tap();
    await eventually(() => at(playground)).toBe('conv1.0');
    await page.locator('.strip-layer[data-layer=pool1]').tap();
    // The map of it that lies under the finger.
    await eventually(() => at(playground)).toMatch(/^pool1\.\d$/);
    await page.locator('.opened-back').tap();
    await eventually(() => at(playground)).toBeNull();
    await stage(playground).waitFor();
    // What is opened is there at once by now, and the tap that opened it does nothing in it.
    const other = await pointIn(playground, 'conv2', 8, 8);
    await page.touchscreen.tap(other.x, other.y);
    await eventually(() => page.locator('.pixel-card').allInnerTexts()).toEqual([expect.stringContaining('conv2')]);
    await page.touchscreen.tap(other.x, other.y);
    await eventually(() => at(playground)).toBe('conv2.0');
    await page.getByTestId('window').waitFor();
    await playground.rest();
    expect(await at(playground)).toBe('conv2.0');
  });
});

test('of more than eight maps the strongest have rows, the others one together; a map has its place on the strip', async () => {
  const params = { model: 'objects', picture: 'cat', at: 'conv4.3' };
  await visit({ gpu: 'absent', params, context: laptop }, async (playground) => {
    const { page } = playground;
    await page.getByTestId('window').waitFor();
    await playground.rest();
    await stood(() => texts(playground, 'row-sum'));
    await expectRows(playground, 9);
    const counts = await page
      .getByTestId('row')
      .evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-count'))));
    expect(counts).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 56]);
    // The strongest at this window, by what the whole equation says of it.
    const index = await windowAt(playground);
    const rows = await page
      .getByTestId('row')
      .evaluateAll((all) =>
        all.map((row) => [row.getAttribute('data-channel'), Number(row.getAttribute('data-value'))] as const),
      );
    await page.getByTestId('opened-handle').press('Enter');
    await page.getByTestId('equation').waitFor();
    expect((await equation(playground)).index).toBe(index);
    const channels = await page
      .getByTestId('channel')
      .evaluateAll((all) =>
        all.map((each) => [each.getAttribute('data-channel'), Number(each.getAttribute('data-sum'))] as const),
      );
    expect(channels).toHaveLength(64);
    const strongest = [...channels].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).slice(0, 8);
    expect(rows.slice(0, 8)).toEqual(strongest.sort((a, b) => Number(a[0]) - Number(b[0])));
    // A weak one is shown product by product once it is chosen.
    const [weak = '0'] = [...channels].sort((a, b) => Math.abs(a[1]) - Math.abs(b[1]))[0] ?? [];
    const block = page.locator(`[data-testid=block][data-channel="${weak}"]`);
    expect(await block.count()).toBe(0);
    await page.locator(`[data-testid=channel][data-channel="${weak}"] button`).click();
    await block.waitFor();
    await page.locator('.strip-layer[data-layer=relu3]').click();
    await eventually(() => at(playground)).toMatch(/^relu3\.\d$/);
  });
});
