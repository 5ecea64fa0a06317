/** The tools of the stage: folding, sorting, filtering, zooming down to numbers, what feeds a value, two fingers. */
import { expect, test } from 'vitest';
import { brief, rounded } from '../../src/store/numbers';
import { digitPaths, place } from '../helpers/strokes';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const number = (text: string): number => Number(text.replace('−', '-'));

const header = ({ page }: Playground, layer: string) => page.locator(`[data-layer=${layer}][data-testid=layer]`);

/** What the card of the pointed-at pixel says. */
async function card({ page }: Playground) {
  const [name = '', where = '', value = ''] = await page.locator('.pixel-card > p').allInnerTexts();
  const [channel = -1, row = -1, column = -1] = (where.match(/\d+/g) ?? []).map(Number);
  return { layer: name.split(' ')[0], channel, row, column, value: number(value) };
}

/** Two fingers around a point that move apart. */
async function pinch({ page }: Playground, x: number, y: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const [i, reach] of [20, 30, 45, 60].entries()) {
    const touchPoints = [
      { x: x - reach, y, id: 0 },
      { x: x + reach, y, id: 1 },
    ];
    await session.send('Input.dispatchTouchEvent', { type: i === 0 ? 'touchStart' : 'touchMove', touchPoints });
    await page.waitForTimeout(50);
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}

test('layers fold and sort, maps zoom until their numbers are read, and what feeds a value adds up to it', async () => {
  await visit({ gpu: 'absent', context: { hasTouch: true } }, async (playground) => {
    const { page } = playground;
    await playground.draw(...seven);
    await playground.expectAnswer('7');

    // Folded by keyboard; what shares its range keeps it.
    const range = await header(playground, 'relu1').locator('.extent').innerText();
    const fold = page.getByRole('button', { name: 'conv1', exact: true });
    const wide = (await header(playground, 'pool1').boundingBox())?.x ?? Number.NaN;
    await fold.press('Enter');
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    await eventually(async () => (await header(playground, 'pool1').boundingBox())?.x).not.toBe(wide);
    await eventually(() => header(playground, 'relu1').locator('.extent').innerText()).toBe(range);
    await fold.press('Enter');
    expect(await fold.getAttribute('aria-expanded')).toBe('true');

    // Sorted and filtered; a convolution and its activation alike.
    await page.getByRole('button', { name: 'Arrange', exact: true }).click();
    await page.getByLabel('Layer', { exact: true }).selectOption({ label: 'conv2 · relu2' });
    await page.getByLabel('Show', { exact: true }).selectOption('8');
    await page.getByLabel('Order', { exact: true }).selectOption('max');
    for (const layer of ['conv2', 'relu2']) {
      await eventually(() => header(playground, layer).innerText()).toContain('8/16×10×10');
    }
    await eventually(() => page.locator('.stage-tools').innerText()).toContain(
      '8 of 16 maps are shown. Measured by the largest |value| of relu2.',
    );
    await page.keyboard.press('Escape');
    await page.locator('.stage-tools').waitFor({ state: 'detached' });

    // The strongest map is the first one: its largest value is the end of the layer's range, which stays the same.
    const box = (await header(playground, 'relu2').boundingBox()) ?? expect.fail('no relu2');
    const [x, y] = [box.x + 12, box.y + box.height + 12];
    await page.mouse.move(x, y);
    await eventually(async () => (await card(playground)).layer).toBe('relu2');
    await eventually(async () => (await card(playground)).value).not.toBeNaN();
    const before = await card(playground);

    // What feeds it: the curves, the list and the value agree.
    const feeds = page.getByTestId('feeds');
    await feeds.waitFor();
    const result = Number(await feeds.getAttribute('data-result'));
    expect(Math.max(0, result)).toBeCloseTo(before.value, 4);
    await page.getByTestId('edge').first().waitFor({ state: 'attached' });
    const amounts = await page
      .getByTestId('edge')
      .evaluateAll((edges) => edges.map((edge) => Number(edge.getAttribute('data-amount'))));
    expect(amounts.length).toBeGreaterThan(0);
    const rows = (await feeds.locator('dd').allInnerTexts()).map(number);
    expect(rows.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(rows.at(-1) ?? Number.NaN, 9);
    expect(rows.at(-1)).toBeCloseTo(result, 2);
    const bias = number(await feeds.locator('.bias dd').innerText());
    expect(amounts.reduce((sum, amount) => sum + amount, bias)).toBeCloseTo(result, 2);

    // Zoomed about the pointer: the same pixel, until its number stands in it.
    const written = page.getByTestId('stage-numbers');
    await page.keyboard.down('Control');
    await eventually(async () => {
      await page.mouse.wheel(0, -60);
      await page.waitForTimeout(60);
      return written.evaluate((canvas) =>
        canvas instanceof HTMLElement ? `${canvas.dataset.layer} ${canvas.dataset.channel}` : '',
      );
    }).toBe(`relu2 ${before.channel}`);
    await page.keyboard.up('Control');
    await page.mouse.move(x + 1, y);
    await eventually(async () => (await card(playground)).value).not.toBeNaN();
    const after = await card(playground);
    expect(after).toMatchObject({ layer: before.layer, channel: before.channel });
    expect(Math.hypot(after.row - before.row, after.column - before.column)).toBeLessThanOrEqual(1);
    const told = await written.evaluate((canvas) => (canvas instanceof HTMLElement ? { ...canvas.dataset } : {}));
    const [top = 0] = (told.rows ?? '').split(' ').map(Number);
    const [left = 0, right = 0] = (told.columns ?? '').split(' ').map(Number);
    const numbers = (told.numbers ?? '').split(' ');
    const beside = numbers[(after.row - top) * (right - left) + after.column - left] ?? '';
    expect([brief(after.value), rounded(after.value)]).toContain(beside);

    await page.getByLabel('Maps of every layer', { exact: true }).focus();
    await page.keyboard.press('0');
    const fit = page.getByRole('button', { name: 'Fit', exact: true });
    await eventually(() => fit.getAttribute('aria-pressed')).toBe('true');
    await eventually(() => written.getAttribute('data-numbers')).toBeNull();

    // Two fingers enlarge the maps, not the page.
    const size = async (): Promise<number> => (await header(playground, 'relu2').boundingBox())?.width ?? 0;
    const small = await size();
    await pinch(playground, x + 100, y + 100);
    await eventually(size).toBeGreaterThan(small * 1.5);
    expect(await fit.getAttribute('aria-pressed')).toBe('false');
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
  });
});
