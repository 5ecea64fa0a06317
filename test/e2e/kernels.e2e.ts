/**
 * The page "Kernels" on both backends, one filter over a gray picture: every control of the kernel and of its window does
 * what it says, by maps that are read back and computed here once more from the picture and the numbers in the cells.
 */
import { expect, test } from 'vitest';
import { convolved, furthest, plainActivations } from './support/convolved';
import { eventually } from './support/eventually';
import { copying, type KernelHand, kernelLab, known, plain } from './support/kernelLab';
import { onBothBackends } from './support/labs';

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Numbers by the keyboard, the wheel and a drag; undone and done again. */
async function byHand(hand: KernelHand): Promise<void> {
  const { page, cell, type, kernel, press, becomes } = hand;
  const value = (index: number) => eventually(async () => (await kernel())[index]);
  await type(4, '0,5');
  await value(4).toBe(0.5);
  await cell(4).press('PageUp');
  await value(4).toBe(Math.fround(0.6));
  await cell(4).press('Shift+PageDown');
  await value(4).toBe(Math.fround(-0.4));
  await cell(4).fill('9');
  await cell(4).press('Escape');
  await type(4, 'nothing');
  expect((await kernel())[4]).toBe(Math.fround(-0.4));
  // Arrow keys walk, and stay within.
  await cell(4).press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
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
  await cell(6).scrollIntoViewIfNeeded();
  const box = (await cell(6).boundingBox()) ?? expect.fail('The cell is not visible.');
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 10, box.y - 40, { steps: 8 });
  await page.mouse.up();
  // 50 pixels of two hundredths each, and one step of undo for all of them.
  await value(6).toBeCloseTo(before + 1, 6);
  const dragged = await kernel();
  await press('Undo the kernel');
  await value(6).toBe(before);
  await press('Redo the kernel');
  await value(6).toBeCloseTo(before + 1, 6);
  await cell(0).focus();
  await page.keyboard.press('Control+z');
  await value(6).toBe(before);
  await page.keyboard.press('Control+y');
  await becomes(dragged, 'done again');
}

/** What the brush sets with the upper left cell. */
const brushes = {
  across: [0, 2],
  down: [0, 6],
  both: [0, 2, 6, 8],
  point: [0, 8],
  none: [0],
} as const;

/** Places of another size about the middle, as they were in the old one: zeros come around, or the border is cut off. */
function resized(cells: readonly number[], [rows, columns]: Size, [toRows, toColumns]: Size): number[] {
  const [down, across] = [
    Math.floor(rows / 2) - Math.floor(toRows / 2),
    Math.floor(columns / 2) - Math.floor(toColumns / 2),
  ];
  return Array.from({ length: toRows * toColumns }, (_, i) => {
    const [row, column] = [Math.floor(i / toColumns) + down, (i % toColumns) + across];
    const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
    return isInside ? (cells[row * columns + column] ?? Number.NaN) : 0;
  });
}
type Size = readonly [rows: number, columns: number];

async function editor(hand: KernelHand): Promise<void> {
  const { page, pick, press, radio, slide, type, kernel, becomes, gives, picture } = hand;
  const planes = [await picture()];
  const options = page.getByRole('combobox', { name: 'Known kernels' }).locator('option');
  const names = await options.evaluateAll((all) => all.map((each) => each.getAttribute('value')));
  expect(names).toEqual(['own', ...Object.keys(known), 'laplacianOfGaussian'].sort(byPlaceIn(names)));
  for (const [i, [name, values]] of Object.entries(known).entries()) {
    await pick('Known kernels', name);
    await becomes(values, name);
    if (i % 3 === 1) await gives(planes, { filters: [[values]] }, name);
  }
  // The one that needs more room comes at its own size: blobs, with no answer to an even picture.
  await pick('Known kernels', 'laplacianOfGaussian');
  await eventually(kernel).toHaveLength(25);
  const blob = await kernel();
  expect(Math.abs(sum(blob))).toBeLessThan(1e-5);
  expect(blob.reverse()).toEqual(await kernel());
  await gives(planes, { filters: [[blob]], rows: 5, columns: 5 }, 'Laplacian of Gaussian');

  await pick('Known kernels', 'sobelX');
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
  await pick('Known kernels', 'laplacian');
  await press('Normalise');
  await becomes(known.laplacian?.map((each) => each / 4) ?? [], 'of the sum 0');
  await press('Random');
  await eventually(async () => new Set(await kernel()).size).toBeGreaterThan(5);
  const random = await kernel();
  expect(Math.max(...random.map(Math.abs))).toBeLessThanOrEqual(1);
  await gives(planes, { filters: [[random]] }, 'random');

  // Every size, from where the one before was. Of windows that do not fit no network is made, which takes its time.
  await slide('Dilation', 8);
  await radio('None');
  let [cells, from]: [readonly number[], Size] = [random, [3, 3]];
  for (const to of [...numbers(1, 11).map((n): Size => [n, 12 - n]), [11, 11]] satisfies Size[]) {
    await pick('Rows', String(to[0]));
    const between: Size = [to[0], from[1]];
    await pick('Columns', String(to[1]));
    cells = resized(resized(cells, from, between), between, to);
    const corner = Math.fround(to[0] / 16 - to[1] / 64);
    await eventually(kernel).toHaveLength(cells.length);
    await type(cells.length - 1, corner);
    cells = [...cells.slice(0, -1), corner];
    await becomes(cells, `${to}`);
    from = to;
  }
  await page.getByText('The window does not fit').waitFor();
  await slide('Dilation', 1);
  await gives(planes, { filters: [[cells]], rows: 11, columns: 11, mode: 'None' }, 'the largest kernel');
  await pick('Rows', '1');
  await gives(planes, { filters: [[await kernel()]], rows: 1, columns: 11, mode: 'None' }, 'a row');
}
/** Orders names as they are in a list; those that are not there come first. */
const byPlaceIn = (list: readonly unknown[]) => (a: string, b: string) => list.indexOf(a) - list.indexOf(b);

/** Everything that moves the window, from a picture that is copied. */
async function windowed(hand: KernelHand): Promise<void> {
  const { page, pick, radio, slide, type, kernel, map, size, offInput, gives, picture } = hand;
  const planes = [await picture()];
  const [plane = []] = planes;
  const typeBias = async (text: string): Promise<void> => {
    await page.getByRole('spinbutton', { name: 'Bias' }).focus();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  await pick('Known kernels', 'scharrX');
  await typeBias('0,25');
  const scharr = { filters: [[known.scharrX ?? []]], biases: [0.25] };
  await gives(planes, scharr, 'bias');
  // A convolution in the strict sense is the same with the kernel turned.
  const strict = page.getByLabel('Convolution in the strict sense');
  await strict.check();
  await gives(planes, { ...scharr, filters: [[[...(known.scharrX ?? [])].reverse()]] }, 'strict sense');
  await strict.uncheck();

  await pick('Rows', '2');
  await pick('Columns', '5');
  await eventually(kernel).toHaveLength(10);
  await type(0, -0.5);
  await type(9, 0.75);
  await eventually(async () => (await kernel())[9]).toBe(0.75);
  const shape = { rows: 2, columns: 5, filters: [[await kernel()]], biases: [0.25] };
  for (const [mode, pixels, stride, dilation] of [
    ['None', 'same', 1, 3],
    ['Zero', 3, 2, 3],
    ['Reflect', 'same', 3, 2],
    ['Edge', 4, 3, 4],
    ['Reflect', 15, 8, 8],
    ['Zero', 'same', 5, 1],
  ] as const) {
    const layer = { ...shape, mode, size: pixels, stride, dilation };
    const what = `${mode} ${pixels}, stride ${stride}, dilation ${dilation}`;
    await radio(mode);
    if (mode !== 'None') await pick('Pixels on each side', String(pixels));
    await slide('Stride', stride);
    await slide('Dilation', dilation);
    const [expected = []] = convolved(planes, { ...plain, ...layer });
    await eventually(size, what).toBe(`${expected.length}x${expected[0]?.length}`);
    await gives(planes, layer, what);
    await eventually(() => offInput(plane, layer), what).toBeLessThan(0.51);
  }
  // Five pixels eight apart do not fit into 28, and the maps stay.
  await radio('None');
  const last = await gives(planes, { ...shape, mode: 'None', stride: 5 }, 'without padding');
  await slide('Dilation', 8);
  await page.getByText('The window does not fit').waitFor();
  expect(furthest(await map(), last)).toBeLessThan(1e-4);

  // Values from about -6 to 8, so that every function shows what it does to them.
  await pick('Rows', '1');
  await pick('Columns', '1');
  await slide('Dilation', 1);
  await type(0, 14);
  await typeBias('-6');
  const tall = { rows: 1, columns: 1, filters: [[[14]]], biases: [-6], stride: 5, mode: 'None' } as const;
  const before = await gives(planes, tall, 'before the activation');
  for (const [name, f] of Object.entries(plainActivations)) {
    await pick('Activation function', name);
    const after = before.map((row) => row.map(f));
    await eventually(async () => furthest(await map('activation'), after), name).toBeLessThan(1e-4);
  }
  const bars = page.getByRole('img', { name: /^The function Clip to 0 … 6 from −/ });
  await bars.waitFor();
  // As many bars as there are classes, each as high as its share of the values.
  const reach = Math.max(...before.flat().map(Math.abs));
  const furthestBar = async (): Promise<number> => {
    const heights = await bars
      .locator('rect')
      .evaluateAll((all) => all.map((each) => Number(each.getAttribute('height'))));
    const counts = heights.map(
      (_, i) =>
        before.flat().filter((x) => Math.min(47, Math.floor(((x + reach) / (2 * reach)) * heights.length)) === i)
          .length,
    );
    const [tallest, most] = [Math.max(...heights), Math.max(...counts)];
    if (heights.length === 0) return Number.NaN;
    return Math.max(...heights.map((height, i) => Math.abs(height / tallest - (counts[i] ?? 0) / most)));
  };
  await eventually(furthestBar).toBeLessThan(0.05);

  // The sliding window is that of the same map.
  await page.getByRole('button', { name: 'Play the sliding window' }).click();
  const step = page.getByTestId('player-step');
  await page.getByTestId('player').getByRole('button', { name: 'To the end' }).click();
  const end = before.at(-1)?.at(-1) ?? Number.NaN;
  await eventually(async () => Math.abs(Number(await step.getAttribute('data-result')) - end)).toBeLessThan(1e-4);
  await page.getByRole('button', { name: 'Close the sliding window' }).click();
}

onBothBackends((open) => {
  test('the numbers of a kernel are typed, dragged, turned, painted, known and of every size', () =>
    open(copying('gray'), (playground) => editor(kernelLab(playground))));
  test('padding, stride, dilation, bias, direction and activation function are those of the maps', () =>
    open(copying('gray'), (playground) => windowed(kernelLab(playground))));
});
