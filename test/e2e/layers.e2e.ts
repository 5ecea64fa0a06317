/**
 * Layers that neither shipped network has (batch normalisation, a sum of branches, their concatenation) beside those that
 * both have: every kind opens the same way, its digits add up, and its value is the kernel's. The network is made here
 * and served in the place of one that is shipped; it reads pictures in one plane of grey.
 */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encodeModel } from '../../src/formats/model';
import { checkModel } from '../../src/graph/model';
import { initialWeights } from '../../src/train/initialise';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import { at, digits, equation, expectProven, goTo, pixelPoint, stage, sum, texts, values } from './support/opened';
import type { Playground } from './support/playground';
import { firstMap, openSees } from './support/stage';

const spec = checkModel({
  name: 'kinds',
  input: { shape: [1, 16, 16] },
  nodes: [
    { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, pad: [1, 1, 1, 1] } },
    { id: 'norm', type: 'batchNorm', inputs: ['conv'] },
    { id: 'relu', type: 'relu', inputs: ['norm'] },
    { id: 'side', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, kernel: [1, 1] } },
    { id: 'added', type: 'add', inputs: ['relu', 'side'] },
    { id: 'joined', type: 'concat', inputs: ['added', 'conv'] },
    { id: 'average', type: 'averagePool2d', inputs: ['joined'] },
    { id: 'most', type: 'maxPool2d', inputs: ['average'] },
    { id: 'flat', type: 'flatten', inputs: ['most'] },
    { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 3 } },
    { id: 'softmax', type: 'softmax', inputs: ['dense'] },
  ],
  output: 'softmax',
  labels: ['one', 'two', 'three'],
  preprocessing: { kind: 'picture', size: [16, 16], mean: [0.5], deviation: [0.25] },
});

/** What batch normalisation keeps of each channel. */
const kept = {
  scale: [1.5, -0.75, 2, 1],
  shift: [0.25, 0.5, -0.125, 0],
  mean: [0.1, -0.2, 0.3, 0],
  variance: [2, 0.5, 1, 3],
};
const weights = new Map([
  ...initialWeights(spec, 5),
  ...Object.entries(kept).map(([name, all]) => [`norm.${name}`, Float32Array.from(all)] as const),
]);

const serveModel = ({ page }: Playground): Promise<unknown> =>
  page.route(/objects\.safetensors/, (route) => route.fulfill({ body: Buffer.from(encodeModel(spec, weights)) }));

const noise = (): Promise<Buffer> => {
  const made = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: 32, height: 32, channels: 3, background: '#456', noise: made } })
    .png()
    .toBuffer();
};

/** Opens a value by pointing as a person does: a map, then one of its pixels; a layer's cell from the strip above a map. */
async function open(playground: Playground, layer: string, isMap: boolean): Promise<void> {
  const { page } = playground;
  const { x, y } = await firstMap(playground, isMap ? layer : 'conv');
  await page.mouse.click(x + 5, y);
  await eventually(() => at(playground)).toBe(`${isMap ? layer : 'conv'}.0`);
  await page.getByTestId('window').waitFor();
  if (isMap) {
    const again = await pixelPoint(playground, 2, 1);
    await page.mouse.click(again.x, again.y);
  } else await page.locator(`.strip-layer[data-layer=${layer}]`).click();
  await eventually(() => at(playground)).toMatch(isMap ? /^\w+\.0\.\d+\.\d+$/ : /^\w+\.\d+$/);
  await page.locator(`[data-testid=equation][data-layer=${layer}]`).waitFor();
}

/** The parts of a sum and its result as they are written: they add up to the last digit. */
async function expectDigits(playground: Playground): Promise<void> {
  const [total = ''] = await texts(playground, 'sum-total');
  expect(sum(await texts(playground, 'sum-term'))).toBe(digits(total));
}

const kinds = {
  conv: 'weighted',
  norm: 'normalised',
  relu: 'function',
  added: 'combined',
  joined: 'moved',
  average: 'window',
  most: 'window',
  dense: 'weighted',
  softmax: 'softmax',
} as const;

/** The value of a place, proven by its equation. */
async function valueAt(playground: Playground, place: string): Promise<number> {
  await goTo(playground, place);
  await playground.page.locator(`[data-testid=equation][data-layer=${place.split('.')[0]}]`).waitFor();
  return (await expectProven(playground)).computed;
}

describe.each(backends)('on $backend', (computing) => {
  test('pooling, dense layers, batch normalisation, sums, concatenation and softmax open like a convolution', async () => {
    const body = async (playground: Playground): Promise<void> => {
      const { page } = playground;
      await playground.upload('noise.png', await noise());
      await eventually(() => playground.answer()).toBeDefined();
      expect((await playground.predictions()).map(({ label }) => label)).toEqual(['one', 'two', 'three']);
      // A network of one plane is shown one, and it is grey.
      await openSees(playground);
      expect(await page.locator('.sees .plane').allInnerTexts()).toEqual(['input']);
      const isGrey = await page.locator('.sees .plane canvas').evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return false;
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, 16, 16) ?? { data: [] };
        const isPixelGrey = (i: number) => data[4 * i] === data[4 * i + 1] && data[4 * i] === data[4 * i + 2];
        return Array.from({ length: 256 }, (_, i) => i).every(isPixelGrey);
      });
      expect(isGrey).toBe(true);
      await page.keyboard.press('Escape');
      await page.locator('dialog.sees').waitFor({ state: 'detached' });

      for (const [layer, kind] of Object.entries(kinds)) {
        await open(playground, layer, layer !== 'dense' && layer !== 'softmax');
        expect((await expectProven(playground)).kind).toBe(kind);
        if (layer === 'norm' || layer === 'added' || layer === 'dense') await expectDigits(playground);
        if (layer === 'average') {
          const { computed } = await equation(playground);
          const four = await values(playground, 'operand');
          expect(four).toHaveLength(4);
          expect(computed).toBeCloseTo(four.reduce((all, value) => all + value, 0) / 4, 5);
        }
        if (layer === 'softmax') {
          const all = await page
            .locator('.sum-rows > div', { hasText: 'sum of all exp' })
            .getByTestId('sum-note')
            .innerText();
          expect(sum(await texts(playground, 'sum-term'))).toBe(digits(all));
        }
        // Back to the network, a level at a time.
        while ((await at(playground)) !== null) {
          const level = await at(playground);
          await page.keyboard.press('Escape');
          await eventually(() => at(playground)).not.toBe(level);
        }
        await stage(playground).waitFor();
      }

      // What the equations say of one place goes together, by the textbook.
      const [x, normed, rectified, side, added] = [
        await valueAt(playground, 'conv.2.7.5'),
        await valueAt(playground, 'norm.2.7.5'),
        await valueAt(playground, 'relu.2.7.5'),
        await valueAt(playground, 'side.2.7.5'),
        await valueAt(playground, 'added.2.7.5'),
      ];
      expect(normed).toBeCloseTo((2 * (x - 0.3)) / Math.sqrt(1 + 1e-5) - 0.125, 4);
      expect(rectified).toBe(Math.max(0, normed));
      expect(added).toBeCloseTo(rectified + side, 5);
      expect(await valueAt(playground, 'joined.2.7.5')).toBe(added);
      expect(await valueAt(playground, 'joined.6.7.5')).toBe(x);
      expect(await valueAt(playground, 'softmax.1')).toBe((await playground.predictions())[1]?.probability);
    };
    await visitOn(computing, { params: { model: 'objects' } }, body, serveModel);
  });
});
