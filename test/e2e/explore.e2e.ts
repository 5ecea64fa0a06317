/** The page "Explore" as a person uses it: pointer, touch, keyboard, pictures, languages, addresses, sizes. */
import type { Page } from 'playwright';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const three = place(digitPaths.find(({ digit }) => digit === 3) ?? expect.fail('no digit 3'));

/** Polls with the patience that a busy machine needs. */

const button = ({ page }: Playground, name: string) => page.getByRole('button', { name, exact: true });
const stage = ({ page }: Playground) => page.getByLabel('Maps of every layer', { exact: true });

/** The tooltip of the pointed-at pixel, as text. */
const card = ({ page }: Playground) => page.locator('.pixel-card').innerText();

/** The class and its probability, as the table of the answer and the one of what each step is worth have them. */
function weighing(page: Page) {
  const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ');
  return {
    best: async (): Promise<string> => spaced(await page.locator('.predictions .best').innerText()),
    told: async (step: string, column: number): Promise<string> =>
      spaced(await page.locator(`[data-step=${step}] td`).nth(column).innerText()),
  };
}

/** What the address says, once it says `name`. */
async function said(page: Page, name?: string): Promise<{ readonly [name: string]: string }> {
  const read = () => Object.fromEntries(new URL(page.url()).searchParams);
  if (name !== undefined) await eventually(() => read()[name]).toBeDefined();
  return read();
}

describe('drawing', () => {
  test('undo, redo and clear change the answer, by button and by key', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const { page } = playground;
      expect(await playground.answer()).toBeUndefined();
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      await button(playground, 'Clear').click();
      await eventually(() => playground.answer()).toBeUndefined();
      await button(playground, 'Undo').click();
      await playground.expectAnswer('7');
      for (let i = 0; i < seven.length; i++) await page.keyboard.press('Control+z');
      await eventually(() => playground.answer()).toBeUndefined();
      for (let i = 0; i < seven.length; i++) await page.keyboard.press('Control+Shift+Z');
      await playground.expectAnswer('7');
    });
  });

  test('a digit is drawn with the keyboard alone', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const { page } = playground;
      await playground.pad.focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowUp');
      await page.keyboard.press('Space');
      for (let i = 0; i < 24; i++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await playground.expectAnswer('1');
      await page.keyboard.press('Delete');
      await eventually(() => playground.answer()).toBeUndefined();
    });
  });

  test('what the network sees follows its switches', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const { page } = playground;
      // A large thin 7 needs every step: shrunk, its lines are grey, and its ink is mostly at the top.
      await page.getByRole('radio', { name: 'Thin pen' }).click();
      await playground.draw([
        [0.15, 0.15],
        [0.85, 0.14],
        [0.55, 0.85],
      ]);
      await playground.expectAnswer('7');
      const before = await playground.predictions();
      await page.getByText('What each step is worth').click();
      const { best, told } = weighing(page);
      const steps = {
        boxing: 'Box and scale',
        centring: 'Centre by mass',
        averaging: 'Average when shrinking',
        inking: 'Full ink strength',
        normalising: 'Normalise',
      };
      for (const step of Object.keys(steps)) await eventually(() => told(step, 0)).toBe(await best());
      const promised = await Promise.all(Object.keys(steps).map((step) => told(step, 1)));
      for (const [i, name] of Object.values(steps).entries()) {
        const toggle = page.getByRole('switch', { name, exact: true });
        await toggle.click();
        await eventually(() => playground.predictions()).not.toEqual(before);
        // What was said of the step without turning it off is what turning it off gives.
        expect(await best(), name).toBe(promised[i]);
        await toggle.click();
        await eventually(() => playground.predictions()).toEqual(before);
      }
    });
  });
});

describe('the stage', () => {
  test('shows every layer with its kind and shape, and hides one half of activated layers on demand', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const shown = async (): Promise<string[]> =>
        (await playground.layers()).map(({ layer, kind, shape }) => `${layer} ${kind} ${shape}`);
      const all = await shown();
      expect(all).toContain('input input 1x28x28');
      expect(all).toContain('conv1 conv2d 8x28x28');
      expect(all).toContain('relu1 relu 8x28x28');
      expect(all.at(-1)).toBe('softmax softmax 10');
      await playground.page.getByRole('radio', { name: 'Feature map' }).click();
      await eventually(shown).not.toContain('relu1 relu 8x28x28');
      expect(await shown()).toContain('conv1 conv2d 8x28x28');
      await playground.page.getByRole('radio', { name: 'Activation map' }).click();
      await eventually(shown).not.toContain('conv1 conv2d 8x28x28');
    });
  });

  test('tells any value exactly, by mouse and by keyboard, while the drawing changes', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const { page } = playground;
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      await stage(playground).focus();
      for (let i = 0; i < 40; i++) await page.keyboard.press('Shift+ArrowRight');
      for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowUp');
      await eventually(() => card(playground)).toMatch(/^softmax softmax\s+0\s/);
      // Classes are walked one by one, and each cell's value is the very probability of its row.
      for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowDown');
      const probability = (await playground.predictions())[7]?.probability ?? Number.NaN;
      await eventually(async () => Math.fround(Number((await card(playground)).split(/\s+/).at(-1)))).toBe(probability);
      await button(playground, 'Clear').click();
      await playground.draw(...three);
      await playground.expectAnswer('3');
      await stage(playground).focus();
      await page.keyboard.press('Escape');
      await page.locator('.pixel-card').waitFor({ state: 'detached' });
      const other = (await playground.predictions())[7]?.probability ?? Number.NaN;
      expect(other).not.toBe(probability);

      await page.locator('[data-layer=conv1]').scrollIntoViewIfNeeded();
      const box = (await page.locator('[data-layer=conv1]').boundingBox()) ?? expect.fail('no conv1');
      await page.mouse.move(box.x + 10, box.y + 75);
      await eventually(() => card(playground)).toMatch(/^conv1 convolution\s+channel 0 · row \d+ · column \d+\s+[−\d]/);
    });
  });

  test('colours share a range as chosen, and the legend tells its numbers', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const { page } = playground;
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      const range = page.getByLabel('Range', { exact: true });
      const legend = page.getByRole('img', { name: /^Colour scale/ });
      const own = await legend.getAttribute('aria-label');
      const drawn = (): Promise<string> =>
        page
          .locator('.stage-canvas canvas')
          .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));
      const before = await drawn();
      await range.selectOption('network');
      await eventually(() => legend.getAttribute('aria-label')).not.toBe(own);
      await eventually(drawn).not.toBe(before);
      await range.selectOption('map');
      await eventually(() => legend.getAttribute('aria-label')).toMatch(/^Colour scale from −[\d.]+ to \+[\d.]+$/);
      await eventually(() => page.locator('.scale-name').innerText()).toBe('conv1 · channel 0');
      await range.selectOption('layer');
      await eventually(drawn).toBe(before);
    });
  });
});

describe('pictures', () => {
  const plain = () => sharp({ create: { width: 300, height: 200, channels: 3, background: '#4a90d0' } });

  async function upload({ page }: Playground, name: string, buffer: Buffer): Promise<void> {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Upload image', exact: true }).click();
    await (await choosing).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  }

  test('a picture is classified, its three planes are shown, and the crop moves', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const { page } = playground;
      await page.getByRole('radio', { name: 'Picture' }).click();
      await eventually(() => page.getByLabel('Model', { exact: true }).inputValue()).toBe('objects');
      expect(await playground.answer()).toBeUndefined();
      const gradient = Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="150" height="200" fill="red"/></svg>',
      );
      await upload(playground, 'half.png', await sharp(gradient).png().toBuffer());
      await eventually(() => playground.answer()).toBeDefined();
      const before = await playground.predictions();
      expect(before).toHaveLength(10);
      expect((await playground.layers())[0]).toEqual({ layer: 'input', kind: 'input', shape: '3x32x32' });
      await page.getByLabel(/^Part of the picture/).focus();
      for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
      await eventually(() => playground.predictions()).not.toEqual(before);
      // What the crop is worth: the answer of the middle, which switching it off gives, and moving it takes back.
      await page.getByText('What each step is worth').click();
      const { best, told } = weighing(page);
      // Both follow the crop, which is still at the last of its moves on a slow machine.
      await eventually(async () => (await told('cropping', 0)) === (await best())).toBe(true);
      const whole = await told('cropping', 1);
      const toggle = page.getByRole('switch', { name: 'Crop and position', exact: true });
      await toggle.click();
      await eventually(() => playground.predictions()).toEqual(before);
      expect(await best()).toBe(whole);
      await page.getByLabel(/^Part of the picture/).press('ArrowRight');
      await eventually(() => toggle.isChecked()).toBe(true);
    });
  });

  test('what cannot be opened is refused with a reason, and the last picture stays', async () => {
    await visit({ gpu: 'absent', params: { model: 'objects' } }, async (playground) => {
      await upload(playground, 'blue.jpg', await plain().jpeg().toBuffer());
      await eventually(() => playground.answer()).toBeDefined();
      const before = await playground.predictions();
      const png = await plain().png().toBuffer();
      const refused: readonly (readonly [string, string, Buffer])[] = [
        ['picture-empty', 'empty.png', Buffer.alloc(0)],
        ['picture-type', 'letter.png', Buffer.from('Dear reader, this is a letter and no picture at all.')],
        ['picture-decode', 'cut.png', png.subarray(0, 60)],
      ];
      for (const [code, name, buffer] of refused) {
        await upload(playground, name, buffer);
        await eventually(async () => (await playground.messages()).map((message) => message.code)).toContain(code);
        const message = async () => (await playground.messages()).find((each) => each.code === code);
        expect((await message())?.level).toBe('error');
        await eventually(async () => (await message())?.text.length).toBeGreaterThan(10);
      }
      expect(await playground.predictions()).toEqual(before);
      await upload(playground, 'again.png', png);
      await eventually(() => playground.messages()).toEqual([]);
    });
  });

  test('a picture dropped anywhere opens, whatever was shown before', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const { page } = playground;
      const bytes = [...(await plain().webp().toBuffer())];
      const transfer = await page.evaluateHandle((data) => {
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(data)], 'dropped.webp', { type: 'image/webp' }));
        return files;
      }, bytes);
      for (const type of ['dragenter', 'dragover', 'drop']) {
        await page.locator('.legend').dispatchEvent(type, { dataTransfer: transfer });
      }
      await page.getByRole('img', { name: 'dropped.webp, 300 × 200 pixels' }).waitFor();
      await eventually(async () => (await playground.predictions()).map(({ label }) => label)).toContain('airplane');
    });
  });
});

describe('the address', () => {
  test('holds model, language, theme and backend, and leads back to them', async () => {
    await visit({ gpu: 'absent' }, async ({ page }) => {
      await page.getByRole('button', { name: '한국어' }).click();
      await page.getByRole('button', { name: '어두운 테마로 바꾸기' }).click();
      await page.getByLabel('계산 백엔드').selectOption('reference');
      await page.getByLabel('모델', { exact: true }).selectOption('objects');
      await eventually(() => said(page)).toEqual({
        lang: 'ko',
        theme: 'dark',
        backend: 'reference',
        model: 'objects',
        // The pad is still there, which is not what this model is for.
        input: 'draw',
      });
      await page.reload();
      await page.getByRole('button', { name: 'English' }).waitFor();
      const { lang, dataset } = await page.evaluate(() => {
        const { documentElement: root } = document;
        return { lang: root.lang, dataset: { ...root.dataset } };
      });
      expect([lang, dataset.theme]).toEqual(['ko', 'dark']);
    });
  });

  test('holds the drawing, its switches and how the stage is seen, to the pixel', async () => {
    await visit({ gpu: 'absent' }, async (playground) => {
      const { page } = playground;
      await playground.draw(...three);
      await playground.expectAnswer('3');
      await page.getByRole('switch', { name: 'Normalise', exact: true }).click();
      await page.getByRole('radio', { name: 'Activation map' }).click();
      await button(playground, 'Larger maps').click();
      await page.getByRole('button', { name: 'relu1', exact: true }).click();
      await button(playground, 'Arrange').click();
      await page.getByLabel('Show', { exact: true }).selectOption('8');
      await page.getByLabel('Order', { exact: true }).selectOption('max');
      await page.keyboard.press('Escape');
      const { draw, zoom, ...rest } = await said(page, 'order');
      expect(rest).toEqual({ maps: 'activation', fold: 'relu1', order: 'max.8', off: 'normalising' });
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
      await eventually(() => page.getByTestId('layer').nth(3).innerText()).toContain('8/');
      const before = await seen();
      await page.reload();
      await playground.ready();
      await eventually(seen).toEqual(before);
      // Going back a level takes back no stroke, and says what is there.
      await button(playground, 'Clear').click();
      await eventually(async () => 'draw' in (await said(page))).toBe(false);
    });
  });

  test('leads to a photograph of the gallery and its crop', async () => {
    const params = { model: 'objects', picture: 'cat', crop: '0.4 0.5 2', off: 'averaging' };
    await visit({ gpu: 'absent', params }, async (playground) => {
      const { page } = playground;
      await page.getByRole('img', { name: /^Cat, \d+ × \d+ pixels$/ }).waitFor();
      await eventually(() => playground.answer()).toBeDefined();
      expect(await page.getByLabel('Zoom', { exact: true }).inputValue()).toBe('2');
      expect(await page.getByRole('switch', { name: 'Average when shrinking' }).isChecked()).toBe(false);
      await eventually(() => said(page)).toEqual(params);
      await page.getByLabel(/^Part of the picture/).press('ArrowRight');
      await eventually(async () => (await said(page)).crop).toBe('0.42 0.5 2');
    });
  });

  test('nonsense in it is ignored', async () => {
    const params = { model: 'cats', backend: 'abacus', lang: 'xx', theme: 'plaid', page: '../etc' };
    await visit({ gpu: 'absent', params }, async (playground) => {
      expect(await playground.backend()).toBe('wasm');
      await playground.draw(...seven);
      await playground.expectAnswer('7');
    });
  });
});

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

  test('on a phone the pad and the answer are seen together, and touch has room', async () => {
    const context = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };
    await visit({ gpu: 'absent', context }, async (playground) => {
      await playground.drawWithFinger(seven[0] ?? expect.fail('no stroke'));
      await playground.expectAnswer('7');
      for (const part of [
        playground.pad,
        playground.page.locator('.answer-class'),
        playground.page.getByTestId('prediction').last(),
      ]) {
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
