/** The three depths of the page "Explore": the network, a map, one value with its whole equation. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeModel } from '../../src/formats/model';
import { digitPaths, place } from '../helpers/strokes';
import { findings } from './support/axe';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import {
  addressed,
  at,
  digits,
  equation,
  expectProven,
  goTo,
  pointIn,
  stage,
  sum,
  texts,
  values,
} from './support/inspector';
import { paramsOf } from './support/labs';
import { type Playground, visit } from './support/playground';
import { downloadCsv } from './support/saved';

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

/** What is read once it stands: what is computed beside the frame comes after its answer. */
async function stood<T>(read: () => Promise<T>): Promise<T> {
  let last = await read();
  for (let times = 0; times < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const now = await read();
    times = JSON.stringify(now) === JSON.stringify(last) ? times + 1 : 0;
    last = now;
  }
  return last;
}

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
  digits: ['pool2.3.2.2', 'flatten.399', 'dense1.79', 'relu3.5', 'dense2.9', 'softmax.3'],
  objects: ['flatten.5', 'dense1.9', 'softmax.3'],
};

describe.each(backends)('on $backend', (computing) => {
  test('a map opens, then a value, whose digits add up to what the kernel computed; one level back at a time', async () => {
    await visitOn(computing, {}, async (playground) => {
      const { page } = playground;
      await playground.draw(...seven);
      await playground.expectAnswer('7');

      const map = await pointIn(playground, 'conv2', 12, 9);
      await page.mouse.click(map.x, map.y);
      await eventually(() => at(playground)).toBe('conv2.0');
      await eventually(() => addressed(playground)).toBe('conv2.0');
      await page.getByTestId('selected-map').waitFor();
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

      // What was pressed in the panel may have scrolled the page.
      const again = await pointIn(playground, 'conv2', 12, 9);
      await page.mouse.click(again.x, again.y);
      await eventually(() => at(playground)).toMatch(/^conv2\.0\.\d+\.\d+$/);
      const place = await at(playground);
      await page.getByTestId('equation').waitFor();
      const { computed } = await expectProven(playground);
      // The pointer is still over it: its value is read from the engine apart from the panel.
      const card = async () => (await page.locator('.pixel-card > p').last().innerText()).replace('−', '-');
      await eventually(async () => Math.fround(Number(await card()))).toBe(computed);

      // The browser's own way back, and forward again.
      await page.goBack();
      await eventually(() => at(playground)).toBe('conv2.0');
      await page.goForward();
      await eventually(() => at(playground)).toBe(place);
      await expectProven(playground);

      // By hand: every product, every channel, the bias.
      await page.getByRole('button', { name: 'Show every window' }).click();
      const total = (await page.getByTestId('sum-total').first().innerText()).trim();
      expect(sum(await texts(playground, 'sum-term'))).toBe(digits(total));
      const [channels = ''] = await texts(playground, 'sum-term');
      expect(sum(await texts(playground, 'channel-sum'))).toBe(digits(channels));
      const decimals = total.split('.')[1]?.length ?? 0;
      const products = await texts(playground, 'product');
      for (const text of products) expect(text.split('.')[1]).toHaveLength(decimals);
      expect(products).toHaveLength(8 * 25);
      expect(sum(products)).toBe(digits(channels));
      const [inputs, weights, exact] = [
        await values(playground, 'operand'),
        await values(playground, 'kernel-value'),
        await values(playground, 'product'),
      ];
      // The first operand is the link to the activation.
      expect(exact).toEqual(inputs.slice(1).map((value, i) => value * (weights[i] ?? Number.NaN) + 0));

      // It goes on while another digit is drawn.
      await page.getByRole('button', { name: 'Clear', exact: true }).click();
      await playground.draw(...three);
      await playground.expectAnswer('3');
      await eventually(async () => (await equation(playground)).computed).not.toBe(computed);
      await expectProven(playground);
      expect(await at(playground)).toBe(place);

      // An operand leads to the value that was read, once the last frame of the drawing has been.
      await playground.rest();
      await stood(() => equation(playground));
      const operand = page.locator('[data-testid=channel]').nth(2).getByTestId('operand').nth(7);
      const value = Number(await operand.getAttribute('data-value'));
      await operand.click();
      await eventually(() => at(playground)).toMatch(/^pool1\.2\./);
      await eventually(async () => (await equation(playground)).computed).toBe(value);
      expect((await equation(playground)).kind).toBe('window');

      // Back, one level at a time, by key and by empty space; the browser's "back" went along.
      await stage(playground).focus();
      await page.keyboard.press('Escape');
      await eventually(() => at(playground)).toBe('pool1.2');
      await eventually(() => addressed(playground)).toBe('pool1.2');
      const empty = await pointIn(playground, 'conv2', 12, -62 + 4);
      await page.mouse.click(empty.x, empty.y - 12);
      await eventually(() => at(playground)).toBeNull();
      await eventually(() => addressed(playground)).toBeNull();
      await page.goForward();
      await eventually(() => at(playground)).toBe('pool1.2');
      await page.goBack();
      await eventually(() => at(playground)).toBeNull();

      // So does any other value.
      for (const place of [...places.digits, ...ends.digits]) {
        await goTo(playground, place);
        await expectProven(playground);
      }
      const { computed: last } = await equation(playground);
      expect(last).toBe((await playground.predictions())[3]?.probability);
    });
  });

  test('any value of another network is what its equation gives', async () => {
    await visitOn(computing, { params: { model: 'objects' } }, async (playground) => {
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
    await playground.page.getByRole('button', { name: 'Back one level' }).click();
    await eventually(() => addressed(playground)).toBeNull();
    // Another network has no such place.
    await goTo(playground, 'dense2.7');
    await playground.page.getByLabel('Model', { exact: true }).selectOption('objects');
    await eventually(() => at(playground)).toBeNull();
    await eventually(() => addressed(playground)).toBeNull();
  });
  await visit({ gpu: 'absent', params: { at: 'conv1.99.x' } }, async (playground) => {
    expect(await at(playground)).toBeNull();
    await eventually(() => addressed(playground)).toBeNull();
  });
});

test('by keyboard, in both themes and languages, on a phone', async () => {
  await visit({ gpu: 'absent' }, async (playground) => {
    const { page } = playground;
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
    await playground.draw(...seven);
    await playground.expectAnswer('7');
    await stage(playground).focus();
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await eventually(() => at(playground)).toBe('conv1.0');
    await page.getByTestId('map-panel').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await eventually(() => at(playground)).toMatch(/^conv1\.0\.\d+\.\d+$/);
    await page.getByTestId('equation').waitFor();
    await page.keyboard.press('Enter');
    await eventually(focused).toBe('inspector-title');
    await page.getByRole('status').filter({ hasText: 'conv1' }).first().waitFor({ state: 'attached' });

    // Within a window one stop of Tab; the arrow keys walk, Enter opens.
    const cells = page.getByTestId('channel').getByTestId('operand');
    await cells.first().focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    const name = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await eventually(name).toMatch(/^Go to input · map 0 · row \d+, column \d+: /);
    await page.keyboard.press('Enter');
    await eventually(() => at(playground)).toMatch(/^input\.0\./);
    await eventually(focused).toBe('inspector-title');
    await page.keyboard.press('Escape');
    await eventually(() => at(playground)).toBe('input.0');
    await page.keyboard.press('Escape');
    await eventually(() => at(playground)).toBeNull();
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toBe('stage-scroller');

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
    // On a phone the panel is a sheet that leaves the stage in sight.
    await page.setViewportSize({ width: 390, height: 844 });
    const sheet = async () => (await page.getByTestId('inspector').boundingBox())?.y;
    await eventually(sheet).toBeGreaterThan(844 * 0.45);
  });
});
