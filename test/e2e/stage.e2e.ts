/**
 * The tools of the stage, on both backends: folding, sorting, filtering, zooming down to numbers, scrolling, receptive
 * fields, what feeds a value, two fingers.
 */
import { expect, test } from 'vitest';
import { brief, rounded } from '../../src/workspace/numbers';
import { digitPaths, place } from '../helpers/strokes';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import type { Playground } from './support/playground';
import { firstMap, layerAt, maps } from './support/stage';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const number = (text: string): number => Number(text.replace('−', '-'));

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

/** The boxes that are outlined before the pointed-at pixel, in the order of the layers: their corners on the screen. */
const outlined = ({ page }: Playground) =>
  page.locator('.stage-content').evaluate((content) => {
    const { left, top } = content.getBoundingClientRect();
    const path = content.querySelector('.field path:last-child')?.getAttribute('d') ?? '';
    return [...path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)].map((box) => {
      const [x = 0, y = 0, width = 0, height = 0] = box.slice(1).map(Number);
      return { left: left + x, top: top + y, right: left + x + width, bottom: top + y + height };
    });
  });

/**
 * The receptive field of a pixel of conv2 in every earlier map, by hand: five by five of pool1, which are ten by ten of
 * conv1 and relu1, which are fourteen by fourteen of the input, as far as it goes.
 */
async function expectField(playground: Playground): Promise<void> {
  const { page } = playground;
  const map = await firstMap(playground, 'conv2');
  await page.mouse.move(map.x + 6, map.y + 14);
  await eventually(async () => (await card(playground)).layer).toBe('conv2');
  const { row, column } = await card(playground);
  const fields = await outlined(playground);
  const reach = (at: number) => ({
    input: [Math.max(0, 2 * at - 2), Math.min(27, 2 * at + 11)],
    conv1: [2 * at, 2 * at + 9],
    relu1: [2 * at, 2 * at + 9],
    pool1: [at, at + 4],
  });
  // One input and eight maps of each layer after it; the first of each is walked to.
  expect(fields).toHaveLength(1 + 8 + 8 + 8);
  const [rows, columns] = [reach(row), reach(column)];
  for (const [i, layer] of (['input', 'conv1', 'relu1', 'pool1'] as const).entries()) {
    const { left, top, right, bottom } = fields[Math.max(0, 8 * i - 7)] ?? expect.fail(`nothing in ${layer}`);
    await page.mouse.move(left + 0.5, top + 0.5);
    await eventually(() => card(playground)).toMatchObject({ layer, row: rows[layer][0], column: columns[layer][0] });
    await page.mouse.move(right - 0.5, bottom - 0.5);
    await eventually(() => card(playground)).toMatchObject({ layer, row: rows[layer][1], column: columns[layer][1] });
  }
}

/**
 * The strongest maps of a block stand for the rest, and the same of each of its layers: a channel is one line, in which one
 * walks from a map to what is made of it. "n more" opens the block, and closes it again.
 */
async function expectStrongest(playground: Playground, [layer, next]: readonly [string, string], count: number) {
  const { page } = playground;
  const map = await firstMap(playground, layer);
  await page.mouse.move(map.x + 5, map.y + 5);
  await eventually(async () => (await card(playground)).layer).toBe(layer);
  const { channel } = await card(playground);
  await maps(playground).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await eventually(() => card(playground)).toMatchObject({ layer: next, channel });
  const shown = [channel];
  await page.keyboard.press('Shift+ArrowLeft');
  for (;;) {
    await eventually(() => card(playground)).toMatchObject({ layer, channel: shown.at(-1) ?? -1 });
    await page.keyboard.press('Shift+ArrowDown');
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const below = await card(playground);
    if (below.channel === shown.at(-1)) break;
    shown.push(below.channel);
  }
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
  const more = page
    .locator('.more')
    .filter({ hasText: `${count - shown.length} more` })
    .first();
  const width = async (): Promise<number> => (await layerAt(playground, layer).boundingBox())?.width ?? 0;
  const before = await width();
  await more.press('Enter');
  await eventually(width).toBeGreaterThan(2 * before);
  await page.getByRole('button', { name: 'fewer', exact: false }).first().press('Enter');
  await eventually(width).toBe(before);
}

test.each(backends)(
  'layers fold and sort, maps zoom until their numbers are read, and what feeds a value adds up to it, on $backend',
  async (computing) => {
    await visitOn(computing, { context: { hasTouch: true } }, async (playground) => {
      const { page } = playground;
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      await playground.settled();
      await expectField(playground);

      // The first pixel of the input is blank paper, which is not zero.
      await page.keyboard.press('Escape');
      await maps(playground).focus();
      await page.mouse.move(0, 0);
      await page.keyboard.press('ArrowRight');
      await eventually(() => page.getByTestId('feeds').innerText()).toMatch(
        /blank paper\s+0\s+(?:.|\s)*\(0 − 0\.1307\) \/ 0\.3081 = −0\.424$/,
      );
      await page.keyboard.press('Escape');

      // Folded by keyboard, a block at a time; nothing answers where its maps were, and then they are back.
      await page.getByRole('button', { name: 'Arrange', exact: true }).click();
      await page.getByLabel('Layer', { exact: true }).selectOption({ label: 'conv1 · relu1 · pool1' });
      const at = await firstMap(playground, 'relu1');
      const name = layerAt(playground, 'conv1').locator('.layer-name').first();
      await page.getByRole('button', { name: 'Fold', exact: true }).press('Enter');
      await eventually(() => name.getAttribute('data-folded')).toBe('true');
      expect(await layerAt(playground, 'conv2').locator('[data-folded]').count()).toBe(0);
      await page.mouse.move(at.x + 20, at.y + 20);
      await eventually(() => page.locator('.pixel-card').count()).toBe(0);
      await page.getByRole('button', { name: 'Unfold', exact: true }).press('Enter');
      await eventually(() => name.getAttribute('data-folded')).toBeNull();
      await page.mouse.move(at.x + 20, at.y + 21);
      await eventually(async () => (await card(playground)).layer).toBe('relu1');

      // Sorted and filtered; a convolution and its activation alike.
      await page.getByLabel('Layer', { exact: true }).selectOption({ label: 'conv2 · relu2 · pool2' });
      await page.getByLabel('Show', { exact: true }).selectOption('8');
      await page.getByLabel('Order', { exact: true }).selectOption('max');
      await eventually(() => page.locator('.stage-tools').innerText()).toContain(
        '8 of 16 maps are shown. Measured by the largest |value| of relu2.',
      );
      await page.keyboard.press('Escape');
      await page.locator('.stage-tools').waitFor({ state: 'detached' });

      // The strongest map is the first one: its largest value is the end of the layer's range, which stays the same.
      const map = await firstMap(playground, 'relu2');
      const [x, y] = [map.x + 12, map.y + 12];
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
      const rows = (await feeds.locator('div:not(.step) dd').allInnerTexts()).map(number);
      expect(rows.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(rows.at(-1) ?? Number.NaN, 9);
      expect(rows.at(-1)).toBeCloseTo(result, 2);
      // Then the activation function; its curve leads on from the value that it reads.
      const step = (await feeds.locator('.step dd').innerText()).match(/^max\(0, (.+)\) = (.+)$/) ?? [];
      expect(number(step[1] ?? '')).toBe(rows.at(-1));
      expect(number(step[2] ?? '')).toBe(Math.max(0, number(step[1] ?? '')));
      expect(await page.getByTestId('hop').getAttribute('data-layer')).toBe('conv2');
      const bias = number(await feeds.locator('.bias dd').innerText());
      expect(amounts.reduce((sum, amount) => sum + amount, bias)).toBeCloseTo(result, 2);

      // Zoomed about the pointer: the same pixel, until numbers stand in the pixels.
      const written = page.getByTestId('stage-numbers');
      const first = () =>
        written.evaluate((canvas) =>
          canvas instanceof HTMLElement ? `${canvas.dataset.layer} ${canvas.dataset.channel}` : '',
        );
      await page.keyboard.down('Control');
      await eventually(async () => {
        await page.mouse.wheel(0, -60);
        await page.waitForTimeout(60);
        return (await layerAt(playground, 'relu2').boundingBox())?.width;
      }).toBeGreaterThan(1000);
      await eventually(() => written.getAttribute('data-numbers')).not.toBeNull();
      await page.keyboard.up('Control');
      const same = { layer: before.layer, channel: before.channel, value: expect.any(Number) };
      await page.mouse.move(x + 1, y);
      await eventually(async () => (await card(playground)).value).not.toBeNaN();
      const zoomed = await card(playground);
      expect(zoomed).toMatchObject(same);
      expect(Math.hypot(zoomed.row - before.row, zoomed.column - before.column)).toBeLessThanOrEqual(1);
      // The map before it goes out of sight, and then each pixel's number is its value.
      await eventually(async () => {
        await page.mouse.wheel(40, 0);
        await page.waitForTimeout(60);
        return first();
      }).toBe(`relu2 ${before.channel}`);
      await page.mouse.move(x, y);
      await eventually(async () => (await card(playground)).value).not.toBeNaN();
      const after = await card(playground);
      expect(after).toMatchObject(same);
      const told = await written.evaluate((canvas) => (canvas instanceof HTMLElement ? { ...canvas.dataset } : {}));
      const [top = 0] = (told.rows ?? '').split(' ').map(Number);
      const [left = 0, right = 0] = (told.columns ?? '').split(' ').map(Number);
      const numbers = (told.numbers ?? '').split(' ');
      const beside = numbers[(after.row - top) * (right - left) + after.column - left] ?? '';
      expect([brief(after.value), rounded(after.value)]).toContain(beside);

      // What is too wide for its place is scrolled, and the maps go along.
      const leftOf = async (): Promise<number> => (await layerAt(playground, 'relu2').boundingBox())?.x ?? Number.NaN;
      const from = await leftOf();
      await page.mouse.wheel(120, 0);
      await eventually(leftOf).toBeCloseTo(from - 120, 0);
      await page.mouse.move(x, y);
      await eventually(async () => {
        const { layer, channel, column } = await card(playground);
        return `${layer} ${channel} ${column}`;
      }).not.toBe(`${after.layer} ${after.channel} ${after.column}`);

      await maps(playground).focus();
      await page.keyboard.press('0');
      const fit = page.getByRole('button', { name: 'Fit', exact: true });
      await eventually(() => fit.getAttribute('aria-pressed')).toBe('true');
      await eventually(() => written.getAttribute('data-numbers')).toBeNull();

      // Two fingers enlarge the maps, not the page.
      const size = async (): Promise<number> => (await layerAt(playground, 'relu2').boundingBox())?.width ?? 0;
      const small = await size();
      await pinch(playground, x + 100, y + 100);
      await eventually(size).toBeGreaterThan(small * 1.5);
      expect(await fit.getAttribute('aria-pressed')).toBe('false');
      expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);

      await page.getByLabel('Model', { exact: true }).selectOption('objects');
      await eventually(async () => (await playground.layers()).map(({ layer }) => layer)).toContain('relu5');
      await expectStrongest(playground, ['relu1', 'pool1'], 16);
    });
  },
);
