/** Shortcuts under a Russian and a Korean keyboard layout, pressed as those keyboards press them. */
import { expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { eventually } from './support/eventually';
import { kernelLab } from './support/kernelLab';
import { type Playground, visit } from './support/playground';

const CTRL = 2;
const SHIFT = 8;

/** Presses keys by the character that the layout gives and the place of the key. */
async function typist({ page }: Playground) {
  const session = await page.context().newCDPSession(page);
  return async (key: string, code: string, modifiers = 0): Promise<void> => {
    for (const type of ['rawKeyDown', 'keyUp'] as const) {
      await session.send('Input.dispatchKeyEvent', { type, key, code, modifiers });
    }
  };
}

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

test('undo and redo on the pad', async () => {
  await visit({ params: { backend: 'wasm' } }, async (playground) => {
    const press = await typist(playground);
    await playground.draw(...seven);
    await playground.expectAnswer('7');
    for (const _ of seven) await press('я', 'KeyZ', CTRL);
    await eventually(() => playground.answer()).toBeUndefined();
    for (const _ of seven) await press('Я', 'KeyZ', CTRL + SHIFT);
    await playground.expectAnswer('7');
    for (const _ of seven) await press('ㅋ', 'KeyZ', CTRL);
    await eventually(() => playground.answer()).toBeUndefined();
    for (const _ of seven) await press('ㅛ', 'KeyY', CTRL);
    await playground.expectAnswer('7');
  });
});

test('undo and redo of a kernel', async () => {
  await visit({ params: { page: 'kernels', backend: 'wasm' } }, async (playground) => {
    const press = await typist(playground);
    const { page } = playground;
    const { cell, take } = kernelLab(playground);
    await take();
    const value = () => cell(0).getAttribute('data-value');
    const before = await value();
    await cell(0).focus();
    await page.keyboard.press('PageUp');
    await eventually(value).not.toBe(before);
    const after = await value();
    await press('я', 'KeyZ', CTRL);
    await eventually(value).toBe(before);
    await press('н', 'KeyY', CTRL);
    await eventually(value).toBe(after);
  });
});

test('printing prepares the handout', async () => {
  await visit(
    { params: { backend: 'wasm' } },
    async (playground) => {
      const press = await typist(playground);
      await playground.page.getByTestId('handout').waitFor({ state: 'attached' });
      await press('з', 'KeyP', CTRL);
      await eventually(() => playground.page.evaluate(() => Reflect.get(window, 'printed'))).toBe(1);
    },
    ({ page }) =>
      page.addInitScript(() => {
        Object.assign(window, { printed: 0 });
        window.print = () => Object.assign(window, { printed: Reflect.get(window, 'printed') + 1 });
      }),
  );
});
