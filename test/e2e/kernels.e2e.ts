/**
 * The page "Kernels" on both backends, one filter over a gray picture: every number of the kernel and of its sentence
 * does what it says, by maps that are read back and computed here once more from the picture and the numbers shown.
 */
import { expect, test } from 'vitest';
import { convolved, furthest, type Plane, plainActivations } from './support/convolved';
import { eventually } from './support/eventually';
import { copying, identity, type KernelHand, kernelLab, known, plain } from './support/kernelLab';
import { controls, onBothBackends, paramsOf } from './support/labs';
import { visit } from './support/playground';
import { settledAddress } from './support/seen';

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
    await pick('Symmetry', way);
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
  // It stands as it is applied, and is changed as it stands.
  await becomes(normal, 'turned');
  const changed = normal.map((each, i) => (i === 1 ? 3 : each));
  await type(1, 3);
  await becomes(changed, 'changed as it stands');
  await gives(planes, { filters: [[changed]] }, 'a changed convolution');
  await type(1, normal[1] ?? 0);
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

/** A kernel is tried by pointing at it or by the keyboard's focus, and only a press takes it. */
async function tried(hand: KernelHand): Promise<void> {
  const { page, becomes, picture, kernel, take, back } = hand;
  const planes = [await picture()];
  const band = page.getByTestId('player-step');
  const result = async (): Promise<number> => Number(await band.getAttribute('data-result'));
  const position = Number(await band.getAttribute('data-position'));
  const at = (filter: readonly number[]): number => {
    const [map = []] = convolved(planes, { ...plain, filters: [[filter]] });
    return map[Math.floor(position / 28)]?.[position % 28] ?? Number.NaN;
  };
  const here = (id: string) => page.locator(`.kernel-presets > [data-preset=${id}]`);
  const before = await settledAddress(page);
  const { sobelY = [], box = [] } = known;
  await here('sobelY').hover();
  await becomes(sobelY, 'pointed at');
  await eventually(result).toBeCloseTo(at(sobelY), 4);
  expect(await here('sobelY').getAttribute('aria-pressed')).toBe('false');
  // Of another size it moves nothing: the pointer stays over it.
  const place = await here('laplacianOfGaussian').boundingBox();
  await here('laplacianOfGaussian').hover();
  await eventually(async () => (await kernel()).length).toBe(25);
  expect(await here('laplacianOfGaussian').boundingBox()).toEqual(place);
  await page.mouse.move(4, 4);
  await becomes(identity, 'left');
  await eventually(result).toBeCloseTo(at(identity), 4);
  // By keys from its neighbour; of another size too.
  await here('sharpen').focus();
  await page.keyboard.press('Tab');
  await becomes(box, 'with the focus');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await eventually(async () => (await kernel()).length).toBe(25);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await becomes(box, 'with the focus again');
  // Nothing of this is kept: neither in the address, nor as a step to undo.
  expect(await settledAddress(page)).toBe(before);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '한국어' }).focus();
  await becomes(box, 'taken');
  expect(await settledAddress(page)).not.toBe(before);
  await take();
  await page.getByRole('button', { name: 'Undo the kernel' }).click();
  await becomes(identity, 'undone');
  expect(await page.getByRole('button', { name: 'Undo the kernel' }).getAttribute('aria-disabled')).toBe('true');
  // What a value was stays beside it while its kernel changes.
  await hand.cell(4).focus();
  await page.keyboard.press('Shift+PageUp');
  await eventually(result).toBeCloseTo(2 * at(identity), 4);
  const said = await page.getByText(/^was /).innerText();
  expect(Math.abs(Number(said.replace('was ', '')) - at(identity))).toBeLessThan(0.006);
  await page.getByRole('button', { name: 'Undo the kernel' }).click();
  await back();
}

/** Tab leads along the flow; the space key slides the window, and digits lead from view to view. */
async function byKeys({ page }: KernelHand): Promise<void> {
  const band = page.getByTestId('player-step');
  const position = async (): Promise<number> => Number(await band.getAttribute('data-position'));
  const stations = ['picture', 'channels', 'map', 'settings', 'presets'];
  const met: string[] = [];
  await page.locator('.skip-link, a[href="#pad"]').first().focus();
  for (let presses = 0; presses < 90 && met.length < stations.length; presses++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(
      (names) => names.find((name) => document.activeElement?.closest(`.kernel-${name}`)),
      stations,
    );
    if (at && !met.includes(at)) met.push(at);
  }
  expect(met).toEqual(stations);
  await page.mouse.click(600, 60);
  for (const [key, view] of [
    ['2', 'edit'],
    ['3', 'stack'],
    ['1', 'flow'],
  ] as const) {
    await page.keyboard.press(key);
    await page.locator(`.kernel-${view}`).waitFor();
  }
  const from = await position();
  await page.keyboard.press('Space');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('row');
  await eventually(position).toBeGreaterThan(from);
  await page.getByRole('application', { name: /^Feature map/ }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close the sliding window' }).click();
  // Where a number is typed, a digit is one.
  await page.getByRole('spinbutton', { name: 'Stride', exact: true }).focus();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await eventually(() => page.getByTestId('output-size').getAttribute('data-height')).toBe('10');
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

/** What a link of before the page was drawn anew means: gray at 128 pixels, a border of zeros, and Sobel's kernel turned. */
test('an older link opens what it meant, and its own address the same', async () => {
  let planes: Plane[] = [];
  const gpu = 'absent';
  const params = { page: 'kernels', knet: '1-1-3-3-1-1-zero-same-none*0x4_1_0x4*0' };
  await visit({ gpu, params }, async (playground) => {
    planes = [await kernelLab(playground).picture()];
  });
  expect(planes[0]).toHaveLength(128);
  const { sobelX = [] } = known;
  let link = '';
  await visit({ gpu, params: { page: 'kernels', kflip: '1' } }, async (playground) => {
    const hand = kernelLab(playground);
    await hand.gives(planes, { filters: [[[...sobelX].reverse()]] }, 'the older link');
    await hand.take();
    await hand.radio('Cross-correlation');
    await hand.back();
    await hand.gives(planes, { filters: [[sobelX]] }, 'not turned');
    link = await settledAddress(playground.page);
  });
  await visit({ gpu, params: paramsOf(link) }, async (playground) => {
    await kernelLab(playground).gives(planes, { filters: [[sobelX]] }, 'its own address');
  });
});

test('the share dialog saves a map, too', async () => {
  await visit({ gpu: 'absent', params: copying('gray') }, async (playground) => {
    const { page, picture } = kernelLab(playground);
    const map = await picture();
    await page.getByRole('button', { name: 'Share and present' }).click();
    await page.getByRole('button', { name: 'Save a map …' }).click();
    expect(await controls(page).csv(page.getByRole('dialog', { name: 'Save a map' }))).toEqual(map);
  });
});

test('a kernel is tried before it is taken, and keys lead through the page', async () => {
  await visit({ gpu: 'absent', params: copying('gray') }, async (playground) => {
    const hand = kernelLab(playground);
    await tried(hand);
    await byKeys(hand);
  });
});

onBothBackends((open) => {
  test('the numbers of a kernel are typed, dragged, turned, painted, known and of every size', () =>
    open(copying('gray'), (playground) => editor(kernelLab(playground))));
  test('padding, stride, dilation, bias and activation function are those of the maps, and a value adds up', () =>
    open(copying('gray'), (playground) => windowed(kernelLab(playground))));
});
