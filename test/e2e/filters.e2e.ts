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
import { settledAddress } from './support/seen';

/** Several filters over red, green and blue: apart, in groups, all together, 1 x 1, and learned ones. */
async function severalFilters(hand: KernelHand): Promise<void> {
  const { page, pick, press, radio, type, becomes, gives, picture } = hand;
  const linked = page.getByRole('switch', { name: 'Edit all kernels of the filter together' });
  const { box = [], sobelX = [], laplacian = [] } = known;
  const planes: number[][][] = [];
  for (const k of [0, 1, 2]) {
    await press(`Activation map of filter ${k + 1}`);
    planes.push(await picture(k));
  }
  expect(furthest(planes[0] ?? [], planes[2] ?? [])).toBeGreaterThan(0.05);

  // Depthwise: a filter for each channel; then two for each.
  await pick('Filter', '2');
  await pick('Known kernels', 'box');
  await gives(planes, { filters: [[identity], [box], [identity]] }, 'depthwise', 1);
  await pick('Filters', '6');
  await pick('Filter', '5');
  await pick('Known kernels', 'sobelX');
  // Copies of the three that there were follow after them; the fifth reads the last channel.
  const six = [[identity], [box], [identity], [identity], [sobelX], [identity]];
  await gives(planes, { filters: six }, 'two a channel', 4);
  await pick('Filter', '4');
  await gives(planes, { filters: six }, 'of the second', 3);

  // All together: a kernel for each channel, edited apart, and what they give is added up.
  await radio('all together');
  await pick('Filters', '2');
  await pick('Filter', '2');
  await linked.uncheck();
  for (const [channel, name] of [
    ['Red', 'sobelX'],
    ['Green', 'identity'],
    ['Blue', 'box'],
  ] as const) {
    await radio(channel);
    await pick('Known kernels', name);
  }
  await gives(planes, { filters: [[], [sobelX, identity, box]] }, 'three kernels in one filter', 1);
  // A channel is also taken into the hand by what it adds.
  await press('Response of channel Green');
  await becomes(identity, 'green');
  await linked.check();
  await pick('Known kernels', 'laplacian');
  await gives(planes, { filters: [[], [laplacian, laplacian, laplacian]] }, 'linked', 1);

  // 1 x 1: nothing but a mixture of the channels. The weights are those of luminance (ITU-R BT.601).
  await linked.uncheck();
  await pick('Rows', '1');
  await pick('Columns', '1');
  const luminance = [0.299, 0.587, 0.114];
  for (const [k, channel] of ['Red', 'Green', 'Blue'].entries()) {
    await radio(channel);
    await type(0, luminance[k] ?? 0);
  }
  const mixture = { rows: 1, columns: 1, filters: [[], luminance.map((value) => [value])] };
  await gives(planes, mixture, '1 x 1', 1);

  await learned(hand, planes);
}

/** Filters of the trained networks, of every convolution, are put into the hand with the weights that the files have. */
async function learned(hand: KernelHand, planes: readonly Plane[]): Promise<void> {
  const { page, pick, press, radio, kernel, becomes, gives } = hand;
  await page.getByText('Learned by the networks', { exact: true }).click();
  const list = page.getByRole('combobox', { name: 'Network and layer' });
  await list.waitFor();
  const offered = await list.locator('option').evaluateAll((all) => all.map((each) => each.getAttribute('value')));
  const there: string[] = [];
  for (const name of ['digits', 'objects']) {
    const { weights, spec } = decodeModel(readFileSync(`public/models/${name}.safetensors`));
    for (const { id, type, inputs } of spec.nodes) {
      if (type !== 'conv2d') continue;
      there.push(`${name}:${id}`);
      const all = weights.get(`${id}.weight`) ?? expect.fail('no such weights');
      const filters = weights.get(`${id}.bias`)?.length ?? 0;
      const side = name === 'digits' ? 5 : 3;
      const depth = all.length / filters / side ** 2;
      expect(depth, inputs.join()).toBe(Math.round(depth));
      // The second filter, and in the middle of the list.
      const filter = there.length % 2 === 0 ? 1 : filters / 2;
      await pick('Network and layer', `${name}:${id}`);
      const button = page.getByRole('button', { name: `${name} network, ${id}, filter ${filter}`, exact: true });
      await button.click();
      // Of a filter with fewer kernels than there are channels, they come round again.
      const kernels = [0, 1, 2].map((k) => {
        const at = (filter * depth + (k % depth)) * side ** 2;
        return Array.from(all.subarray(at, at + side ** 2));
      });
      await becomes(kernels[2] ?? [], `${name} ${id}`);
      expect(await button.getAttribute('aria-pressed')).toBe('true');
      if (id !== 'conv1') continue;
      await gives(planes, { rows: side, columns: side, filters: [[], kernels] }, `learned, ${name}`, 1);
      await radio('Red');
      await eventually(kernel).toEqual(kernels[0]);
      await radio('Blue');
    }
  }
  expect(offered).toEqual(there);
  // Arrow keys walk over the filters, and Enter takes one.
  await press('objects network, conv5, filter 0');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const second = page.getByRole('button', { name: 'objects network, conv5, filter 1', exact: true });
  await eventually(() => second.getAttribute('aria-pressed')).toBe('true');
}

const every = (maps: readonly Plane[], f: (x: number) => number) => maps.map((plane) => plane.map((row) => row.map(f)));

/** Two and three layers, each over the activation maps of the one before. Leaves a pixel of the last one pointed at. */
async function stacked(hand: KernelHand): Promise<void> {
  const { page, pick, press, radio, slide, size, gives, picture } = hand;
  const linked = page.getByRole('switch', { name: 'Edit all kernels of the filter together' });
  const { box = [], sobelX = [], prewittY = [] } = known;
  const chosen = (layer: number) =>
    eventually(() => page.getByRole('radio', { name: `Layer ${layer}`, exact: true }).isChecked()).toBe(true);
  const planes: number[][][] = [];
  for (const k of [0, 1, 2]) {
    await press(`Activation map of filter ${k + 1}`);
    planes.push(await picture(k));
  }
  await radio('all together');
  await pick('Filters', '2');
  await pick('Filter', '1');
  await pick('Known kernels', 'prewittY');
  await pick('Activation function', 'tanh');
  // The second filter holds the identity for every channel.
  const first = { ...plain, biases: [0, 0], filters: [new Array(3).fill(prewittY), new Array(3).fill(identity)] };
  const one = every(convolved(planes, first), Math.tanh);
  await press('Add a layer');
  await chosen(2);
  // Each of its maps on its own, then both added up.
  await radio('each on its own (depthwise)');
  await pick('Filter', '2');
  await gives(one, { filters: [[sobelX], [sobelX]] }, 'the second of two maps', 1);
  await radio('all together');
  await pick('Filters', '1');
  await linked.check();
  await pick('Known kernels', 'box');
  await slide('Stride', 2);
  const second = { filters: [[box, box]], stride: 2 };
  await gives(one, second, 'two layers');
  await press('Add a layer');
  await chosen(3);
  await radio('Edge');
  await eventually(size).toBe('14x14');
  const two = every(convolved(one, { ...plain, ...second }), (x) => Math.max(0, x));
  const three = await gives(two, { filters: [[sobelX]], mode: 'Edge' }, 'three layers');

  // What a pixel sees: 3 of the last layer, (3 - 1) x 1 more of the one before at its stride of 2, and as much of the first.
  const feature = page.getByRole('application', { name: /^Feature map/ });
  await feature.focus();
  for (const key of ['ArrowRight', 'Shift+ArrowUp', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await page.getByText('This pixel looks at 9 × 9 pixels of the input.').waitFor();
  await page
    .getByText(/^Row 2, column 8: /)
    .first()
    .waitFor();
  const [row, column] = [2, 8];
  const said = await page
    .getByText(/^Row 2, column 8: /)
    .first()
    .innerText();
  const value = Number(said.split(': ')[1]?.replace('−', '-'));
  expect(Math.abs(value - (three[row]?.[column] ?? Number.NaN))).toBeLessThan(0.006);
  // From 2 (row - 1) - 1 - 0 on in the picture, with its one pixel of padding before: the last layer begins one pixel before
  // its row; the second, of stride 2 and no padding before an even side, there; the first one before that.
  const field = await page.locator('.kernel-field').evaluate((box) => {
    const { left, top, width, height } =
      box instanceof HTMLElement ? box.style : { left: '', top: '', width: '', height: '' };
    return [left, top, width, height].map((text) => (parseFloat(text) * 30) / 100);
  });
  const from = (at: number): number => 2 * (at - 1) - 1 + 1;
  for (const [i, expected] of [from(column), from(row), 9, 9].entries()) expect(field[i]).toBeCloseTo(expected, 4);
}

onBothBackends((open) => {
  test('filters over three channels: apart, in groups, together, 1 x 1, and those that networks learned', () =>
    open(copying('rgb'), (playground) => severalFilters(kernelLab(playground))));

  test('layers behind each other, what a pixel sees, and a link that brings all of it back to the pixel', async () => {
    let link = '';
    const standing: Awaited<ReturnType<typeof pictured>>[] = [];
    const look = async ({ page, save }: KernelHand, which: string) => {
      await save.getByRole('combobox', { name: 'Save a map' }).selectOption(which);
      // The pixel in the middle is pointed at, whichever was before.
      await page.getByRole('application', { name: /^Feature map/ }).hover();
      return pictured(page, save, '.kernel-maps');
    };
    const maps = ['feature', 'activation'];
    await open(copying('rgb'), async (playground) => {
      const hand = kernelLab(playground);
      const { page } = playground;
      await stacked(hand);
      await page.getByLabel('Convolution in the strict sense').check();
      link = await settledAddress(page);
      for (const which of maps) standing.push(await look(hand, which));
      expect(await findings(page)).toEqual([]);
      await hand.press('Remove the last layer');
      await eventually(() => page.getByRole('radio', { name: /^Layer / }).count()).toBe(2);
    });
    await open(paramsOf(link), async (playground) => {
      const hand = kernelLab(playground);
      const { page } = playground;
      for (const [i, which] of maps.entries()) {
        await expectSame(() => look(hand, which), standing[i] ?? expect.fail('nothing stands'));
      }
      await page.getByRole('button', { name: '한국어' }).click();
      await page.getByRole('button', { name: /어두운|밝은/ }).click();
      expect(await findings(page, 'html', ['color-contrast'])).toEqual([]);
    });
  });
});
