/** The three depths of the page "Explore": the network, a map, one value with its whole equation. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeModel } from '../../src/formats/model';
import { digitPaths, place } from '../helpers/strokes';
import { findings } from './support/axe';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import { paramsOf } from './support/labs';
import {
  addressed,
  at,
  digits,
  equation,
  expectProven,
  expectRows,
  goTo,
  laptop,
  pixelPoint,
  pointIn,
  stage,
  stood,
  sum,
  texts,
  values,
  windowAt,
} from './support/opened';
import { type Playground, visit } from './support/playground';
import { downloadCsv } from './support/saved';
import { settledAddress } from './support/seen';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const three = place(digitPaths.find(({ digit }) => digit === 3) ?? expect.fail('no digit 3'));

/** The classes that change most, and their probability without the map that is opened. */
const withoutMap = ({ page }: Playground): Promise<(readonly [label: string, after: number])[]> =>
  page
    .getByTestId('without')
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => {
        const after = row.querySelector('[data-after]')?.getAttribute('data-after');
        return [row.querySelector('th')?.textContent ?? '', Number(after)] as const;
      }),
    );

/** A point of what is opened where nothing is. */
const emptyPoint = ({ page }: Playground) =>
  page.locator('.opened-scroller').evaluate((scroller) => {
    const { left, top, right, bottom } = scroller.getBoundingClientRect();
    for (let y = bottom - 4; y > top; y -= 4) {
      for (let x = left + 4; x < right; x += 4) {
        if (document.elementFromPoint(x, y)?.matches('.opened-content')) return { x, y };
      }
    }
    throw new Error('there is no empty place');
  });

/** The opened map's bias is the file's; its statistics and its histogram are those of the values that can be saved of it. */
async function expectStatistics({ page }: Playground): Promise<void> {
  const file = readFileSync(new URL('../../public/models/digits.safetensors', import.meta.url));
  const panel = page.getByTestId('map-panel');
  const bias = await panel.locator('.filter').getByTestId('sum-note').getAttribute('data-value');
  expect(Number(bias)).toBe(decodeModel(file).weights.get('conv2.bias')?.[0]);

  const { name, rows } = await downloadCsv(page, panel);
  expect(name).toMatch(/conv2.*\.csv$/);
  const saved = rows.flat();
  expect(saved).toHaveLength(100);
  const mean = saved.reduce((all, value) => all + value, 0) / saved.length;
  const spread = Math.sqrt(saved.reduce((all, value) => all + (value - mean) ** 2, 0) / saved.length);
  const told = await page.locator('.statistics dd').allInnerTexts();
  const expected = [Math.min(...saved), Math.max(...saved), mean, spread];
  for (const [i, value] of expected.entries()) {
    expect(Number(told[i]?.replace('−', '-')) / value, `statistic ${i}`).toBeCloseTo(1, 1);
  }
  expect(told[4]).toBe(`${saved.filter((value) => value === 0).length.toFixed(1)} %`);

  const bars = await page
    .locator('.histogram rect')
    .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('height'))));
  const counted = saved.filter((value) => value !== 0);
  const [low, high] = [Math.min(...counted), Math.max(...counted)];
  const counts = bars.map(() => 0);
  for (const value of counted) {
    const bin = Math.min(bars.length - 1, Math.floor(((value - low) / (high - low)) * bars.length));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const [tallest, most] = [Math.max(...bars), Math.max(...counts)];
  expect(bars.map((height) => Math.round((height / tallest) * most))).toEqual(counts);
}

/** Values of every layer, by model. */
const places = {
  digits: [
    'input.0.14.14',
    'conv1.0.0.0',
    'conv1.7.27.13',
    'relu1.3.9.9',
    'pool1.5.13.0',
    'conv2.15.9.9',
    'relu2.8.4.4',
  ],
  objects: [
    'conv1.15.31.31',
    'conv2.31.0.15',
    'pool2.7.3.3',
    'conv3.63.7.7',
    'conv4.0.5.2',
    'conv5.127.3.3',
    'average.64',
  ],
};
const ends = {
  digits: ['pool2.3.2.2', 'dense1.79', 'relu3.5', 'dense2.9', 'softmax.3'],
  objects: ['average.5', 'dense1.9', 'softmax.3'],
};

describe.each(backends)('on $backend', (computing) => {
  test('a map opens, then a value, whose digits add up to what the kernel computed; one level back at a time', async () => {
    await visitOn(computing, { context: laptop }, async (playground) => {
      const { page } = playground;
      await playground.draw(...three);
      await playground.expectAnswer('3');
      const other = paramsOf(await settledAddress(page)).draw ?? expect.fail('no drawing');
      await page.getByRole('button', { name: 'Clear', exact: true }).click();
      await playground.draw(...seven);
      await playground.expectAnswer('7');

      const map = await pointIn(playground, 'conv2', 12, 9);
      await page.mouse.click(map.x, map.y);
      await eventually(() => at(playground)).toBe('conv2.0');
      await eventually(() => addressed(playground)).toBe('conv2.0');
      const opened = page.getByTestId('opened-map');
      expect([await opened.getAttribute('data-layer'), await opened.getAttribute('data-channel')]).toEqual([
        'conv2',
        '0',
      ]);
      await page.getByTestId('window').waitFor();
      await expectRows(playground, 8);

      // The window follows the pointer, and the arrow keys; what each map adds there adds up.
      const point = await pixelPoint(playground, 4, 6);
      await page.mouse.move(point.x, point.y);
      await eventually(() => windowAt(playground)).toBe(46);
      await expectRows(playground, 8);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowUp');
      await eventually(() => windowAt(playground)).toBe(35);
      await expectRows(playground, 8);
      const shown = await page.getByTestId('window').evaluate((element) => {
        const { computed, result, bound } = element instanceof HTMLElement ? element.dataset : {};
        return { computed: Number(computed), result: Number(result), bound: Number(bound) };
      });
      expect(Math.abs(shown.computed - shown.result)).toBeLessThanOrEqual(shown.bound);
      expect(Number(await page.getByTestId('row-total').getAttribute('data-value'))).toBe(shown.result);
      // A row is chosen by its digit: its products add up to what it adds.
      await page.keyboard.press('5');
      const row = page.locator('[data-testid=row][data-chosen]');
      await eventually(() => row.getAttribute('data-channel')).toBe('5');
      expect(await texts(playground, 'product')).toHaveLength(25);
      expect(sum(await texts(playground, 'product'))).toBe(digits(await row.getByTestId('row-sum').innerText()));
      // Other maps, and back to this one.
      await page.keyboard.press(']');
      await eventually(() => at(playground)).toBe('conv2.1');
      await page.keyboard.press('[');
      await eventually(() => at(playground)).toBe('conv2.0');

      await page.getByRole('button', { name: 'About this map' }).click();
      await eventually(() => page.getByTestId('filter').getByRole('button').count()).toBe(8);
      await eventually(() => page.getByTestId('without').getAttribute('data-before')).toBe('7');
      await expectStatistics(playground);
      // What is told of the answer without this map is what the page's own network answers once the map is muted.
      await playground.rest();
      const told = await stood(() => withoutMap(playground));
      expect(told.length).toBeGreaterThan(0);
      const mute = page.getByRole('button', { name: 'Mute', exact: true });
      await mute.click();
      await eventually(async () => {
        const now = await playground.predictions();
        return told.map(([name, after]) =>
          Math.abs(after - (now.find(({ label }) => label === name)?.probability ?? Number.NaN)) < 1e-4 ? 'same' : name,
        );
      }).toEqual(told.map(() => 'same'));
      await mute.click();
      await eventually(() => addressed(playground)).toBe('conv2.0');
      await eventually(() => 'edit' in paramsOf(page.url())).toBe(false);
      await playground.expectAnswer('7');
      await page.getByText('The map as a table of numbers').click();
      await eventually(() => page.getByTestId('map-table').locator('tbody td').count()).toBe(100);
      await page.getByTestId('opened-panel').getByRole('button', { name: 'Close' }).click();

      const again = await pixelPoint(playground, 3, 7);
      await page.mouse.click(again.x, again.y);
      await eventually(() => at(playground)).toBe('conv2.0.3.7');
      const place = 'conv2.0.3.7';
      await page.getByTestId('equation').waitFor();
      const { computed } = await expectProven(playground);

      // The browser's own way back, and forward again.
      await page.goBack();
      await eventually(() => at(playground)).toBe('conv2.0');
      await page.goForward();
      await eventually(() => at(playground)).toBe(place);
      await page.getByTestId('equation').waitFor();
      await expectProven(playground);

      // By hand: every product, every channel, the bias; all of them on one screen.
      const total = (await page.getByTestId('sum-total').first().innerText()).trim();
      expect(sum(await texts(playground, 'sum-term'))).toBe(digits(total));
      const [channels = ''] = await texts(playground, 'sum-term');
      expect(sum(await texts(playground, 'channel-sum'))).toBe(digits(channels));
      const decimals = total.split('.')[1]?.length ?? 0;
      const products = await texts(playground, 'product');
      for (const text of products) if (text !== '0') expect(text.split('.')[1]).toHaveLength(decimals);
      expect(products).toHaveLength(8 * 25);
      expect(sum(products)).toBe(digits(channels));
      const [inputs, weights, exact] = [
        await values(playground, 'operand'),
        await values(playground, 'kernel-value'),
        await values(playground, 'product'),
      ];
      // The last operand is the link to the activation.
      expect(exact).toEqual(inputs.slice(0, 200).map((value, i) => value * (weights[i] ?? Number.NaN) + 0));
      const scrolled = await page
        .locator('.opened-scroller, .opened-blocks, .opened-side, .channel-sums')
        .evaluateAll((all) => all.map((each) => each.scrollHeight - each.clientHeight));
      expect(Math.max(...scrolled)).toBeLessThanOrEqual(0);
      // Pointing shows the factors in full.
      await page.getByTestId('kernel-value').nth(57).hover();
      const factors = await page.getByTestId('factors').innerText();
      const [factor = Number.NaN, weight = Number.NaN] = factors.replaceAll('−', '-').split(' × ').map(parseFloat);
      expect([Math.fround(factor), Math.fround(weight)]).toEqual([inputs[57], weights[57]]);

      // It goes on while another digit is drawn.
      await goTo(playground, place, { draw: other });
      await playground.expectAnswer('3');
      await eventually(async () => (await equation(playground)).computed).not.toBe(computed);
      await expectProven(playground);
      expect(await at(playground)).toBe(place);

      // An operand leads to the value that was read, once the last frame of the drawing has been.
      await playground.rest();
      await stood(() => equation(playground));
      const operand = page.locator('[data-testid=block]').nth(2).getByTestId('operand').nth(7);
      const value = Number(await operand.getAttribute('data-value'));
      await operand.click();
      await eventually(() => at(playground)).toMatch(/^pool1\.2\./);
      await eventually(async () => (await equation(playground)).computed).toBe(value);
      expect((await equation(playground)).kind).toBe('window');

      // Back, one level at a time, by key and by empty space.
      await page.keyboard.press('Escape');
      await eventually(() => at(playground)).toBe('pool1.2');
      await eventually(() => addressed(playground)).toBe('pool1.2');
      const ground = await emptyPoint(playground);
      await page.mouse.click(ground.x, ground.y);
      await eventually(() => at(playground)).toBeNull();
      await eventually(() => addressed(playground)).toBeNull();
      await stage(playground).waitFor();
      // What is opened by hand is an entry of the history, which the way back leaves ahead.
      const last = await pointIn(playground, 'conv2', 12, 9);
      await page.mouse.click(last.x, last.y);
      await eventually(() => addressed(playground)).toBe('conv2.0');
      await page.getByTestId('window').waitFor();
      await page.keyboard.press('Escape');
      await eventually(() => addressed(playground)).toBeNull();
      await page.goForward();
      await eventually(() => at(playground)).toBe('conv2.0');
      await page.goBack();
      await eventually(() => at(playground)).toBeNull();

      // So does any other value.
      for (const place of [...places.digits, ...ends.digits]) {
        await goTo(playground, place);
        await expectProven(playground);
      }
      const { computed: probability } = await equation(playground);
      expect(probability).toBe((await playground.predictions())[3]?.probability);
    });
  });

  test('any value of another network is what its equation gives', async () => {
    await visitOn(computing, { params: { model: 'objects' }, context: laptop }, async (playground) => {
      const noise = {
        create: {
          width: 64,
          height: 64,
          channels: 3,
          background: '#456',
          noise: { type: 'gaussian', mean: 128, sigma: 60 },
        },
      } as const;
      const buffer = await sharp(noise).png().toBuffer();
      await playground.upload('noise.png', buffer);
      await eventually(() => playground.answer()).toBeDefined();
      for (const place of [...places.objects, ...ends.objects]) {
        await goTo(playground, place);
        await expectProven(playground);
      }
      expect((await equation(playground)).computed).toBe((await playground.predictions())[3]?.probability);
    });
  });
});

test('a link opens what was seen, and nonsense opens nothing', async () => {
  await visit({ gpu: 'absent', params: { at: 'dense2.7' } }, async (playground) => {
    await eventually(() => at(playground)).toBe('dense2.7');
    expect((await equation(playground)).kind).toBe('weighted');
    await playground.page.getByRole('button', { name: 'Network', exact: true }).click();
    await eventually(() => addressed(playground)).toBeNull();
    // Another network has no such place.
    await goTo(playground, 'dense2.7');
    await goTo(playground, 'dense2.7', { model: 'objects' });
    await eventually(() => at(playground)).toBeNull();
    await eventually(() => addressed(playground)).toBeNull();
  });
  await visit({ gpu: 'absent', params: { at: 'conv1.99.x' } }, async (playground) => {
    expect(await at(playground)).toBeNull();
    await eventually(() => addressed(playground)).toBeNull();
  });
});

test('by keyboard, in both themes and languages, on a phone', async () => {
  await visit({ gpu: 'absent', context: laptop }, async (playground) => {
    const { page } = playground;
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
    await playground.draw(...seven);
    await playground.expectAnswer('7');
    await stage(playground).focus();
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await eventually(() => at(playground)).toMatch(/^conv1\.\d$/);
    await page.getByTestId('window').waitFor();
    await eventually(focused).toBe('opened-handle');
    await eventually(() => findings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await eventually(() => at(playground)).toMatch(/^conv1\.\d\.\d+\.\d+$/);
    await page.getByTestId('equation').waitFor();
    await page.getByRole('status').filter({ hasText: 'conv1' }).first().waitFor({ state: 'attached' });

    // Within a window one stop of Tab; the arrow keys walk, Enter opens.
    const cells = page.getByTestId('block').getByTestId('operand');
    await cells.first().focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    const name = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await eventually(name).toMatch(/^Go to input · map 0 · row \d+, column \d+: /);
    await page.keyboard.press('Enter');
    await eventually(() => at(playground)).toMatch(/^input\.0\./);
    await eventually(focused).toBe('opened-handle');
    await page.keyboard.press('Escape');
    await eventually(() => at(playground)).toBe('input.0');
    // Along the strip to a neighbour.
    await page.locator('.strip-layer[aria-current=true]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await eventually(() => at(playground)).toBe('conv1.0');
    await page.keyboard.press('Escape');
    await eventually(() => at(playground)).toBeNull();
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toBe('stage-maps');

    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    await page.getByRole('button', { name: '한국어' }).click();
    await goTo(playground, 'conv2.3.4.4');
    await page.getByText('채널 8개의 합').waitFor();
    await eventually(() => findings(page)).toEqual([]);
    for (const width of [360, 720]) {
      await page.setViewportSize({ width, height: 740 });
      const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await eventually(sideways).toBeLessThanOrEqual(0);
    }
    // On a phone it is one column that scrolls, down to the sum.
    await page.setViewportSize({ width: 390, height: 844 });
    const scroller = page.locator('.opened-scroller');
    const [long, wide] = await scroller.evaluate((each) => [
      each.scrollHeight - each.clientHeight,
      each.scrollWidth - each.clientWidth,
    ]);
    expect(long).toBeGreaterThan(0);
    expect(wide).toBeLessThanOrEqual(0);
    await page.getByTestId('sum-total').first().scrollIntoViewIfNeeded();
    await goTo(playground, 'conv2.3', {}, 'window');
    await page.getByTestId('row-total').scrollIntoViewIfNeeded();
    await eventually(() => findings(page)).toEqual([]);
  });
});
