/** The page "Explore" as a person uses it: what the stage tells, on both backends; languages, addresses, sizes. */
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import { paramsOf } from './support/labs';
import { type Playground, visit } from './support/playground';
import { firstMap, maps, openSees } from './support/stage';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const three = place(digitPaths.find(({ digit }) => digit === 3) ?? expect.fail('no digit 3'));

const button = ({ page }: Playground, name: string) => page.getByRole('button', { name, exact: true });

/** The tooltip of the pointed-at pixel, as text. */
const card = ({ page }: Playground) => page.locator('.pixel-card').innerText();
/** Its value alone: what feeds it stands below, a moment later. */
const cardValue = ({ page }: Playground) => page.locator('.pixel-card > .number').innerText();

/** What the address says. */
const said = (page: Page): { readonly [name: string]: string } => paramsOf(page.url());

/** Every layer is there, in colours that share a range as chosen; or one half of activated layers. */
async function shownInColours(playground: Playground): Promise<void> {
  const { page } = playground;
  const shown = async (): Promise<string[]> =>
    (await playground.layers()).map(({ layer, kind, shape }) => `${layer} ${kind} ${shape}`);
  const all = await shown();
  expect(all).toContain('input input 1x28x28');
  expect(all).toContain('conv1 conv2d 8x28x28');
  expect(all).toContain('relu1 relu 8x28x28');
  expect(all.at(-1)).toBe('softmax softmax 10');
  await playground.draw(...seven);
  await playground.expectAnswer('7');
  await playground.settled();
  const range = page.getByLabel('Range', { exact: true });
  const legend = page.getByRole('img', { name: /^Colour scale/ });
  const own = await legend.getAttribute('aria-label');
  // One map alone: connections are no colours of maps.
  const map = await firstMap(playground, 'conv2');
  await page.mouse.move(1, 1);
  const clip = { x: map.x + 2, y: map.y + 2, width: 40, height: 40 };
  const drawn = async (): Promise<string> => (await page.screenshot({ clip })).toString('base64');
  const before = await drawn();
  await range.selectOption('network');
  await eventually(() => legend.getAttribute('aria-label')).not.toBe(own);
  await eventually(drawn).not.toBe(before);
  await range.selectOption('map');
  await eventually(() => legend.getAttribute('aria-label')).toMatch(/^Colour scale from −[\d.]+ to \+[\d.]+$/);
  await eventually(() => page.locator('.scale-name').innerText()).toBe('conv1 · channel 0');
  await range.selectOption('layer');
  await eventually(drawn).toBe(before);

  await page.getByRole('radio', { name: 'Feature map' }).click();
  await eventually(shown).not.toContain('relu1 relu 8x28x28');
  expect(await shown()).toContain('conv1 conv2d 8x28x28');
  await page.getByRole('radio', { name: 'Activation map' }).click();
  await eventually(shown).not.toContain('conv1 conv2d 8x28x28');
}

describe.each(backends)('the stage on $backend', (computing) => {
  const { backend, gpu } = computing;

  test('is shown in chosen colours', () =>
    visitOn({ backend, gpu: gpu === 'software' ? 'seen' : gpu }, {}, shownInColours));

  test('tells any value exactly, by mouse and by keyboard, while the drawing changes', async () => {
    await visitOn(computing, {}, async (playground) => {
      const { page } = playground;
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      await maps(playground).focus();
      for (let i = 0; i < 40; i++) await page.keyboard.press('Shift+ArrowRight');
      for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowUp');
      await eventually(() => card(playground)).toMatch(/^softmax softmax\s+0\s/);
      // Classes are walked one by one, and each cell's value is the very probability of its row.
      for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowDown');
      const probability = (await playground.predictions())[7]?.probability ?? Number.NaN;
      await eventually(async () => Math.fround(Number(await cardValue(playground)))).toBe(probability);
      await button(playground, 'Clear').click();
      await playground.draw(...three);
      await playground.expectAnswer('3');
      await maps(playground).focus();
      await page.keyboard.press('Escape');
      await page.locator('.pixel-card').waitFor({ state: 'detached' });
      const other = (await playground.predictions())[7]?.probability ?? Number.NaN;
      expect(other).not.toBe(probability);

      const map = await firstMap(playground, 'conv1');
      await page.mouse.move(map.x + 10, map.y + 10);
      await eventually(() => card(playground)).toMatch(/^conv1 convolution\s+channel 0 · row \d+ · column \d+\s+[−\d]/);
    });
  });
});

describe.each(backends)('the address on $backend', (computing) => {
  const { backend, gpu } = computing;

  test('holds model, language, theme and backend, and leads back to them', async () => {
    await visit({ gpu }, async (playground) => {
      const { page } = playground;
      await page.getByRole('button', { name: '한국어' }).click();
      await page.getByRole('button', { name: '어두운 테마로 바꾸기' }).click();
      await page.getByLabel('계산 백엔드').selectOption(backend);
      await page.getByLabel('모델', { exact: true }).selectOption('objects');
      await eventually(() => said(page)).toEqual({
        lang: 'ko',
        theme: 'dark',
        backend,
        // With the input that it is for.
        model: 'objects',
      });
      await page.reload();
      await page.getByRole('button', { name: 'English' }).waitFor();
      const { lang, dataset } = await page.evaluate(() => {
        const { documentElement: root } = document;
        return { lang: root.lang, dataset: { ...root.dataset } };
      });
      expect([lang, dataset.theme]).toEqual(['ko', 'dark']);
      await playground.ready();
      expect(await playground.backend()).toBe(backend);
    });
  });

  test('holds the drawing, its switches and how the stage is seen, to the pixel', async () => {
    await visitOn(computing, {}, async (playground) => {
      const { page } = playground;
      await playground.draw(...three);
      await playground.expectAnswer('3');
      await openSees(playground);
      await page.getByRole('switch', { name: 'Normalise', exact: true }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('radio', { name: 'Activation map' }).click();
      await button(playground, 'Larger maps').click();
      await button(playground, 'Arrange').click();
      await page.getByLabel('Layer', { exact: true }).selectOption({ label: 'conv1 · relu1 · pool1' });
      await button(playground, 'Fold').click();
      await page.getByLabel('Layer', { exact: true }).selectOption({ index: 0 });
      await page.getByLabel('Show', { exact: true }).selectOption('8');
      await page.getByLabel('Order', { exact: true }).selectOption('max');
      await page.keyboard.press('Escape');
      // A slow machine writes it more than once on the way.
      const wanted = { backend, maps: 'activation', fold: 'conv1 relu1 pool1', order: 'max.8', off: 'normalising' };
      await eventually(() => said(page)).toMatchObject({ ...wanted, zoom: expect.anything(), draw: expect.anything() });
      const { draw, zoom, ...rest } = said(page);
      expect(rest).toEqual(wanted);
      expect(Number(zoom)).toBeGreaterThan(24);
      expect(draw?.length).toBeLessThan(400);
      await eventually(async () => (await playground.layers()).length).toBeGreaterThan(4);
      const seen = async () => ({
        predictions: await playground.predictions(),
        pad: await playground.pad.evaluate((pad) => (pad instanceof HTMLCanvasElement ? pad.toDataURL() : '')),
        // From the first one: how far the stage is scrolled is nothing of the address.
        headers: await page.getByTestId('layer').evaluateAll((all) => {
          const places = all.map((one) => one.getBoundingClientRect().x);
          return places.map((x) => x - (places[0] ?? 0));
        }),
      });
      await playground.settled();
      const before = await seen();
      await page.reload();
      await playground.ready();
      await eventually(seen).toEqual(before);
      // Going back a level takes back no stroke, and says what is there.
      await button(playground, 'Clear').click();
      await eventually(() => 'draw' in said(page)).toBe(false);
    });
  });

  test('leads to a photograph of the gallery and its crop', async () => {
    const params = { model: 'objects', picture: 'cat', crop: '0.4 0.5 2', off: 'averaging' };
    await visitOn(computing, { params }, async (playground) => {
      const { page } = playground;
      await page.getByRole('img', { name: /^Cat, \d+ × \d+ pixels$/ }).waitFor();
      await eventually(() => playground.answer()).toBeDefined();
      expect(await page.getByLabel('Zoom', { exact: true }).inputValue()).toBe('2');
      await openSees(playground);
      expect(await page.getByRole('switch', { name: 'Average when shrinking' }).isChecked()).toBe(false);
      await page.keyboard.press('Escape');
      await eventually(() => said(page)).toEqual({ ...params, backend });
      await page.getByLabel(/^Part of the picture/).press('ArrowRight');
      await eventually(() => said(page).crop).toBe('0.42 0.5 2');
    });
  });
});

test('nonsense in an address is ignored', async () => {
  const params = { model: 'cats', backend: 'abacus', lang: 'xx', theme: 'plaid', page: '../etc' };
  await visit({ gpu: 'absent', params }, async (playground) => {
    expect(await playground.backend()).toBe('wasm');
    await playground.draw(...seven);
    await playground.expectAnswer('7');
  });
});

// How the page is laid out has nothing to do with what computes.
describe('for everyone', () => {
  test('nothing sticks out, in windows as wide as the layouts change at', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const { page } = playground;
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      for (const width of [360, 390, 719, 720, 1099, 1100, 1366]) {
        await page.setViewportSize({ width, height: 740 });
        const wider = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        await eventually(wider, `${width} pixels`).toBe(0);
      }
    });
  });

  test('on a phone the pad is seen whole beside what the network sees, and touch has room', async () => {
    const context = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };
    await visit({ gpu: 'absent', context }, async (playground) => {
      await playground.drawWithFinger(seven[0] ?? expect.fail('no stroke'));
      await playground.expectAnswer('7');
      for (const part of [playground.pad, playground.page.locator('.seen-head')]) {
        const box = (await part.boundingBox()) ?? expect.fail('not shown');
        expect(box.y + box.height).toBeLessThanOrEqual(700);
      }
      const small = await playground.page
        .locator('button:visible, select:visible, a:visible:not(.skip)')
        .evaluateAll((elements) =>
          elements.filter((element) => element.getBoundingClientRect().height < 24).map((element) => element.outerHTML),
        );
      expect(small).toEqual([]);
    });
  });
});
