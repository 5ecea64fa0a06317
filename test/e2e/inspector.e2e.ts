/** The three depths of the page "Explore": the network, a map, one value with its whole equation. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { findings } from './support/axe';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const three = place(digitPaths.find(({ digit }) => digit === 3) ?? expect.fail('no digit 3'));

const stage = ({ page }: Playground) => page.getByLabel('Maps of every layer', { exact: true });

/** What is opened, as the address says it; null for the network. Read at once: a panel that goes is not waited for. */
const at = ({ page }: Playground): Promise<string | null> =>
  page.getByTestId('inspector').evaluateAll(([panel]) => panel?.getAttribute('data-at') ?? null);

const addressed = ({ page }: Playground): string | null => new URL(page.url()).searchParams.get('at');

interface Equation {
  readonly layer: string;
  readonly kind: string;
  readonly index: number;
  readonly computed: number;
  readonly result: number;
  readonly bound: number;
}

/** The equation that is shown, of one moment. */
const equation = ({ page }: Playground): Promise<Equation> =>
  page.getByTestId('equation').evaluate((element) => {
    const {
      layer = '',
      kind = '',
      index,
      computed,
      result,
      bound,
    } = element instanceof HTMLElement ? element.dataset : {};
    return {
      layer,
      kind,
      index: Number(index),
      computed: Number(computed),
      result: Number(result),
      bound: Number(bound),
    };
  });

/** Goes to another place of the page by its address, as "back" does. */
const goTo = async (playground: Playground, place: string): Promise<void> => {
  await playground.page.evaluate((to) => {
    const address = new URL(location.href);
    address.searchParams.set('at', to);
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, place);
  await eventually(() => at(playground)).toBe(place);
  await playground.page.getByTestId('equation').waitFor();
};

/** A point within the first map of a layer, `x` and `y` CSS pixels from its corner. */
async function pointIn({ page }: Playground, layer: string, x: number, y: number) {
  const header = page.locator(`.layer[data-layer=${layer}]`);
  await header.scrollIntoViewIfNeeded();
  const box = (await header.boundingBox()) ?? expect.fail(`no ${layer}`);
  // Maps lie below the header's 62 pixels.
  return { x: box.x + x, y: box.y + 62 + y };
}

/** The digits of a written number as a whole number of units of its last place. */
const digits = (text: string): bigint => BigInt(text.replace('−', '-').replace('.', ''));
const sum = (texts: readonly string[]): bigint => texts.map(digits).reduce((a, b) => a + b, 0n);
/** What is written, out of sight too: there it has no inner text, since it is not laid out. */
const texts = ({ page }: Playground, testId: string) => page.getByTestId(testId).allTextContents();
const values = ({ page }: Playground, testId: string): Promise<number[]> =>
  page
    .getByTestId(testId)
    .evaluateAll((elements) => elements.map((each) => Number(each instanceof HTMLElement ? each.dataset.value : '')));

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

/** What is read once it has stood for a second: a slow device is still at the last frames when the pen is up. */
async function stood<T>(read: () => Promise<T>): Promise<T> {
  let last = await read();
  for (let times = 0; times < 5; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const now = await read();
    times = JSON.stringify(now) === JSON.stringify(last) ? times + 1 : 0;
    last = now;
  }
  return last;
}

async function expectProven(playground: Playground): Promise<Equation> {
  const shown = await equation(playground);
  if (shown.kind !== 'given') {
    const difference = Math.abs(shown.computed - shown.result);
    expect(difference, `${shown.layer} ${shown.index}`).toBeLessThanOrEqual(shown.bound);
  }
  return shown;
}

describe.each([
  { backend: 'webgpu', gpu: 'software' },
  { backend: 'wasm', gpu: 'absent' },
] as const)('on $backend', ({ backend, gpu }) => {
  test('a map opens, then a value, whose digits add up to what the kernel computed; one level back at a time', async () => {
    await visit({ gpu, params: { backend } }, async (playground) => {
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
      // What is told of the answer without this map is what the page's own network answers once the map is muted.
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
      await eventually(() => new URL(page.url()).searchParams.has('edit')).toBe(false);
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
      await eventually(async () => {
        const { computed: now } = await equation(playground);
        await page.waitForTimeout(1000);
        return now - (await equation(playground)).computed;
      }).toBe(0);
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
    });
  });

  test('any value of either network is what its equation gives', async () => {
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
    await visit({ gpu, params: { backend } }, async (playground) => {
      await playground.draw(...three);
      await playground.expectAnswer('3');
      for (const place of [...places.digits, ...ends.digits]) {
        await goTo(playground, place);
        await expectProven(playground);
      }
      const { computed } = await equation(playground);
      expect(computed).toBe((await playground.predictions())[3]?.probability);
    });
    await visit({ gpu, params: { backend, model: 'objects' } }, async (playground) => {
      const { page } = playground;
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Upload image', exact: true }).click();
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
      await (await choosing).setFiles({ name: 'noise.png', mimeType: 'image/png', buffer });
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
    expect(await focused()).toBe('inspector-title');
    await page.getByRole('status').filter({ hasText: 'conv1' }).first().waitFor({ state: 'attached' });

    // Within a window one stop of Tab; the arrow keys walk, Enter opens.
    const cells = page.getByTestId('channel').getByTestId('operand');
    await cells.first().focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(name).toMatch(/^Go to input · map 0 · row \d+, column \d+: /);
    await page.keyboard.press('Enter');
    await eventually(() => at(playground)).toMatch(/^input\.0\./);
    await eventually(focused).toBe('inspector-title');
    await page.keyboard.press('Escape');
    await eventually(() => at(playground)).toBe('input.0');
    await page.keyboard.press('Escape');
    await eventually(() => at(playground)).toBeNull();
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('stage-scroller');

    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    await page.getByRole('button', { name: '한국어' }).click();
    await goTo(playground, 'conv2.3.4.4');
    await page.getByText('채널 8개의 합').waitFor();
    expect(await findings(page)).toEqual([]);
    for (const width of [360, 720]) {
      await page.setViewportSize({ width, height: 740 });
      const sizes = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const);
      expect(sizes[0]).toBeLessThanOrEqual(sizes[1]);
    }
    // On a phone the panel is a sheet that leaves the stage in sight.
    await page.setViewportSize({ width: 390, height: 844 });
    const sheet = (await page.getByTestId('inspector').boundingBox()) ?? expect.fail('no sheet');
    expect(sheet.y).toBeGreaterThan(844 * 0.45);
  });
});
