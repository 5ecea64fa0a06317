/** A network of 500 layers on the CPU: scrolled, zoomed, ranged and drawn for, it never holds the page up for 50 ms. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { encodeModel } from '../../src/formats/model';
import { initialWeights } from '../../src/train/initialise';
import { chainOf } from '../helpers/deepNets';
import { eventually } from './support/eventually';
import { visit } from './support/playground';
import { tasksDuring } from './support/tasks';

const LONGEST = 50;
const spec = chainOf(250);
const file = Buffer.from(encodeModel(spec, initialWeights(spec, 1)));

/** Two frames: the one that what was done belongs to has been painted. */
const painted = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

test('a network of 500 layers never holds the page up', async () => {
  await visit(
    { gpu: 'absent', params: { backend: 'wasm' } },
    async (playground) => {
      const { page } = playground;
      const scroller = page.locator('.stage-scroller');
      const header = (layer: string) => page.locator(`[data-testid=layer][data-layer=${layer}]`);
      const width = (): Promise<number> => scroller.evaluate(({ scrollWidth }) => scrollWidth);
      const scrollTo = async (share: number, layer: string): Promise<void> => {
        await scroller.evaluate((element, part) => {
          element.scrollLeft = part * element.scrollWidth;
        }, share);
        // The answer's layers have no place of their own.
        await header(layer).waitFor({ state: 'attached' });
        await painted(page);
      };
      const press = async (...keys: readonly string[]): Promise<void> => {
        for (const key of keys) {
          await page.getByLabel('Maps of every layer', { exact: true }).press(key);
          await painted(page);
        }
      };
      const range = page.getByRole('combobox', { name: 'Range', exact: true });
      const legend = page.locator('.scale-bar');
      const { x, y, width: right, height } = (await scroller.boundingBox()) ?? expect.fail('no stage');

      // From afar a block shows only what it passes on.
      await header('relu0').waitFor();
      expect(await page.getByTestId('layer').count()).toBeLessThan(spec.nodes.length);
      // What works on the stage comes with the first hand on it.
      await page.mouse.move(x + right / 2, y + height / 2);
      await page.getByTestId('stage-numbers').waitFor({ state: 'attached' });
      const whole = await width();
      expect(whole).toBeGreaterThan(2 * right);

      const tasks = await tasksDuring(page, {
        'scrolling by the wheel': async () => {
          for (let k = 0; k < 8; k++) {
            await page.mouse.wheel(900, 0);
            await painted(page);
          }
          await eventually(() => scroller.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(1000);
        },
        'scrolling far': async () => {
          await scrollTo(1, 'softmax');
          await scrollTo(0.5, 'relu124');
        },
        'walking by keys': async () => {
          await press('ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowDown', 'Shift+ArrowRight');
          await page.locator('.pixel-card').waitFor();
        },
        'one range for the network': async () => {
          const before = await legend.getAttribute('aria-label');
          await range.selectOption('network');
          await eventually(() => legend.getAttribute('aria-label')).not.toBe(before);
        },
        'a range for each map': () => range.selectOption('map'),
        'a range for each layer': () => range.selectOption('layer'),
        'zooming by keys': async () => {
          await press('+', '+', '-');
          await eventually(width).toBeGreaterThan(whole);
          await press('-', '-', '-', '0');
          await eventually(width).toBe(whole);
        },
        'zooming by the wheel': async () => {
          await page.keyboard.down('Control');
          for (const way of [-200, -200, 200, 200]) {
            await page.mouse.wheel(0, way);
            await painted(page);
          }
          await page.keyboard.up('Control');
        },
        'other maps': async () => {
          for (const name of ['Feature map', 'Activation map', 'Both']) {
            await page.getByRole('radio', { name, exact: true }).press('Space');
            await painted(page);
          }
        },
        drawing: async () => {
          await playground.draw([
            [0.5, 0.2],
            [0.5, 0.8],
          ]);
          await eventually(() => playground.answer()).toBeDefined();
        },
      });
      expect(tasks.count).toBeGreaterThan(100);
      expect(tasks.longest, tasks.during).toBeLessThan(LONGEST);
    },
    ({ page }) => page.route('**/models/digits*.safetensors', (route) => route.fulfill({ body: file })),
  );
});
