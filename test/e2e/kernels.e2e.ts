/** The page "Kernels": the maps are those of the numbers in the cells, every control does what it says, a link brings all back. */
import { expect, test } from 'vitest';
import { findings } from './support/axe';
import { savedCsv } from './support/csv';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

const size = ({ page }: Playground): Promise<string> =>
  page
    .getByTestId('output-size')
    .evaluate((element) =>
      element instanceof HTMLElement ? `${element.dataset.height}x${element.dataset.width}` : '',
    );

const kernel = ({ page }: Playground): Promise<number[]> =>
  page.getByTestId('kernel-cell').evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-value'))));

/** A map's values, by way of the file that is saved of it. */
async function saved({ page }: Playground, kind: 'feature' | 'activation'): Promise<number[][]> {
  const part = page.getByRole('region', { name: 'Save a map' });
  await part.getByRole('combobox', { name: 'Save a map' }).selectOption(kind);
  return savedCsv(page, part);
}

/** What a kernel of 3 x 3 gives of a map, without padding. */
const convolved = (map: number[][], weights: readonly number[]): number[][] =>
  map
    .slice(2)
    .map((_, i) =>
      (map[i] ?? [])
        .slice(2)
        .map((__, j) =>
          weights.reduce(
            (sum, weight, k) => sum + weight * (map[i + Math.floor(k / 3)]?.[j + (k % 3)] ?? Number.NaN),
            0,
          ),
        ),
    );

const furthest = (a: number[][], b: number[][]): number =>
  Math.max(...a.flat().map((value, i) => Math.abs(value - (b.flat()[i] ?? Number.NaN))));

test('gives the maps of the numbers in its cells, and stands in a link', async () => {
  let link = '';
  let standing: number[][] = [];
  await visit({ gpu: 'absent', params: { page: 'kernels', kin: '28-gray' } }, async (playground) => {
    const { page } = playground;
    await eventually(() => kernel(playground)).toEqual([-1, 0, 1, -2, 0, 2, -1, 0, 1]);
    expect(await size(playground)).toBe('28x28');
    await page.getByRole('radio', { name: 'None', exact: true }).check();
    await eventually(() => size(playground)).toBe('26x26');

    // The identity gives the picture itself; what comes of the next kernels is worked out from that.
    await page.getByRole('combobox', { name: 'Known kernels' }).selectOption('identity');
    await page.getByRole('combobox', { name: 'Activation function' }).selectOption('none');
    await eventually(async () => (await saved(playground, 'feature')).length).toBe(26);
    await page.getByRole('radio', { name: 'Zero', exact: true }).check();
    await eventually(() => size(playground)).toBe('28x28');
    await eventually(async () => (await saved(playground, 'feature')).length).toBe(28);
    const picture = await saved(playground, 'feature');
    expect(Math.max(...picture.flat())).toBeGreaterThan(0.3);
    await page.getByRole('radio', { name: 'None', exact: true }).check();
    await page.getByRole('combobox', { name: 'Activation function' }).selectOption('relu');
    await page.getByRole('combobox', { name: 'Known kernels' }).selectOption('sobelX');

    // A typed number, one by key, and a dragged one.
    const cell = page.getByTestId('kernel-cell').nth(4);
    await cell.fill('0.5');
    await cell.press('Enter');
    await cell.press('PageUp');
    await eventually(async () => (await kernel(playground))[4]).toBe(Math.fround(0.6));
    const dragged = page.getByTestId('kernel-cell').nth(0);
    await dragged.scrollIntoViewIfNeeded();
    const box = await dragged.boundingBox();
    if (!box) throw new Error('The cell is not visible.');
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 10, box.y - 40, { steps: 8 });
    await page.mouse.up();
    await eventually(async () => (await kernel(playground))[0]).toBeCloseTo(0, 6);
    const weights = await kernel(playground);
    const expected = convolved(picture, weights);
    await eventually(async () => furthest(await saved(playground, 'feature'), expected)).toBeLessThan(1e-4);
    const rectified = expected.map((row) => row.map((value) => Math.max(0, value)));
    expect(furthest(await saved(playground, 'activation'), rectified)).toBeLessThan(1e-4);

    // A convolution in the strict sense is the same with the kernel turned.
    await page.getByLabel('Convolution in the strict sense').check();
    const turned = convolved(picture, [...weights].reverse());
    await eventually(async () => furthest(await saved(playground, 'feature'), turned)).toBeLessThan(1e-4);

    await page.getByRole('button', { name: 'Undo the kernel' }).click();
    await eventually(async () => (await kernel(playground))[0]).not.toBeCloseTo(0, 6);
    await page.getByRole('slider', { name: 'Stride' }).fill('2');
    await eventually(() => size(playground)).toBe('13x13');
    await page.getByRole('button', { name: 'Add a layer' }).click();
    await eventually(() => size(playground)).toBe('13x13');
    await page.getByRole('radio', { name: 'RGB', exact: true }).check();
    await page.getByRole('radio', { name: 'Layer 1', exact: true }).check();
    await eventually(() => page.getByRole('button', { name: /^Response of channel/ }).count()).toBe(3);

    const map = page.getByRole('application', { name: /^Feature map/ });
    await map.focus();
    await page.keyboard.press('ArrowRight');
    await eventually(() => page.getByText(/looks at 3 × 3 pixels/).count()).toBe(1);

    expect(await findings(page)).toEqual([]);
    standing = await saved(playground, 'feature');
    link = new URL(page.url()).search;
  });
  const params = Object.fromEntries(new URLSearchParams(link));
  await visit({ gpu: 'software', params: { ...params, backend: 'webgpu', lang: 'en' } }, async (playground) => {
    await eventually(() => size(playground)).toBe('13x13');
    await eventually(async () => furthest(await saved(playground, 'feature'), standing)).toBeLessThan(1e-3);
    const { page } = playground;
    await page.getByRole('button', { name: '한국어' }).click();
    await page.getByRole('button', { name: /어두운|밝은/ }).click();
    expect(await findings(page)).toEqual([]);
  });
});
