/**
 * The page "Kernels" on both backends, several filters over red, green and blue, and layers behind each other: by maps that
 * are read back and computed here once more; and a link brings all of it back, to the pixel.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeModel } from '../../src/formats/model';
import { findings } from './support/axe';
import { convolved, furthest, type Plane } from './support/convolved';
import { eventually } from './support/eventually';
import { copying, identity, type KernelHand, kernelLab, known, plain } from './support/kernelLab';
import { expectSame, onBothBackends, paramsOf, pictured } from './support/labs';
import { type Playground, visit } from './support/playground';
import { settledAddress } from './support/seen';

/** Red, green and blue, each by the filter that copies it. */
async function planesOf({ press, picture }: KernelHand): Promise<Plane[]> {
  const planes: Plane[] = [];
  for (const k of [1, 2, 3]) {
    await press(`Activation map of filter ${k}`);
    planes.push(await picture());
  }
  return planes;
}

const linked = ({ page }: KernelHand) => page.getByRole('switch', { name: 'Edit all kernels of the filter together' });

/** Several filters over red, green and blue: apart, in groups, all together, 1 x 1, and learned ones. */
async function severalFilters(hand: KernelHand): Promise<void> {
  const { pick, press, number, type, becomes, gives, preset, take, back, radio } = hand;
  const { box = [], sobelX = [], laplacian = [] } = known;
  const planes = await planesOf(hand);
  expect(furthest(planes[0] ?? [], planes[2] ?? [])).toBeGreaterThan(0.05);

  // Depthwise: a filter for each channel; then two for each.
  await press('Activation map of filter 2');
  await preset('box');
  await gives(planes, { filters: [[identity], [box], [identity]] }, 'depthwise', 1);
  await press('Filter');
  await press('Activation map of filter 5');
  await preset('sobelX');
  // Copies of the three that there were follow after them; the fifth reads the last channel.
  const six = [[identity], [box], [identity], [identity], [sobelX], [identity]];
  await gives(planes, { filters: six }, 'two a channel', 4);
  await press('Activation map of filter 4');
  await gives(planes, { filters: six }, 'of the second', 3);

  // All together: a kernel for each channel, edited apart, and what they give is added up.
  await pick('Channels are read', 'together');
  await number('Filters', 2);
  await press('Activation map of filter 2');
  await take();
  await linked(hand).uncheck();
  await back();
  for (const [channel, name] of ['sobelX', 'identity', 'box'].entries()) {
    await take(channel);
    await back();
    await preset(name);
    await becomes(known[name] ?? [], name, channel);
  }
  await gives(planes, { filters: [[], [sobelX, identity, box]] }, 'three kernels in one filter', 1);
  await take();
  await linked(hand).check();
  await back();
  await preset('laplacian');
  await gives(planes, { filters: [[], [laplacian, laplacian, laplacian]] }, 'linked', 1);

  // 1 x 1: nothing but a mixture of the channels. The weights are those of luminance (ITU-R BT.601).
  await number('Rows', 1);
  await number('Columns', 1);
  await take();
  await linked(hand).uncheck();
  const luminance = [0.299, 0.587, 0.114];
  for (const [k, channel] of ['Red', 'Green', 'Blue'].entries()) {
    await radio(channel);
    await type(0, luminance[k] ?? 0);
  }
  await back();
  const mixture = { rows: 1, columns: 1, filters: [[], luminance.map((value) => [value])] };
  await gives(planes, mixture, '1 x 1', 1);
  await learned(hand, planes);
}

/** Filters of the trained networks, of every convolution, are put into the hand with the weights that the files have. */
async function learned(hand: KernelHand, planes: readonly Plane[]): Promise<void> {
  const { page, pick, becomes, gives } = hand;
  const dialog = page.getByRole('dialog', { name: 'Known kernels' });
  const open = async (): Promise<void> => {
    await page.locator('.kernel-presets > :last-child').click();
    await dialog.getByText('Learned by the networks', { exact: true }).click();
    await dialog.getByRole('combobox', { name: 'Network and layer' }).waitFor();
  };
  const close = () => dialog.getByRole('button', { name: 'Close' }).click();
  await open();
  const there: string[] = [];
  for (const name of ['digits', 'objects']) {
    const { weights, spec } = decodeModel(readFileSync(`public/models/${name}.safetensors`));
    for (const { id, type } of spec.nodes) {
      if (type !== 'conv2d') continue;
      there.push(`${name}:${id}`);
      const all = weights.get(`${id}.weight`) ?? expect.fail('no such weights');
      const filters = weights.get(`${id}.bias`)?.length ?? 0;
      const side = name === 'digits' ? 5 : 3;
      const depth = all.length / filters / side ** 2;
      // The second filter, and in the middle of the list.
      const filter = there.length % 2 === 0 ? 1 : filters / 2;
      await pick('Network and layer', `${name}:${id}`);
      const button = page.getByRole('button', { name: `${name} network, ${id}, filter ${filter}`, exact: true });
      await button.click();
      expect(await button.getAttribute('aria-pressed')).toBe('true');
      // Of a filter with fewer kernels than there are channels, they come round again.
      const kernels = [0, 1, 2].map((k) => {
        const at = (filter * depth + (k % depth)) * side ** 2;
        return Array.from(all.subarray(at, at + side ** 2));
      });
      for (const k of [0, 1, 2]) await becomes(kernels[k] ?? [], `${name} ${id}`, k);
      if (id !== 'conv1') continue;
      await close();
      await gives(planes, { rows: side, columns: side, filters: [[], kernels] }, `learned, ${name}`, 1);
      await open();
    }
  }
  const list = dialog.getByRole('combobox', { name: 'Network and layer' }).locator('option');
  expect(await list.evaluateAll((all) => all.map((each) => each.getAttribute('value')))).toEqual(there);
  await close();
}

const every = (maps: readonly Plane[], f: (x: number) => number) => maps.map((plane) => plane.map((row) => row.map(f)));

/** Two and three layers, each over the activation maps of the one before. */
async function stacked(hand: KernelHand): Promise<void> {
  const { page, pick, press, number, gives, preset, size } = hand;
  const { box = [], sobelX = [], prewittY = [] } = known;
  const planes = await planesOf(hand);
  await pick('Channels are read', 'together');
  await number('Filters', 2);
  await press('Activation map of filter 1');
  await preset('prewittY');
  await page.getByRole('button', { name: /^Activation function: / }).click();
  const dialog = page.getByRole('dialog', { name: 'Activation function' });
  await dialog.getByRole('combobox').selectOption('tanh');
  await dialog.getByRole('button', { name: 'Close' }).click();
  // The second filter holds the identity for every channel.
  const first = { ...plain, biases: [0, 0], filters: [new Array(3).fill(prewittY), new Array(3).fill(identity)] };
  const one = every(convolved(planes, first), Math.tanh);
  await press('Add a layer');
  await page.locator('.kernel-stack').waitFor();
  await press('Layer 2');
  await preset('box');
  await number('Stride', 2);
  const second = { filters: [[box, box]], stride: 2, mode: 'Edge' } as const;
  await gives(one, second, 'two layers');
  await press('Add a layer');
  await press('Layer 3');
  await eventually(size).toBe('14x14');
  const two = every(convolved(one, { ...plain, ...second }), (x) => Math.max(0, x));
  await gives(two, { filters: [[sobelX]], mode: 'Edge' }, 'three layers');

  // What a value sees: 3 of the last layer, (3 - 1) x 1 more of the one before at its stride of 2, and as much of the first.
  await press('All layers');
  await page.getByText('9 × 9 pixels, through 3 layers').waitFor();
  await page.getByRole('application', { name: /^Layer 1, Filter 2/ }).hover();
  await page.getByText('3 × 3 pixels, through one layer').waitFor();
}

onBothBackends((open) => {
  test('filters over three channels: apart, in groups, together, 1 x 1, and those that networks learned', () =>
    open(copying('rgb'), (playground) => severalFilters(kernelLab(playground))));

  test('layers behind each other, what a value sees, and a link that brings all of it back to the pixel', async () => {
    let link = '';
    const standing: Awaited<ReturnType<typeof pictured>>[] = [];
    const maps = ['feature', 'activation'] as const;
    const look = ({ page, saving }: KernelHand, which: (typeof maps)[number]) =>
      saving(which, (dialog) => pictured(page, dialog, '[role=dialog], dialog[open]'));
    const built = async (playground: Playground) => {
      await stacked(kernelLab(playground));
      expect(await findings(playground.page)).toEqual([]);
      link = await settledAddress(playground.page);
    };
    const changed = async (playground: Playground) => {
      const hand = kernelLab(playground);
      const { page } = playground;
      await hand.press('Layer 3');
      await hand.take();
      await hand.radio('Convolution');
      await hand.back();
      link = await settledAddress(page);
      for (const which of maps) standing.push(await look(hand, which));
      expect(await findings(page)).toEqual([]);
      await hand.press('All layers');
      await hand.press('Remove the last layer');
      await eventually(() => page.getByRole('button', { name: 'Layer 3', exact: true }).count()).toBe(0);
    };
    const linked = async (playground: Playground) => {
      const hand = kernelLab(playground);
      const { page } = playground;
      for (const [i, which] of maps.entries()) {
        await expectSame(() => look(hand, which), standing[i] ?? expect.fail('nothing stands'));
      }
      await page.getByRole('button', { name: '한국어' }).click();
      await page.getByRole('button', { name: /어두운|밝은/ }).click();
      expect(await findings(page, 'html', ['color-contrast'])).toEqual([]);
    };
    await open(copying('rgb'), built);
    await open(paramsOf(link), changed, 'seen');
    await open(paramsOf(link), linked, 'seen');
  });
});

test('three layers set by hand find the cat’s two eyes, and nothing else', async () => {
  await visit({ gpu: 'absent', params: { page: 'kernels' } }, async (playground) => {
    const { page } = playground;
    await page.locator('.kernel-presets > :last-child').click();
    await page.getByRole('button', { name: 'Find two eyes' }).click();
    await page.getByText('15 × 39 pixels, through 3 layers').waitFor();
    // Few places, and the strongest lies between the eyes: what it has seen spans both.
    const fired = page.getByText(/^Above zero at \d+ of 4,096 places/).last();
    await eventually(async () => Number((await fired.innerText()).match(/at (\d+)/)?.[1])).toBeLessThan(20);
    const marks = page.locator('.kernel-stack-picture .kernel-mark');
    const hasBoth = async (): Promise<boolean> => {
      const [left = 0, width = 0, top = 0, height = 0] = await marks.evaluate((mark) => {
        if (!(mark instanceof HTMLElement)) return [];
        return [mark.style.left, mark.style.width, mark.style.top, mark.style.height].map(Number.parseFloat);
      });
      // The pupils, in hundredths of the picture's side.
      const pupils = [
        [33, 38],
        [81, 45],
      ] as const;
      return pupils.every(([x, y]) => x > left && x < left + width && y > top && y < top + height);
    };
    await eventually(hasBoth).toBe(true);
    // The funnel grows a layer at a step, then moves on.
    const seen = page.locator('.kernel-stack-maps .kernel-mark');
    await page.getByRole('button', { name: 'Slide through all layers' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    const place = page.getByRole('slider', { name: 'Position' });
    const [from, met] = [Number(await place.inputValue()), new Set<number>()];
    for (let steps = 0; steps < 9 && Number(await place.inputValue()) === from; steps++) {
      met.add(await seen.count());
      await page.getByRole('button', { name: 'Step' }).click();
    }
    await eventually(() => place.inputValue()).toBe(String(from + 1));
    // The first layer's four maps, then one more a layer; the first may have passed before the pause.
    const grown = [0, 4, 5, 6];
    expect([...met]).toEqual(grown.slice(grown.length - met.size));
    expect(met.size).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Close the sliding window' }).click();
    // A layer opens from its button, with the maps of the one before as its planes.
    await page.getByRole('button', { name: 'Layer 2', exact: true }).click();
    await page.getByText('map 4', { exact: true }).first().waitFor();
    expect(await kernelLab(playground).kernel(3)).toHaveLength(49);
  });
});

const small = 'kin=28-gray&knet=1-1-3-3-2-2-zero-2-relu*-1_0_1_-2_0_2_-1_0_1*0';

test('on a phone the maps of what is edited stay in sight, and nothing is wider than the page', async () => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const params = { page: 'kernels', kview: 'edit', ...paramsOf(`http://x/?${small}`) };
  await visit({ gpu: 'absent', params, context }, async ({ page }) => {
    const maps = page.locator('.kernel-edit-maps');
    const cell = page.getByTestId('kernel-cell').nth(5);
    await cell.focus();
    await page.keyboard.press('Shift+PageUp');
    await eventually(() => cell.getAttribute('data-value')).toBe('3');
    await page.getByText('588 of 784 pixels are read by no window').scrollIntoViewIfNeeded();
    await eventually(async () => (await maps.boundingBox())?.y).toBeLessThan(10);
    // A keyboard on the screen leaves less than half of it, and what is edited stays below the maps.
    await page.setViewportSize({ width: 390, height: 400 });
    await page.getByTestId('kernel-cell').nth(0).focus();
    await cell.focus();
    await eventually(async () => (await maps.boundingBox())?.y).toBeLessThan(10);
    const [above, below] = [await maps.boundingBox(), await cell.boundingBox()];
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual((below?.y ?? 0) + 1);
    expect((below?.y ?? 0) + 44).toBeLessThan(400);
    await page.setViewportSize({ width: 390, height: 844 });
    // A number that is chosen is stepped with a finger.
    const stride = page.getByRole('spinbutton', { name: 'Stride', exact: true });
    await stride.tap();
    const more = page.getByRole('group', { name: 'Stride' }).getByRole('button', { name: 'One more' });
    const box = await more.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await more.tap();
    await page.getByTestId('output-size').filter({ hasText: '10 × 10' }).waitFor();
    for (const view of ['edit', 'flow', 'stack'] as const) {
      if (view === 'flow') await page.getByRole('button', { name: 'Kernels', exact: true }).click();
      if (view === 'stack') await page.getByRole('button', { name: 'Add a layer' }).click();
      await page.locator(`.kernel-${view}`).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    }
  });
});
