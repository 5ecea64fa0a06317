/** Choosing a model opens the input that it is for, and its stage from its beginning; samples need no drawing. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { inked } from './support/ink';
import { type Playground, visit } from './support/playground';

const isChosen = ({ page }: Playground, kind: string) =>
  page.getByRole('radio', { name: kind, exact: true }).isChecked();

test('a model opens the input that it is for, but takes away no picture', async () => {
  await visit({ gpu: 'absent' }, async (playground) => {
    const { page } = playground;
    const model = page.getByLabel('Model', { exact: true });
    await model.selectOption('objects');
    await eventually(() => isChosen(playground, 'Picture')).toBe(true);
    await eventually(async () => (await playground.layers())[0]?.shape).toBe('3x32x32');
    await model.selectOption('digits');
    await eventually(() => isChosen(playground, 'Draw')).toBe(true);
    await eventually(async () => (await playground.layers())[0]?.shape).toBe('1x28x28');

    await page.getByRole('radio', { name: 'Picture' }).click();
    await eventually(() => model.inputValue()).toBe('objects');
    await page.getByRole('button', { name: 'Free photographs', exact: true }).click();
    await page.getByRole('button', { name: /^Cat\./ }).click();
    await eventually(() => playground.answer()).toBe('cat');
    await model.selectOption('digits');
    await eventually(async () => (await playground.layers())[0]?.shape).toBe('1x28x28');
    expect(await isChosen(playground, 'Picture')).toBe(true);
    await model.selectOption('objects');
    await eventually(() => playground.answer()).toBe('cat');
  });
});

test('the stage of another model begins at its beginning', async () => {
  await visit({ gpu: 'absent' }, async (playground) => {
    const { page } = playground;
    const stage = page.locator('.stage-scroller');
    const scrolled = () => stage.evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]);
    await page.getByLabel('Maps of every layer', { exact: true }).focus();
    await eventually(async () => {
      await page.keyboard.press('+');
      return stage.evaluate((element) => {
        element.scrollTo(200, 150);
        return [element.scrollLeft, element.scrollTop];
      });
    }).toEqual([200, 150]);
    await page.getByLabel('Model', { exact: true }).selectOption('objects');
    await eventually(async () => (await playground.layers())[0]?.shape).toBe('3x32x32');
    await eventually(scrolled).toEqual([0, 0]);
  });
});

test('sample digits are drawn as strokes, which can be undone and drawn on', async () => {
  await visit({ gpu: 'absent' }, async (playground) => {
    const { page } = playground;
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    for (const digit of ['7', '0']) {
      await page.getByRole('button', { name: `Sample: ${digit}` }).click();
      await playground.expectAnswer(digit);
    }
    expect(await inked(playground, [[0.5, 0.5]])).toEqual([false]);
    await playground.draw([
      [0.35, 0.5],
      [0.65, 0.5],
    ]);
    expect(await inked(playground, [[0.5, 0.5]])).toEqual([true]);
    await undo.click();
    await playground.expectAnswer('0');
    await undo.click();
    await playground.expectAnswer('7');
    await undo.click();
    await eventually(() => playground.answer()).toBeUndefined();
  });
});
