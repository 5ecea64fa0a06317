/** What the network sees of a picture, on both backends: planes and their numbers, the crop, the gallery, resolutions. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeModel } from '../../src/formats/model';
import { checkPreprocessing } from '../../src/vision/preprocessing';
import { findings } from './support/axe';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import type { Playground } from './support/playground';
import { openSees } from './support/stage';
import { expectSwitches, weighing } from './support/weighing';

const shared = (path: string): Buffer => readFileSync(new URL(`../../public/${path}`, import.meta.url));

/** Left half red, right half blue: 224 of 255 each. */
const halves = (): Promise<Buffer> => {
  const half = (background: string) => ({ create: { width: 30, height: 40, channels: 3, background } }) as const;
  const paper = { create: { width: 60, height: 40, channels: 3, background: '#e00000' } } as const;
  return sharp(paper)
    .composite([{ input: half('#0000e0'), left: 30, top: 0 }])
    .png()
    .toBuffer();
};

/** For each plane that is shown its name, and its colour near the left and the right edge. */
const planes = ({ page }: Playground): Promise<string[]> =>
  page.locator('.sees .plane').evaluateAll((figures) =>
    figures.map((figure) => {
      const canvas = figure.querySelector('canvas');
      const context = canvas?.getContext('2d');
      const colour = (x: number): string =>
        [...(context?.getImageData(x, (canvas?.height ?? 0) / 2, 1, 1).data ?? [])].slice(0, 3).join(' ');
      return `${figure.textContent}: ${colour(1)}, ${colour((canvas?.width ?? 0) - 2)}`;
    }),
  );

/** Keeps the texts of the last drawing of the pixels' window: what is written in them is written on a canvas. */
const keepWriting = ({ page }: Playground): Promise<unknown> =>
  page.addInitScript(`
    window.written = [];
    const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
    const isPixels = ({ canvas }) => canvas.className === 'pixels-canvas';
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      if (isPixels(this)) written = [];
      return clearRect.apply(this, box);
    };
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
      if (isPixels(this)) written.push(text);
      return fillText.call(this, text, ...place);
    };
  `);

/** Each number that stands in the pixels, once. */
const written = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const texts: string[] = Reflect.get(globalThis, 'written');
    return [...new Set(texts.map((text) => Number(text.replace('−', '-'))))].sort((a, b) => a - b);
  });

/** The window of pixels: no numbers while they would be too small, then those of each plane, in each scale. */
async function expectNumbers(playground: Playground): Promise<void> {
  const { page } = playground;
  await page.getByRole('button', { name: 'red: see the numbers in the pixels' }).click();
  const readout = page.getByTestId('pixel-readout');
  const window = page.getByLabel(/^Pixels of the plane/);
  await readout.getByText('Zoom in to see the numbers').waitFor();
  expect(await written(page)).toEqual([]);
  await eventually(async () => {
    await window.press('+');
    return written(page);
  }).toEqual([0, 224]);
  await page.getByRole('radio', { name: 'green', exact: true }).click();
  await eventually(() => written(page)).toEqual([0]);
  await page.getByRole('radio', { name: 'blue', exact: true }).click();
  await eventually(() => written(page)).toEqual([0, 224]);
  // As the network reads it: less the mean of its training data, in their standard deviations.
  await page.getByRole('radio', { name: 'red', exact: true }).click();
  const { mean, deviation } = checkPreprocessing(decodeModel(shared('models/objects.safetensors')).spec.preprocessing);
  const fed = [0, 224 / 255].map((value) => (value - (mean[0] ?? 0)) / (deviation[0] ?? 0));
  await page.getByLabel('Numbers', { exact: true }).selectOption({ label: 'as the network reads' });
  await eventually(async () => {
    await window.press('+');
    return (await written(page)).map((number, i) => Math.abs(number - (fed[i] ?? Number.NaN)) < 0.06);
  }).toEqual([true, true]);

  // One pixel exactly.
  await window.press('0');
  await window.press('ArrowRight');
  await window.press('ArrowDown');
  await eventually(() => readout.innerText()).toMatch(
    /^Row 1, column 0 0\.87843\d+ \(0 – 1\) · 224\.0 \(0 – 255\) · the network reads /,
  );
  expect(await findings(page, 'dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await readout.waitFor({ state: 'detached' });
}

const boxOf = async ({ page }: Playground) => (await page.locator('.crop').boundingBox()) ?? expect.fail('no crop');
type Box = Awaited<ReturnType<typeof boxOf>>;
const middleOf = ({ x, y, width, height }: Box) => [x + width / 2, y + height / 2] as const;

/** Pinches the crop with two fingers: it becomes half as wide around the point between them. */
async function expectPinched(playground: Playground): Promise<void> {
  const start = await boxOf(playground);
  const [x, y] = middleOf(start);
  const reach = 0.4 * start.width;
  const session = await playground.page.context().newCDPSession(playground.page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: readonly (readonly [number, number])[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([px, py], id) => ({ x: px, y: py, id })) });
  await touch('touchStart', [x - reach, y]);
  await touch('touchStart', [x - reach, y], [x + reach, y]);
  for (const share of [0.9, 0.8, 0.7, 0.6, 0.5]) {
    await touch('touchMove', [x - share * reach, y], [x + share * reach, y]);
  }
  await eventually(async () => (await boxOf(playground)).width / start.width).toBeCloseTo(0.5, 1);
  const pinched = await boxOf(playground);
  expect(middleOf(pinched)[0]).toBeCloseTo(x, 0);
  expect(middleOf(pinched)[1]).toBeCloseTo(y, 0);
  await touch('touchEnd');
  await session.detach();
}

/** Drags the crop by so many CSS pixels. */
async function drag(playground: Playground, by: number): Promise<void> {
  const { mouse } = playground.page;
  const [x, y] = middleOf(await boxOf(playground));
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + by / 2, y);
  await mouse.move(x + by, y);
  await mouse.up();
}

describe.each(backends)('on $backend', (computing) => {
  test('a file is shown as its planes and their numbers, and the crop goes where it is dragged', async () => {
    const body = async (playground: Playground): Promise<void> => {
      const { page } = playground;
      await page.getByRole('radio', { name: 'Picture' }).click();
      await eventually(() => page.getByLabel('Model', { exact: true }).inputValue()).toBe('objects');
      expect(await playground.answer()).toBeUndefined();
      await playground.upload('halves.png', await halves());
      await eventually(() => playground.answer()).toBeDefined();
      expect(await playground.predictions()).toHaveLength(10);
      expect((await playground.layers())[0]).toEqual({ layer: 'input', kind: 'input', shape: '3x32x32' });
      const coloured = [
        'input: 224 0 0, 0 0 224',
        'red: 224 0 0, 0 0 0',
        'green: 0 0 0, 0 0 0',
        'blue: 0 0 0, 0 0 224',
      ];
      await openSees(playground);
      await eventually(() => planes(playground)).toEqual(coloured);
      await expectNumbers(playground);

      // What the crop is worth: the answer of the middle, which switching it off gives, and moving it takes back.
      const before = await playground.settled();
      const part = page.getByLabel(/^Part of the picture/);
      await part.focus();
      for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
      await eventually(() => playground.predictions()).not.toEqual(before);
      await page.getByText('What each step is worth').click();
      const { best, told } = weighing(page);
      // Both follow the crop, which is still at the last of its moves on a slow machine.
      await eventually(async () => (await told('cropping', 0)) === (await best())).toBe(true);
      const whole = await told('cropping', 1);
      const toggle = page.getByRole('switch', { name: 'Crop and position', exact: true });
      await toggle.click();
      await eventually(() => playground.predictions()).toEqual(before);
      expect(await best()).toBe(whole);
      await part.press('ArrowRight');
      await eventually(() => toggle.isChecked()).toBe(true);

      // The wheel zooms where the pointer is; a drag carries the crop, and what it carries it to is seen.
      const start = await boxOf(playground);
      await page.mouse.move(...middleOf(start));
      await page.mouse.wheel(0, -300);
      await eventually(async () => (await boxOf(playground)).width).toBeLessThan(start.width / 1.5);
      await drag(playground, -15);
      await drag(playground, 400);
      await eventually(async () => (await planes(playground))[0]).toBe('input: 0 0 224, 0 0 224');
      await drag(playground, -400);
      await eventually(async () => (await planes(playground))[0]).toBe('input: 224 0 0, 224 0 0');
      const { x } = await boxOf(playground);
      await drag(playground, 15);
      await eventually(async () => (await boxOf(playground)).x - x).toBeCloseTo(15, 0);

      // Two fingers that close on a point between them make the crop smaller around it.
      await page.mouse.wheel(0, 600);
      await expectPinched(playground);
    };
    await visitOn(computing, {}, body, keepWriting);
  });

  test('the gallery tells its sources; its pictures are seen step by step, and at larger resolutions', async () => {
    await visitOn(computing, { params: { model: 'objects' } }, async (playground) => {
      const { page } = playground;
      await page.getByRole('button', { name: 'Free photographs', exact: true }).click();
      await page.locator('.gallery button').first().waitFor();
      const shown = await page
        .locator('.gallery button')
        .evaluateAll((all) => all.map((each) => [each.querySelector('img')?.getAttribute('src'), each.ariaLabel]));
      // The list of where the files come from, which lies beside them.
      const rows = [
        ...shared('pictures/README.md')
          .toString()
          .matchAll(/^\| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \|/gm),
      ];
      expect(rows.length).toBeGreaterThan(4);
      expect(shown).toHaveLength(rows.length);
      for (const [, name = '', title = '', author = '', licence = ''] of rows) {
        const [, label] = shown.find(([address]) => address?.endsWith(`/${name}`)) ?? [];
        expect(label, name).toContain(`“${title.split(',')[0]}`);
        expect(label, name).toContain(`” by ${author}, ${licence.replace(' 1.0', '')}, from `);
      }
      const boats = page.getByRole('button', { name: /^Boats\. “Boats in river/ });
      await boats.click();
      await page.getByRole('img', { name: /^Boats, \d+ × \d+ pixels$/ }).waitFor();
      await playground.expectAnswer('ship');
      expect(await boats.getAttribute('aria-pressed')).toBe('true');
      await page.locator('.gallery-sheet').getByRole('button', { name: 'Close', exact: true }).click();
      await eventually(() => page.locator('.credit').innerText()).toBe(
        'Boats “Boats in river, Nagasaki” by Felice Beato, CC0, from Getty Open Content',
      );

      const before = await playground.settled();
      await openSees(playground);
      await expectSwitches(playground, {
        cropping: 'Crop and position',
        averaging: 'Average when shrinking',
        normalising: 'Normalise',
      });

      // The same weights at larger working resolutions, and a link to each.
      for (const side of ['64', '128', '256']) {
        await page.getByRole('radio', { name: side, exact: true }).click();
        await eventually(async () => (await playground.layers())[0]?.shape).toBe(`3x${side}x${side}`);
        await eventually(() => playground.answer()).toBeDefined();
        expect(await playground.predictions()).not.toEqual(before);
        await eventually(() => new URL(page.url()).searchParams.get('size')).toBe(side);
        await page.getByText(`The same weights at ${side} × ${side}`).waitFor();
        expect(await playground.backend()).toBe(computing.backend);
      }
      await page.getByRole('radio', { name: '32', exact: true }).click();
      await eventually(() => playground.predictions()).toEqual(before);
    });
  });
});
