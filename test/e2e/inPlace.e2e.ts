/** A filter's numbers are changed where they stand, by pointer, finger and key; its sum and the answer follow at once. */
import { expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { eventually } from './support/eventually';
import { paramsOf } from './support/labs';
import { expectRows, goTo, laptop, texts, values } from './support/opened';
import { type Playground, visit } from './support/playground';

const four = place(digitPaths.find(({ digit }) => digit === 4) ?? expect.fail('no digit 4'));
const visited = { gpu: 'absent', params: { lang: 'en' }, context: laptop } as const;

/** The chosen kernel's weights in numbers, row by row. */
const weights = (playground: Playground) => values(playground, 'kernel-value');
const total = async (playground: Playground): Promise<number> =>
  (await values(playground, 'row-total'))[0] ?? Number.NaN;
const bias = async (playground: Playground): Promise<number> => (await values(playground, 'row-bias'))[0] ?? Number.NaN;
const edited = ({ page }: Playground): string | undefined => paramsOf(page.url()).edit;

/** Drags from the middle of a box, or from a share of it, step by step. */
async function drag(
  { page }: Playground,
  box: { x: number; y: number; width: number; height: number } | null,
  [across, down]: readonly [number, number],
  [right, up]: readonly [number, number],
): Promise<void> {
  const { x, y, width, height } = box ?? expect.fail('nothing to drag');
  const [fromX, fromY] = [x + across * width, y + down * height];
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move(fromX + right, fromY - up, { steps: 6 });
  await page.mouse.up();
}

async function opened(playground: Playground, map: string): Promise<void> {
  await playground.draw(...four);
  await playground.expectAnswer('4');
  await goTo(playground, map, {}, 'window');
  await playground.page.getByTestId('row-total').waitFor();
}

test('a kernel is dragged in its row, then typed into and stepped by key; the whole is one history', async () => {
  await visit(visited, async (playground) => {
    const { page } = playground;
    await opened(playground, 'conv2.3');
    const before = await total(playground);
    const row = page.getByTestId('row').nth(2);
    // The cell in row 2, column 1 of the third kernel: 2 * 25 + 11 in the filter.
    await drag(playground, await row.getByTestId('kernel').boundingBox(), [0.3, 0.5], [0, 80]);
    await eventually(() => row.getAttribute('data-chosen')).toBe('true');
    await eventually(() => edited(playground)).toMatch(/^conv2\.3\.k61_0\.\d+$/);
    const dragged = Number(edited(playground)?.split('_')[1]);
    await eventually(async () => (await weights(playground))[11]).toBe(Math.fround(dragged));
    // Its number has the focus now, and goes on by keys.
    const focused = () => page.evaluate(() => Number(document.activeElement?.getAttribute('data-index')));
    await eventually(focused).toBe(11);
    await eventually(() => total(playground)).not.toBe(before);
    await playground.rest();
    await expectRows(playground, 8);
    const stepped = await total(playground);
    await page.keyboard.press('PageUp');
    await eventually(async () => (await weights(playground))[11]).toBeGreaterThan(dragged);
    await eventually(() => total(playground)).not.toBe(stepped);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('-2,5');
    await page.keyboard.press('Enter');
    await eventually(async () => (await weights(playground))[12]).toBe(-2.5);
    await playground.rest();
    await expectRows(playground, 8);

    // Dragged sideways, a number is painted over those that the pointer crosses, up and down as well; it is one edit.
    const places = page.getByTestId('kernel-value');
    const painted = [13, 14, 9, 4];
    const untouched = (all: readonly number[]) => all.filter((_, cell) => ![12, ...painted].includes(cell));
    const kept = untouched(await weights(playground));
    for (const [i, cell] of [12, ...painted].entries()) {
      const box = (await places.nth(cell).boundingBox()) ?? expect.fail('no cell');
      // To the first at once: on its way over the map, it would move the window.
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: i === 0 ? 1 : 3 });
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
    await eventually(async () => {
      const now = await weights(playground);
      return painted.map((cell) => now[cell]);
    }).toEqual([-2.5, -2.5, -2.5, -2.5]);
    expect(untouched(await weights(playground))).toEqual(kept);
    await playground.rest();
    await expectRows(playground, 8);
    const undo = page.getByRole('button', { name: 'Undo the last edit' });
    await undo.click();
    await eventually(async () => (await weights(playground))[4]).not.toBe(-2.5);
    expect((await weights(playground))[12]).toBe(-2.5);
    // In the row too, where the kernel is a small picture.
    const small = (await row.getByTestId('kernel').boundingBox()) ?? expect.fail('no kernel');
    await drag(playground, small, [0.5, 0.5], [0.4 * small.width, 0]);
    await eventually(async () => (await weights(playground)).slice(12, 15)).toEqual([-2.5, -2.5, -2.5]);
    await undo.click();
    await eventually(async () => (await weights(playground))[14]).not.toBe(-2.5);

    for (const left of [/^conv2\.3\.k61_[\d.]+$/, new RegExp(`^conv2\\.3\\.k61_${dragged}$`)]) {
      await undo.click();
      await eventually(() => edited(playground)).toMatch(left);
    }
    await undo.click();
    await eventually(() => edited(playground)).toBeUndefined();
    await eventually(() => total(playground)).toBe(before);
  });
});

test('the bias bar is dragged by what the bars stand for, and its number typed', async () => {
  await visit(visited, async (playground) => {
    const { page } = playground;
    await opened(playground, 'conv2.3');
    const before = await bias(playground);
    const [sums, all] = [await values(playground, 'row'), await total(playground)];
    // The bars reach from the least to the most that the sum comes to on its way.
    const terms = [...sums, before];
    const ends = [0, ...terms.map((_, i) => terms.slice(0, i + 1).reduce((sum, term) => sum + term, 0))];
    const bar = await page.getByTestId('bias-bar').boundingBox();
    const perPixel = (Math.max(...ends) - Math.min(...ends)) / (bar?.width ?? Number.NaN);
    await drag(playground, bar, [0.5, 0.5], [40, 0]);
    await eventually(() => bias(playground)).toBeCloseTo(before + 40 * perPixel, 1);
    await eventually(async () => (await total(playground)) - (await bias(playground))).toBeCloseTo(all - before, 4);
    await expectRows(playground, 8);
    const field = page.getByTestId('row-bias').locator('input');
    await field.focus();
    await page.keyboard.type('0.75');
    await page.keyboard.press('Enter');
    await eventually(() => bias(playground)).toBe(0.75);
    await eventually(() => edited(playground)).toBe('conv2.3.b0.75');
    await page.keyboard.press('PageDown');
    await eventually(() => bias(playground)).toBeLessThan(0.75);
    await page.getByRole('button', { name: 'Back to the original' }).click();
    await eventually(() => bias(playground)).toBe(before);
  });
});

test('a finger chooses the row, and drags its weights where they are large; a dense layer’s are in its list', async () => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
  await visit({ ...visited, context }, async (playground) => {
    const { page } = playground;
    await opened(playground, 'conv2.3');
    await page.getByTestId('row').nth(5).getByTestId('kernel').tap();
    await eventually(() => page.getByTestId('row').nth(5).getAttribute('data-chosen')).toBe('true');
    const cell = page.getByTestId('kernel-value').nth(6);
    await cell.scrollIntoViewIfNeeded();
    const box = (await cell.boundingBox()) ?? expect.fail('no cell');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const touch = await page.context().newCDPSession(page);
    // At a finger's pace, which rests before it lifts: after a flick the browser takes the next tap for the end of one.
    const began = Date.now() / 1000;
    for (const [i, up] of [0, 10, 25, 40, 55, 55, 55, 55, null].entries()) {
      const type = i === 0 ? 'touchStart' : up === null ? 'touchEnd' : 'touchMove';
      const touchPoints = up === null ? [] : [{ x, y: y - up }];
      await touch.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: began + 0.04 * i });
    }
    await eventually(() => edited(playground)).toMatch(/^conv2\.3\.k131_-?[\d.]+$/);
    // Where the edit's answer has come, nothing moves any more below the next touch.
    await playground.rest();
    await page.getByRole('button', { name: 'Back to the original' }).tap();
    await eventually(() => edited(playground)).toBeUndefined();

    // The weight of the strongest product, dragged to nothing.
    await goTo(playground, 'dense2.4');
    const weight = page.getByTestId('weight').nth(1);
    await weight.focus();
    await page.keyboard.type('0');
    await page.keyboard.press('Enter');
    await eventually(() => edited(playground)).toMatch(/^dense2\.4\.k\d+_0$/);
    await eventually(async () => Number((await values(playground, 'product'))[0])).toBeCloseTo(0, 10);
    expect((await texts(playground, 'product'))[0]).toMatch(/^0(\.0+)?$/);
  });
});
