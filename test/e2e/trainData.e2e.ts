/** The chapter "Data" of the page "Train": own classes are drawn, learned, kept, saved and opened again. */
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { encodePng } from '../../src/workspace/training/files/png';
import { findings } from './support/axe';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

type Line = readonly (readonly [x: number, y: number])[];

/** Three drawings that differ, each a little elsewhere every time. */
const kinds: readonly ((shift: number) => Line)[] = [
  (s) => [
    [0.2 + s, 0.5],
    [0.8 + s, 0.5 + s],
  ],
  (s) => [
    [0.5 + s, 0.15],
    [0.5, 0.85 + s],
  ],
  (s) =>
    Array.from({ length: 25 }, (_, k) => [0.5 + s + 0.3 * Math.cos(k / 3.8), 0.5 + 0.3 * Math.sin(k / 3.8)] as const),
];
const shift = (i: number): number => 0.02 * ((i * 3) % 7) - 0.06;

const counts = ({ page }: Playground): Promise<number[]> =>
  page
    .getByTestId('class')
    .evaluateAll((all) => all.map((each) => Number(each instanceof HTMLElement ? each.dataset.count : 0)));

const chapter = ({ page }: Playground, name: string) =>
  page.getByRole('radiogroup', { name: 'Chapter' }).getByRole('radio', { name }).check();

test('three classes drawn by pointer and keys are told apart in seconds, kept, saved and opened again', async () => {
  await visit({ gpu: 'absent', params: { page: 'train', net: 'small' }, context: {} }, async (playground) => {
    const { page } = playground;
    await chapter(playground, 'Data');
    await page.getByRole('button', { name: 'New drawings' }).click();
    await page.getByRole('button', { name: 'Add a class' }).click();
    await eventually(() => counts(playground)).toEqual([0, 0, 0]);
    for (const [i, name] of ['dash', 'pole', 'ring'].entries()) {
      const field = page.getByRole('textbox', { name: `Name of class ${i + 1}` });
      await field.fill(name);
      await field.press('Enter');
    }
    // The class whose name was given last is the chosen one.
    const hint = page.locator('.pad-hint');
    expect(await hint.innerText()).toBe('Draw “ring”');
    for (const [label, line] of kinds.entries()) {
      for (let i = 0; i < 6; i++) {
        await playground.draw(line(shift(i)));
        // The pad has the focus: a number chooses the class, Enter adds and clears.
        await page.keyboard.press(String(label + 1));
        await page.keyboard.press('Enter');
        await eventually(async () => (await counts(playground))[label]).toBe(i + 1);
      }
    }
    expect(await page.locator('.train-examples [data-held]').count()).toBe(3);
    expect(await findings(page)).toEqual([]);

    // Deleted and brought back.
    await page.getByRole('button', { name: 'Delete the class “ring”' }).click();
    await eventually(() => counts(playground)).toEqual([6, 6]);
    await page.locator('.train-own-head').getByRole('button', { name: 'Undo' }).click();
    await eventually(() => counts(playground)).toEqual([6, 6, 6]);

    const status = page.getByTestId('timeline');
    await eventually(async () => Number(await status.getAttribute('data-snapshots'))).toBe(1);
    await page.getByRole('radio', { name: 'Full speed' }).check();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await chapter(playground, 'Watch');
    await eventually(() => page.getByTestId('train-status').getAttribute('data-state')).toBe('paused');
    expect(await hint.innerText()).toBe('Draw one of your classes: dash, pole, ring');
    expect(await page.getByTestId('verdict').innerText()).toBe('Draw one of your classes: dash, pole, ring');
    for (const [label, line] of kinds.entries()) {
      // Adding has cleared the pad for the first.
      if (label > 0) await page.getByRole('button', { name: 'Clear', exact: true }).click();
      await playground.draw(line(0.01));
      await eventually(() => playground.answer()).toBe(['dash', 'pole', 'ring'][label]);
    }

    // Saved as a zip, there again after a reload, and opened as a set of its own.
    await chapter(playground, 'Data');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as zip' }).click();
    const path = (await (await saving).path()) ?? expect.fail('no file');
    await page.reload();
    await playground.ready();
    await chapter(playground, 'Data');
    await eventually(() => counts(playground)).toEqual([6, 6, 6]);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open files' }).click();
    await (await choosing).setFiles(path);
    await eventually(() => page.getByTestId('files-told').innerText()).toMatch(/18 pictures of 3 classes/);
    await eventually(() => counts(playground)).toEqual([6, 6, 6]);
    await eventually(() =>
      page.getByRole('radiogroup', { name: 'What it learns from' }).getByRole('radio').count(),
    ).toBe(8);
  });
});

test('a zip with odd files says what it left out, on a phone, in Korean', async () => {
  const params = { page: 'train', data: 'bars', lang: 'ko' };
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true };
  await visit({ gpu: 'absent', params, context }, async (playground) => {
    const { page } = playground;
    await page.getByRole('radiogroup', { name: '보기' }).getByRole('radio', { name: '데이터' }).check();
    await eventually(() => counts(playground)).toEqual([2500, 2500, 2500, 2500]);
    const red = encodePng(new Uint8Array(3072).fill(200, 0, 1024), [3, 32, 32]);
    const buffer = Buffer.from(
      zipSync({ 'a/1.png': red, 'b/1.png': red, 'b/2.png': red.slice(0, 50), 'b/notes.txt': strToU8('hello') }),
    );
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '파일 열기' }).click();
    await (await choosing).setFiles({ name: 'odd.zip', mimeType: 'application/zip', buffer });
    const told = page.getByTestId('files-told');
    await eventually(() => told.innerText()).toMatch(
      /그림 2장을 열었습니다[\s\S]*1개\(b\/notes\.txt\)[\s\S]*1개\(b\/2\.png\)/,
    );
    await eventually(() => counts(playground)).toEqual([1, 1]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test.each([
  { lang: 'en', invites: 'Draw a bar', says: /level bar/ },
  { lang: 'ko', invites: '막대를 그려 보세요', says: /가로 막대/ },
])('bars are asked for, and said, in words: $lang', async ({ lang, invites, says }) => {
  await visit({ gpu: 'absent', params: { page: 'train', data: 'bars', epochs: '1', lang } }, async (playground) => {
    const { page } = playground;
    expect(await page.locator('.pad-hint').innerText()).toBe(invites);
    await eventually(() => page.getByTestId('verdict').innerText()).toBe(invites);
    const pad = (await page.locator('.pad').boundingBox()) ?? expect.fail('no pad');
    await page.mouse.move(pad.x + 0.2 * pad.width, pad.y + 0.5 * pad.height);
    await page.mouse.down();
    await page.mouse.move(pad.x + 0.8 * pad.width, pad.y + 0.5 * pad.height, { steps: 5 });
    await page.mouse.up();
    const timeline = page.getByTestId('timeline');
    await eventually(async () => Number(await timeline.getAttribute('data-snapshots'))).toBe(1);
    await page.getByRole('radiogroup').getByRole('radio').last().check();
    await page.locator('.train-play').click();
    await eventually(() => page.getByTestId('train-status').getAttribute('data-state')).toBe('paused');
    await eventually(() => page.getByTestId('verdict').innerText()).toMatch(says);
  });
});

test('coloured shapes: kernels in colour, and the switches of what is varied', async () => {
  await visit({ gpu: 'absent', params: { page: 'train', data: 'colours' } }, async (playground) => {
    const { page } = playground;
    await eventually(() => playground.answer()).toMatch(/disc|square/);
    const pixels = await page
      .getByTestId('train-kernel')
      .first()
      .evaluate((canvas) =>
        canvas instanceof HTMLCanvasElement
          ? [...(canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [])]
          : [],
      );
    expect(pixels).toHaveLength(4 * 25);
    expect(pixels.some((value, i) => i % 4 === 0 && value !== pixels[i + 1])).toBe(true);
    await chapter(playground, 'Data');
    await eventually(() => page.getByTestId('variants').locator('canvas').count()).toBe(20);
    await page.getByRole('switch', { name: 'Mirror' }).check();
    await eventually(() => page.url()).toMatch(/varied=flip\.brightness\.contrast/);
  });
});
