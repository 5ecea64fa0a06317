/** Own sets of the page "Train": from files and folders, from the camera, in two tabs, and named by a link. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { encodePng } from '../../src/workspace/training/files/png';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';
import { hand } from './support/train';

type Page = Playground['page'];

const own = { page: 'train', data: 'bars' } as const;

const counts = (page: Page): Promise<number[]> =>
  page
    .getByTestId('class')
    .evaluateAll((all) => all.map((each) => Number(each instanceof HTMLElement ? each.dataset.count : 0)));

const openData = (page: Page) =>
  page.getByRole('radiogroup', { name: 'Chapter' }).getByRole('radio', { name: 'Data' }).check();

/** A picture of one colour. */
const tone = (red: number): Buffer => Buffer.from(encodePng(new Uint8Array(3072).fill(red, 0, 1024), [3, 32, 32]));

/** A folder with a folder a class, and something that is no picture; removed afterwards. */
async function withFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const parent = await mkdtemp(path.join(tmpdir(), 'classes-'));
  const folder = path.join(parent, 'fruit');
  try {
    for (const [name, count] of Object.entries({ apple: 3, pear: 2 })) {
      await mkdir(path.join(folder, name), { recursive: true });
      for (let i = 0; i < count; i++) await writeFile(path.join(folder, name, `${i}.png`), tone(60 * i));
    }
    await writeFile(path.join(folder, 'pear', 'notes.txt'), 'sweet');
    await act(folder);
  } finally {
    await rm(parent, { recursive: true });
  }
}

test('of the files chosen for a class, those that are no pictures are named, and the others kept', async () => {
  await visit({ gpu: 'absent', params: own, context: {} }, async ({ page }) => {
    await openData(page);
    await page.getByRole('button', { name: 'New photos' }).click();
    await eventually(() => counts(page)).toEqual([0, 0]);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Pictures from files for “Class 2”' }).click();
    await (await choosing).setFiles([
      { name: 'one.png', mimeType: 'image/png', buffer: tone(90) },
      { name: 'poem.txt', mimeType: 'text/plain', buffer: Buffer.from('Whose woods these are') },
      { name: 'torn.png', mimeType: 'image/png', buffer: tone(90).subarray(0, 60) },
      { name: 'two.png', mimeType: 'image/png', buffer: tone(200) },
    ]);
    const told = page.getByTestId('upload-told');
    await eventually(() => told.innerText()).toMatch(
      /Added to “Class 2”: 2\s+Left out, no picture: 1 \(poem\.txt\)\s+Left out, damaged: 1 \(torn\.png\)/,
    );
    expect(await counts(page)).toEqual([0, 2]);
    await told.getByRole('button', { name: 'Close' }).click();
    expect(await told.innerText()).toBe('');
  });
});

test('a folder of classes becomes a set, chosen as well as dropped', async () => {
  await withFolder(async (folder) => {
    await visit({ gpu: 'absent', params: own, context: {} }, async ({ page }) => {
      await openData(page);
      const told = page.getByTestId('files-told');
      const opened = async (name: string): Promise<void> => {
        await eventually(() => told.innerText()).toMatch(
          /Opened “[^”]*”: 5 pictures of 2 classes\.\s+Left out, no picture: 1 \([^)]*pear\/notes\.txt\)/,
        );
        await eventually(() => page.getByRole('textbox', { name: 'Name of the set' }).inputValue()).toBe(name);
        expect((await counts(page)).sort()).toEqual([2, 3]);
        await told.getByRole('button', { name: 'Close' }).click();
      };
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open a folder' }).click();
      await (await choosing).setFiles(folder);
      await opened('fruit');
      // As the system hands it over: the folder itself, which the page walks through.
      const session = await page.context().newCDPSession(page);
      const box = (await page.locator('.train-data').boundingBox()) ?? expect.fail('no chapter');
      const data = { items: [], files: [folder], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x: box.x + 40, y: box.y + 40, data });
      }
      await opened('fruit 2');
    });
  });
});

test('holding the button takes pictures with the camera until it is let go, undone in one step', async () => {
  await visit({ gpu: 'absent', params: own, context: { permissions: ['camera'] } }, async ({ page }) => {
    await openData(page);
    await page.getByRole('button', { name: 'New photos' }).click();
    await page.getByRole('button', { name: 'Photograph for “Class 2”' }).click();
    await page.locator('.camera[data-phase=live]').waitFor();
    const add = page.getByRole('button', { name: 'Add to “Class 2”' });
    await page.getByText('Hold the button').waitFor();
    // One frame at least has come.
    await eventually(async () => {
      await add.click();
      return (await counts(page))[1];
    }).toBeGreaterThan(0);
    const before = (await counts(page))[1] ?? 0;
    await add.hover();
    await page.mouse.down();
    await eventually(async () => (await counts(page))[1]).toBeGreaterThan(before + 3);
    await page.mouse.up();
    const taken = await counts(page);
    // What is filmed moves: the pictures differ.
    const pictures = await page
      .getByTestId('class')
      .nth(1)
      .locator('.train-examples canvas')
      .evaluateAll((all) => all.map((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : '')));
    expect(new Set(pictures).size).toBeGreaterThan(2);
    await page.locator('.train-own-head').getByRole('button', { name: 'Undo' }).click();
    await eventually(() => counts(page)).toEqual([0, before]);
    await page.locator('.train-own-head').getByRole('button', { name: 'Redo' }).click();
    // No picture was taken after the button was let go.
    await eventually(() => counts(page)).toEqual(taken);
  });
});

test('two tabs change one set: both changes are in both, and either tab says so', async () => {
  await visit({ gpu: 'absent', params: own, context: {} }, async (playground) => {
    const { page } = playground;
    await openData(page);
    await page.getByRole('button', { name: 'New drawings' }).click();
    await eventually(() => page.url()).toMatch(/data=own/);
    const draw = async (tab: Page, y: number): Promise<void> => {
      const pad = (await tab.locator('.pad').boundingBox()) ?? expect.fail('no pad');
      await tab.mouse.move(pad.x + 0.2 * pad.width, pad.y + y * pad.height);
      await tab.mouse.down();
      await tab.mouse.move(pad.x + 0.8 * pad.width, pad.y + 0.5 * pad.height, { steps: 5 });
      await tab.mouse.up();
      await tab.keyboard.press('Enter');
    };
    await draw(page, 0.2);
    await eventually(() => counts(page)).toEqual([1, 0]);
    const second = await page.context().newPage();
    await second.goto(page.url());
    await openData(second);
    await eventually(() => counts(second)).toEqual([1, 0]);
    await draw(page, 0.4);
    await second.getByRole('button', { name: 'Add a class' }).click();
    await eventually(() => counts(second)).toEqual([2, 0, 0]);
    await eventually(() => counts(page)).toEqual([2, 0, 0]);
    await eventually(() => second.getByTestId('elsewhere').innerText()).toMatch(/changed in another tab/);
    await draw(second, 0.6);
    await eventually(() => counts(page)).toEqual([3, 0, 0]);
    await second.close();
    await page.reload();
    await openData(page);
    await eventually(() => counts(page)).toEqual([3, 0, 0]);
    await page.getByRole('button', { name: 'Delete this set' }).click();
    await eventually(() => page.url()).not.toMatch(/data=own/);
  });
});

test('a link to an own set that this device does not have says so, and leads to digits that learn', async () => {
  await visit({ gpu: 'absent', params: { ...own, data: 'own:nowhere1' }, context: {} }, async (playground) => {
    const train = hand(playground);
    await train.ready();
    expect((await playground.messages()).map(({ code }) => code)).toEqual(['link-set']);
    expect(await playground.page.getByTestId('message').innerText()).toMatch(/made on another device/);
    await eventually(() => playground.page.url()).not.toMatch(/own/);
    await train.press('Step');
    await eventually(train.step).toBe(1);
  });
});
