/**
 * The page "Kernels": every control does what it says, by maps that are read back and computed here once more from the
 * picture and the numbers in the cells; and a link brings all of it back.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeModel } from '../../src/formats/model';
import { findings } from './support/axe';
import { convolved, furthest, type PlainLayer, type Plane, padded, plainActivations } from './support/convolved';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';
import { readCsv, readPng } from './support/saved';
import { seenOf, settledAddress } from './support/seen';

/** The page's controls by their names, and what is read of it. */
function handle({ page }: Playground) {
  const save = page.getByRole('region', { name: 'Save a map' });
  const kind = (which: 'feature' | 'activation') =>
    save.getByRole('combobox', { name: 'Save a map' }).selectOption(which);
  const cell = (index: number) => page.getByTestId('kernel-cell').nth(index);
  return {
    page,
    cell,
    pick: (name: string, value: string) => page.getByRole('combobox', { name, exact: true }).selectOption(value),
    press: (name: string) => page.getByRole('button', { name, exact: true }).click(),
    radio: (name: string) => page.getByRole('radio', { name, exact: true }).check(),
    slide: (name: string, value: number) => page.getByRole('slider', { name, exact: true }).fill(String(value)),
    async type(index: number, value: number): Promise<void> {
      await cell(index).fill(String(value));
      await cell(index).press('Enter');
    },
    kernel: (): Promise<number[]> =>
      page
        .getByTestId('kernel-cell')
        .evaluateAll((cells) => cells.map((each) => Number(each.getAttribute('data-value')))),
    size: (): Promise<string> =>
      page
        .getByTestId('output-size')
        .evaluate((element) =>
          element instanceof HTMLElement ? `${element.dataset.height}x${element.dataset.width}` : '',
        ),
    async map(which: 'feature' | 'activation' = 'feature'): Promise<number[][]> {
      await kind(which);
      return readCsv(page, save);
    },
    async png(which: 'feature' | 'activation'): Promise<Buffer> {
      await kind(which);
      return readPng(page, save);
    },
    /** Red, green and blue of the input with its padding as it is shown, 0..255. */
    shown: (): Promise<number[][][]> =>
      page.locator('canvas.kernel-input').evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return [];
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
        return [0, 1, 2].map((k) =>
          Array.from({ length: height }, (_, i) =>
            Array.from({ length: width }, (__, j) => data[4 * (i * width + j) + k] ?? Number.NaN),
          ),
        );
      }),
  };
}

type Handle = ReturnType<typeof handle>;

const float = (values: readonly number[]): number[] => values.map(Math.fround);
const scaled = (plane: Plane, by: number): number[][] => plane.map((row) => row.map((value) => value * by));

const plain: Omit<PlainLayer, 'filters'> = {
  biases: [0],
  rows: 3,
  columns: 3,
  stride: 1,
  dilation: 1,
  mode: 'Zero',
  size: 'same',
};

/** Known kernels by their published numbers, row by row; 5 x 5 ones are told by what they must be. */
const known = {
  shift: [0, 0, 0, 1, 0, 0, 0, 0, 0],
  box: new Array<number>(9).fill(1 / 9),
  sharpen: [0, -1, 0, -1, 5, -1, 0, -1, 0],
  laplacian: [0, 1, 0, 1, -4, 1, 0, 1, 0],
  scharrY: [-3, -10, -3, 0, 0, 0, 3, 10, 3],
  sobelX: [-1, 0, 1, -2, 0, 2, -1, 0, 1],
} as const;

/** One filter over a gray picture: the editor, the geometry and the activation function. */
async function oneFilter(hand: Handle): Promise<void> {
  const { page, pick, press, radio, slide, type, cell, kernel, map, size, shown } = hand;
  await eventually(kernel).toEqual(known.sobelX);
  expect(await size()).toBe('28x28');
  await pick('Known kernels', 'identity');
  await pick('Activation function', 'none');
  let picture: number[][] = [];
  // The identity gives the picture itself, which is what stands on the page within its border.
  await eventually(async () => {
    picture = await map();
    const [red = []] = await shown();
    const isGiven = Math.max(...picture.flat()) > 0.3;
    return isGiven ? furthest(scaled(padded(picture, { ...plain, filters: [] }), 255), red) : Number.NaN;
  }).toBeLessThan(0.51);
  const gives = (layer: Partial<PlainLayer> & Pick<PlainLayer, 'filters'>, what: string) =>
    eventually(
      async () => furthest(await map(), convolved([picture], { ...plain, ...layer })[0] ?? []),
      what,
    ).toBeLessThan(1e-4);

  for (const [name, values] of Object.entries(known)) {
    await pick('Known kernels', name);
    await eventually(kernel, name).toEqual(float(values));
    await gives({ filters: [[values]] }, name);
  }

  // A number is typed, stepped, turned by the wheel and dragged; the last is undone and done again.
  await type(4, 0.5);
  await cell(4).press('PageUp');
  await eventually(async () => (await kernel())[4]).toBe(Math.fround(0.6));
  await cell(4).hover();
  await page.mouse.wheel(0, -100);
  await eventually(async () => (await kernel())[4]).toBe(Math.fround(0.7));
  await cell(0).scrollIntoViewIfNeeded();
  const box = (await cell(0).boundingBox()) ?? expect.fail('The cell is not visible.');
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 10, box.y - 40, { steps: 8 });
  await page.mouse.up();
  await eventually(async () => (await kernel())[0]).toBeCloseTo(0, 6);
  await gives({ filters: [[await kernel()]] }, 'dragged');
  await press('Undo the kernel');
  await eventually(async () => (await kernel())[0]).not.toBeCloseTo(0, 6);
  await press('Redo the kernel');
  await eventually(async () => (await kernel())[0]).toBeCloseTo(0, 6);

  // What the brush sets with the upper left cell.
  for (const [way, cells] of [
    ['across', [0, 2]],
    ['down', [0, 6]],
    ['both', [0, 2, 6, 8]],
    ['point', [0, 8]],
    ['none', [0]],
  ] as const) {
    await pick('Symmetry brush', way);
    const before = await kernel();
    const value = Math.fround(1 + cells.length / 8 + (cells.at(-1) ?? 0) / 64);
    await type(0, value);
    const after = before.map((old, i) => (cells.some((each) => each === i) ? value : old));
    await eventually(kernel, way).toEqual(after);
  }
  const painted = await kernel();
  await press('Normalise');
  await eventually(async () => (await kernel()).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  const sum = painted.reduce((all, value) => all + value, 0);
  expect(furthest([await kernel()], [painted.map((value) => value / sum)])).toBeLessThan(1e-6);
  await press('Flip 180°');
  const flipped = float(painted.map((value) => value / sum)).reverse();
  await eventually(async () => furthest([await kernel()], [flipped])).toBeLessThan(1e-6);
  await page.getByRole('spinbutton', { name: 'Bias' }).fill('0.25');
  await gives({ filters: [[flipped]], biases: [0.25] }, 'bias');
  // A convolution in the strict sense is the same with the kernel turned.
  await page.getByLabel('Convolution in the strict sense').check();
  await gives({ filters: [[[...flipped].reverse()]], biases: [0.25] }, 'strict sense');
  await page.getByLabel('Convolution in the strict sense').uncheck();

  // Another shape about the middle, and everything that moves the window.
  await pick('Rows', '2');
  await pick('Columns', '5');
  await eventually(async () => (await kernel()).length).toBe(10);
  await type(0, -0.5);
  await type(9, 0.75);
  await eventually(async () => (await kernel())[9]).toBe(0.75);
  const shape = { rows: 2, columns: 5, filters: [[await kernel()]], biases: [0.25] };
  for (const [mode, pixels, stride, dilation] of [
    ['None', 'same', 1, 3],
    ['Zero', 3, 2, 1],
    ['Reflect', 'same', 3, 2],
    ['Edge', 4, 1, 4],
    ['Reflect', 5, 4, 1],
  ] as const) {
    const layer = { ...plain, ...shape, mode, size: pixels, stride, dilation };
    const what = `${mode} ${pixels}, stride ${stride}, dilation ${dilation}`;
    await radio(mode);
    if (mode !== 'None') await pick('Pixels on each side', String(pixels));
    await slide('Stride', stride);
    await slide('Dilation', dilation);
    const [expected = []] = convolved([picture], layer);
    await eventually(size, what).toBe(`${expected.length}x${expected[0]?.length}`);
    await gives(layer, what);
    await eventually(
      async () => furthest(scaled(padded(picture, layer), 255), (await shown())[0] ?? []),
      what,
    ).toBeLessThan(0.51);
  }

  const before = await map();
  for (const [name, f] of Object.entries(plainActivations)) {
    await pick('Activation function', name);
    const after = before.map((row) => row.map(f));
    await eventually(async () => furthest(await map('activation'), after), name).toBeLessThan(1e-5);
  }
}

/** Several filters over red, green and blue: apart, in groups, all together, 1 x 1, learned ones; and layer after layer. */
async function severalFilters(hand: Handle): Promise<void> {
  const { page, pick, press, radio, slide, type, kernel, map, size, shown } = hand;
  const toggle = page.getByRole('switch', { name: 'Edit all kernels of the filter together' });
  await pick('Activation function', 'none');
  await page.getByRole('spinbutton', { name: 'Bias' }).fill('0');
  await radio('Zero');
  await pick('Pixels on each side', 'same');
  await slide('Stride', 1);
  await slide('Dilation', 1);
  await radio('RGB');
  await pick('Rows', '3');
  await pick('Columns', '3');
  await pick('Known kernels', 'identity');
  await radio('each on its own (depthwise)');
  await eventually(() => page.getByRole('button', { name: /^Activation map of filter/ }).count()).toBe(3);

  const planes: number[][][] = [];
  for (const k of [0, 1, 2]) {
    await pick('Filter', String(k + 1));
    await eventually(async () => {
      planes[k] = await map();
      return furthest(scaled(padded(planes[k], { ...plain, filters: [] }), 255), (await shown())[k] ?? []);
    }, `channel ${k}`).toBeLessThan(0.51);
  }
  expect(furthest(planes[0] ?? [], planes[2] ?? [])).toBeGreaterThan(0.05);
  const gives = async (layer: Pick<PlainLayer, 'filters'> & Partial<PlainLayer>, filter: number, what: string) => {
    const expected = convolved(planes, { ...plain, biases: layer.filters.map(() => 0), ...layer })[filter] ?? [];
    await eventually(async () => furthest(await map(), expected), what).toBeLessThan(1e-4);
  };

  // Depthwise: a filter for each channel; then two for each.
  const { identity, box, sobelX } = { identity: [0, 0, 0, 0, 1, 0, 0, 0, 0], ...known };
  await pick('Filter', '2');
  await pick('Known kernels', 'box');
  await gives({ filters: [[identity], [box], [identity]] }, 1, 'depthwise');
  await pick('Filters', '6');
  await pick('Filter', '5');
  await pick('Known kernels', 'sobelX');
  // Copies of the three that there were follow after them; the fifth reads the last channel.
  await gives({ filters: [[identity], [box], [identity], [identity], [sobelX], [identity]] }, 4, 'two a channel');
  await pick('Filter', '4');
  await gives({ filters: [[identity], [box], [identity], [identity], [sobelX], [identity]] }, 3, 'of the second');

  // All together: a kernel for each channel, edited apart, and what they give is added up.
  await radio('all together');
  await pick('Filters', '2');
  await pick('Filter', '2');
  await toggle.uncheck();
  for (const [channel, name] of [
    ['Red', 'sobelX'],
    ['Green', 'identity'],
    ['Blue', 'box'],
  ] as const) {
    await radio(channel);
    await pick('Known kernels', name);
  }
  await eventually(() => page.getByRole('button', { name: /^Response of channel/ }).count()).toBe(3);
  await gives({ filters: [[], [sobelX, identity, box]] }, 1, 'three kernels in one filter');
  await toggle.check();
  await pick('Known kernels', 'laplacian');
  await gives({ filters: [[], [known.laplacian, known.laplacian, known.laplacian]] }, 1, 'linked');

  // 1 x 1: nothing but a mixture of the channels. The weights are those of luminance (ITU-R BT.601).
  await toggle.uncheck();
  await pick('Rows', '1');
  await pick('Columns', '1');
  const luminance = [0.299, 0.587, 0.114];
  for (const [k, channel] of ['Red', 'Green', 'Blue'].entries()) {
    await radio(channel);
    await type(0, luminance[k] ?? 0);
  }
  await gives({ rows: 1, columns: 1, filters: [[], luminance.map((value) => [value])] }, 1, '1 x 1');

  // A filter that a network learned.
  const { weights, spec } = decodeModel(readFileSync('public/models/objects.safetensors'));
  const [conv] = spec.nodes;
  const learned = weights.get(`${conv?.id}.weight`) ?? expect.fail('no such weights');
  await page.getByText('Learned by the networks', { exact: true }).click();
  await pick('Network and layer', `objects:${conv?.id}`);
  await press(`objects network, ${conv?.id}, filter 5`);
  await eventually(async () => (await kernel()).length).toBe(9);
  const kernels = [0, 1, 2].map((k) => Array.from(learned.subarray((15 + k) * 9, (16 + k) * 9)));
  await eventually(kernel, 'learned').toEqual(kernels[2]);
  await gives({ filters: [[], kernels] }, 1, 'learned');
  await page.getByText('Learned by the networks', { exact: true }).click();

  // Two more layers: each reads the activation maps of the one before.
  const first = { ...plain, biases: [0, 0], filters: [await filterOf(hand, '1'), await filterOf(hand, '2')] };
  await pick('Activation function', 'tanh');
  await press('Add a layer');
  await eventually(() => page.getByRole('radio', { name: 'Layer 2', exact: true }).isChecked()).toBe(true);
  await toggle.check();
  await pick('Known kernels', 'box');
  await slide('Stride', 2);
  await press('Add a layer');
  await eventually(() => page.getByRole('radio', { name: 'Layer 3', exact: true }).isChecked()).toBe(true);
  await radio('Edge');
  await eventually(size).toBe('14x14');
  const between = (maps: Plane[], f: (x: number) => number) => maps.map((plane) => plane.map((row) => row.map(f)));
  const one = between(convolved(planes, first), Math.tanh);
  const two = between(convolved(one, { ...plain, filters: [[box, box]], stride: 2 }), (x) => Math.max(0, x));
  const [three = []] = convolved(two, { ...plain, filters: [[sobelX]], mode: 'Edge' });
  await eventually(async () => furthest(await map(), three), 'three layers').toBeLessThan(1e-4);
}

/** The kernels of a filter of the layer in the hand, of red, green and blue. */
async function filterOf({ pick, radio, kernel }: Handle, filter: string): Promise<number[][]> {
  await pick('Filter', filter);
  const kernels: number[][] = [];
  for (const channel of ['Red', 'Green', 'Blue']) {
    await radio(channel);
    kernels.push(await kernel());
  }
  return kernels;
}

test('the maps are those of the controls, and a link brings them back: to the pixel, and alike on the other backend', async () => {
  const pictured = async (hand: Handle) => {
    const [feature, activation] = [await hand.png('feature'), await hand.png('activation')];
    // The pixel in the middle is pointed at, whichever was before.
    await hand.page.getByRole('application', { name: /^Feature map/ }).hover();
    return { feature, activation, live: await seenOf(hand.page, '.kernel-maps') };
  };
  let link = '';
  let standing: Awaited<ReturnType<typeof pictured>> | undefined;
  let values: number[][] = [];
  await visit({ gpu: 'absent', params: { page: 'kernels', kin: '28-gray', backend: 'wasm' } }, async (playground) => {
    const hand = handle(playground);
    const { page } = playground;
    await oneFilter(hand);
    await severalFilters(hand);
    await page.getByLabel('Convolution in the strict sense').check();
    link = await settledAddress(page);
    standing = await pictured(hand);
    values = await hand.map();

    const map = page.getByRole('application', { name: /^Feature map/ });
    await map.focus();
    await page.keyboard.press('ArrowRight');
    // 3 of the last layer, (3 - 1) x 1 more of the one before at its stride of 2, and as much of the first.
    await page.getByText(/looks at 9 × 9 pixels/).waitFor();
    expect(await findings(page)).toEqual([]);
    await hand.press('Remove the last layer');
    await eventually(() => page.getByRole('radio', { name: /^Layer / }).count()).toBe(2);
  });
  const params = Object.fromEntries(new URL(link).searchParams);
  await visit({ gpu: 'absent', params }, async (playground) => {
    const hand = handle(playground);
    await eventually(async () => {
      const now = await pictured(hand);
      const isSame = (kind: keyof typeof now): boolean => standing?.[kind].equals(now[kind]) ?? false;
      return { feature: isSame('feature'), activation: isSame('activation'), live: isSame('live') };
    }).toEqual({ feature: true, activation: true, live: true });
  });
  await visit({ gpu: 'software', params: { ...params, backend: 'webgpu' } }, async (playground) => {
    const hand = handle(playground);
    const { page } = playground;
    await eventually(hand.size).toBe('14x14');
    await eventually(async () => furthest(await hand.map(), values)).toBeLessThan(1e-3);
    await page.getByRole('button', { name: '한국어' }).click();
    await page.getByRole('button', { name: /어두운|밝은/ }).click();
    expect(await findings(page)).toEqual([]);
  });
});
