/**
 * The page "Kernels" on both backends, one filter over a gray picture: every number of the kernel and of its sentence
 * does what it says, by maps that are read back and computed here once more from the picture and the numbers shown.
 */
import { expect, test } from 'vitest';
import { convolved, furthest, type Plane, plainActivations } from './support/convolved';
import { eventually } from './support/eventually';
import { copying, type KernelHand, kernelLab, known, plain } from './support/kernelLab';
import { onBothBackends } from './support/labs';

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Numbers by the keyboard, the wheel and a drag; undone and done again. */
async function byHand(hand: KernelHand): Promise<void> {
  const { page, cell, type, kernel, press, becomes } = hand;
  const value = (index: number) => eventually(async () => (await kernel())[index]);
  await type(4, '0,5');
  await value(4).toBe(0.5);
  await type(4, '−2.5e-1');
  await value(4).toBe(-0.25);
  await type(4, 0.5);
  await cell(4).press('PageUp');
  await value(4).toBe(Math.fround(0.6));
  await cell(4).press('Shift+PageDown');
  await value(4).toBe(Math.fround(-0.4));
  await cell(4).focus();
  await page.keyboard.type('9');
  await cell(4).press('Escape');
  // What is no number, or beyond float32, is refused, and stays to be corrected.
  for (const nonsense of ['nothing', '1e39']) {
    await type(4, nonsense);
    await page.getByRole('alert').waitFor();
    await cell(4).press('Escape');
  }
  expect((await kernel())[4]).toBe(Math.fround(-0.4));
  // Arrow keys walk, and stay within.
  await cell(4).focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-index'))).toBe('2');
  await page.keyboard.type('-2.5');
  // Leaving the cell takes what was typed.
  await cell(4).focus();
  await value(2).toBe(-2.5);
  await cell(4).hover();
  await page.mouse.wheel(0, -100);
  await value(4).toBe(Math.fround(-0.3));
  await page.mouse.wheel(0, 100);
  await value(4).toBe(Math.fround(-0.4));
  const before = (await kernel())[6] ?? Number.NaN;
  const box = (await cell(6).boundingBox()) ?? expect.fail('The cell is not visible.');
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 10, box.y - 30, { steps: 8 });
  await page.mouse.up();
  // 40 pixels, a tenth every eight, and one step of undo for all of them.
  await value(6).toBeCloseTo(before + 0.5, 6);
  const dragged = await kernel();
  await press('Undo the kernel');
  await value(6).toBe(before);
  await press('Redo the kernel');
  await becomes(dragged, 'done again');
  await cell(0).focus();
  await page.keyboard.press('Control+z');
  await value(6).toBe(before);
  await page.keyboard.press('Control+y');
  await becomes(dragged, 'done again by keys');
}

/** What the brush sets with the upper left cell. */
const brushes = { across: [0, 2], down: [0, 6], both: [0, 2, 6, 8], point: [0, 8], none: [0] } as const;

async function editor(hand: KernelHand): Promise<void> {
  const { page, pick, press, number, type, kernel, becomes, gives, picture, preset, take, back } = hand;
  const planes = [await picture()];
  for (const [i, [name, values]] of Object.entries(known).entries()) {
    await preset(name);
    await becomes(values, name);
    if (i % 4 === 1) await gives(planes, { filters: [[values]] }, name);
  }
  await preset('sobelX');
  await take();
  await byHand(hand);
  await gives(planes, { filters: [[await kernel()]] }, 'by hand');
  for (const [way, cells] of Object.entries(brushes)) {
    await pick('Symmetry brush', way);
    const before = await kernel();
    const value = Math.fround(1 + cells.length / 8 + (cells.at(-1) ?? 0) / 64);
    await type(0, value);
    await becomes(
      before.map((old, i) => (cells.some((each) => each === i) ? value : old)),
      way,
    );
  }
  const painted = await kernel();
  await press('Normalise');
  const normal = painted.map((each) => each / sum(painted));
  await becomes(normal, 'normalised');
  await press('Flip 180°');
  await becomes([...normal].reverse(), 'flipped');
  await gives(planes, { filters: [[[...normal].reverse()]] }, 'flipped');
  // The whole of a convolution is the same with the kernel turned.
  await page.getByRole('radio', { name: 'Convolution', exact: true }).check();
  await gives(planes, { filters: [[normal]] }, 'convolution');
  await page.getByRole('radio', { name: 'Cross-correlation', exact: true }).check();
  // Other sizes keep the numbers about the middle.
  await number('Rows', 5);
  await number('Columns', 11);
  await eventually(async () => (await kernel()).length).toBe(55);
  await gives(planes, { filters: [[await kernel()]], rows: 5, columns: 11 }, '5 x 11');
  await number('Rows', 1);
  await number('Columns', 1);
  await eventually(async () => (await kernel()).length).toBe(1);
  await number('Rows', 3);
  await number('Columns', 3);
  await back();
  // Random numbers stand behind the strip.
  await page.locator('.kernel-presets > :last-child').click();
  await page.getByRole('button', { name: 'Random numbers' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await eventually(async () => new Set(await kernel()).size).toBeGreaterThan(5);
  await gives(planes, { filters: [[await kernel()]] }, 'random');
}

/** Pixels of `side` x `side` that no tap of any window reads, by the plainest loop. */
function unreadBy(side: number, layer: Parameters<typeof convolved>[1]): number {
  const met = new Set<number>();
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      // A picture of one pixel: where it is not read, the whole map stays at nothing.
      const plane = Array.from({ length: side }, (_, i) =>
        Array.from({ length: side }, (__, j) => +(i === y && j === x)),
      );
      const ones = layer.filters.map((kernels) => kernels.map((kernel) => kernel.map(() => 1)));
      const [map = []] = convolved([plane], { ...layer, filters: ones, biases: [0] });
      if (map.some((row) => row.some((value) => value > 0))) met.add(y * side + x);
    }
  }
  return side * side - met.size;
}

async function windowed(hand: KernelHand): Promise<void> {
  const { page, pick, number, size, gives, picture, preset, map, unread } = hand;
  const planes = [await picture()];
  await preset('scharrX');
  await number('Bias', '-0,25');
  const scharr = { filters: [[known.scharrX ?? []]], biases: [-0.25] };
  await gives(planes, scharr, 'bias');
  // As it was typed, to the digit.
  expect(await page.getByRole('spinbutton', { name: 'Bias', exact: true }).innerText()).toBe('−0.25');
  for (const [mode, pixels, stride, dilation] of [
    ['None', 'same', 5, 1],
    ['Zero', 2, 2, 2],
    ['Reflect', 'same', 3, 2],
    ['Edge', 4, 3, 4],
    ['Reflect', 15, 8, 8],
  ] as const) {
    const layer = { ...scharr, mode, size: pixels, stride, dilation };
    const what = `${mode} ${pixels}, stride ${stride}, dilation ${dilation}`;
    await pick('Padding', mode.toLowerCase());
    if (mode !== 'None') await pick('Pixels on each side', String(pixels));
    await number('Stride', stride);
    await number('Dilation', dilation);
    const [expected = []] = convolved(planes, { ...plain, ...layer });
    await eventually(size, what).toBe(`${expected.length}x${expected[0]?.length}`);
    await gives(planes, layer, what);
    await eventually(unread, what).toBe(unreadBy(28, { ...plain, ...layer }));
  }
  // A window that does not fit leaves the maps as they were.
  await pick('Padding', 'none');
  const last = await gives(planes, { ...scharr, mode: 'None', stride: 8, dilation: 8 }, 'without a border');
  await number('Rows', 11);
  await page.getByText('The window does not fit').waitFor();
  expect(furthest(await map(), last)).toBeLessThan(1e-4);
  await number('Rows', 1);
  await number('Columns', 1);
  await number('Dilation', 1);
  await number('Stride', 5);

  // Values from about -6 to 8, so that every function shows what it does to them.
  await hand.take();
  await hand.type(0, 14);
  await hand.back();
  await number('Bias', -6);
  const tall = { rows: 1, columns: 1, filters: [[[14]]], biases: [-6], stride: 5, mode: 'None' } as const;
  const before = await gives(planes, tall, 'before the activation');
  await page.getByRole('button', { name: /^Activation function: / }).click();
  const dialog = page.getByRole('dialog', { name: 'Activation function' });
  for (const [name, f] of Object.entries(plainActivations)) {
    await dialog.getByRole('combobox', { name: 'Activation function' }).selectOption(name);
    const after = before.map((row) => row.map(f));
    await eventually(async () => furthest(await map('activation'), after), name).toBeLessThan(1e-4);
  }
  await dialog.getByRole('img', { name: /^The function Clip to 0 … 6 from −/ }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await valueByHand(hand, before, planes[0] ?? []);
}

/** The value that is pointed at adds up, by pointer and by keys, and slides. */
async function valueByHand({ page }: KernelHand, map: Plane, plane: Plane): Promise<void> {
  const band = page.getByTestId('player-step');
  const feature = page.getByRole('application', { name: /^Feature map/ });
  const at = async (name: string): Promise<number> => Number(await band.getAttribute(`data-${name}`));
  await feature.focus();
  for (const key of ['Shift+ArrowUp', 'Shift+ArrowLeft', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await eventually(() => at('position')).toBe(1 * (map[0]?.length ?? 0) + 1);
  await eventually(() => at('result')).toBeCloseTo(map[1]?.[1] ?? Number.NaN, 4);
  const box = (await feature.boundingBox()) ?? expect.fail('no map');
  await page.mouse.move(box.x + box.width * 0.99, box.y + box.height * 0.99);
  await eventually(() => at('result')).toBeCloseTo(map.at(-1)?.at(-1) ?? Number.NaN, 4);
  // 14 times the pixel, and the bias.
  const own = plane[25]?.[25] ?? Number.NaN;
  expect(await at('result')).toBeCloseTo(14 * own - 6, 4);
  // Away from the map, what was chosen by keys returns.
  await page.mouse.move(4, 4);
  await eventually(() => at('position')).toBe((map[0]?.length ?? 0) + 1);
  await page.getByRole('button', { name: 'Slide the window' }).click();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('fourRows');
  await eventually(() => at('position'), 'the end').toBe(map.length * (map[0]?.length ?? 0) - 1);
  await eventually(() => at('result')).toBeCloseTo(map.at(-1)?.at(-1) ?? Number.NaN, 4);
  await page.getByRole('button', { name: 'Close the sliding window' }).click();
  await page.getByRole('button', { name: 'Slide the window' }).waitFor();
}

onBothBackends((open) => {
  test('the numbers of a kernel are typed, dragged, turned, painted, known and of every size', () =>
    open(copying('gray'), (playground) => editor(kernelLab(playground))));
  test('padding, stride, dilation, bias and activation function are those of the maps, and a value adds up', () =>
    open(copying('gray'), (playground) => windowed(kernelLab(playground))));
});
