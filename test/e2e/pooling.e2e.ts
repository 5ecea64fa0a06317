/** The page "Pooling": its numbers are those of the maps that can be saved, its controls do what they say, a link brings all back. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { findings } from './support/axe';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';
import { readCsv } from './support/saved';

const kinds = ['max', 'average', 'min', 'globalMax', 'globalAverage'];

async function errors({ page }: Playground): Promise<Record<string, number>> {
  const all = await page
    .getByTestId('pool-error')
    .evaluateAll((rows) =>
      rows.map((row) => (row instanceof HTMLElement ? [row.dataset.kind ?? '', Number(row.dataset.rmse)] : [])),
    );
  return Object.fromEntries(all);
}

const size = ({ page }: Playground): Promise<string> =>
  page
    .getByTestId('output-size')
    .evaluate((element) =>
      element instanceof HTMLElement ? `${element.dataset.height}x${element.dataset.width}` : '',
    );

const slide = (page: Page, name: string | RegExp, value: number) =>
  page.getByRole('slider', { name }).fill(String(value));

/** The values of a map, by way of the file that is saved of it. */
async function saved({ page }: Playground, kind: string, branch: 'clean' | 'changed'): Promise<number[][]> {
  const part = page.getByRole('region', { name: 'Save', exact: true });
  await part.getByLabel('Map', { exact: true }).selectOption(kind);
  await part.getByLabel('Of the picture', { exact: true }).selectOption(branch);
  return readCsv(page, part);
}

const rmse = (a: number[][], b: number[][]): number => {
  const [left, right] = [a.flat(), b.flat()];
  return Math.sqrt(left.reduce((sum, value, i) => sum + (value - (right[i] ?? 0)) ** 2, 0) / left.length);
};

test('pools the live picture, measures noise and shift by the maps themselves, and stands in a link', async () => {
  let link = '';
  let standing: Record<string, number> = {};
  await visit({ gpu: 'absent', params: { page: 'pooling' } }, async (playground) => {
    const { page } = playground;
    await eventually(async () => Object.keys(await errors(playground))).toEqual(kinds);
    await eventually(async () => (await errors(playground)).max).toBeGreaterThan(0);
    expect(await size(playground)).toBe('14x14');

    // The error is that of the maps, value by value; and max is the largest of each window of the map.
    const map = await saved(playground, 'map', 'clean');
    const [clean, noisy] = [await saved(playground, 'max', 'clean'), await saved(playground, 'max', 'changed')];
    expect(map).toHaveLength(28);
    clean.forEach((row, i) => {
      row.forEach((value, j) => {
        const window = [0, 1].flatMap((u) => [0, 1].map((v) => map[2 * i + u]?.[2 * j + v] ?? Number.NaN));
        expect(value).toBe(Math.max(...window));
      });
    });
    expect(rmse(clean, noisy)).toBeCloseTo((await errors(playground)).max ?? Number.NaN, 5);

    // Window, stride, padding.
    await slide(page, 'Window', 3);
    await slide(page, 'Stride', 3);
    await slide(page, 'Padding', 1);
    await eventually(() => size(playground)).toBe('10x10');
    await page.getByText('⌊(28 + 2·1 − 3) ÷ 3⌋ + 1 = 10').waitFor();

    // The claim holds for some pictures and noises, and not for others.
    const claim = page.getByTestId('pooling-verdict');
    for (const [name, expected] of [
      ['Points of light, faint noise', 'holds'],
      ['A photo with pepper', 'holds'],
      ['A photo with salt', 'fails'],
      ['A photo with Gaussian noise', 'fails'],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      await eventually(() => claim.getAttribute('data-claim'), name).toBe(expected);
    }
    await page.getByRole('img', { name: 'Error over the strength of Gaussian' }).waitFor();

    // Shift: whole strides only move the pooled map along.
    await page.getByRole('radio', { name: 'Shift', exact: true }).click();
    await slide(page, 'To the right', 2);
    await page.getByText('Moved by whole strides').waitFor();
    await eventually(async () => (await errors(playground)).max).toBeGreaterThan(0);
    const [before, after] = [
      await saved(playground, 'strided', 'clean'),
      await saved(playground, 'strided', 'changed'),
    ];
    expect(after.map((row) => row.slice(1))).toEqual(before.map((row) => row.slice(0, -1)));

    // A map of a trained network, and the sliding window on it.
    await page.getByRole('combobox', { name: 'Map', exact: true }).first().selectOption('objects:relu2');
    await eventually(() => size(playground)).toBe('16x16');
    await page.getByRole('button', { name: 'Play the sliding window of: Max', exact: true }).click();
    await page.getByTestId('player').waitFor();
    await page.getByRole('button', { name: 'Close the sliding window' }).click();
    for (const theme of ['light', 'dark']) {
      if (theme === 'dark') await page.getByRole('button', { name: 'Use the dark theme' }).click();
      expect(await findings(page, 'main'), theme).toEqual([]);
    }
    link = page.url();
    standing = await errors(playground);
  });
  const params = Object.fromEntries(new URL(link).searchParams);
  expect(params).toMatchObject({ map: 'objects:relu2', experiment: 'shift', across: '2', side: '64' });
  // The same on the other backend, but for the last bits.
  await visit({ params: { ...params, lang: 'ko', backend: 'webgpu' } }, async (playground) => {
    await eventually(() => size(playground)).toBe('16x16');
    for (const kind of kinds) {
      await eventually(
        async () => Math.abs(((await errors(playground))[kind] ?? 9) - (standing[kind] ?? 0)),
        kind,
      ).toBeLessThan(1e-4);
    }
    expect(await findings(playground.page, 'main')).toEqual([]);
  });
});
