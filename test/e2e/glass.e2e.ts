/** How the answer comes about, and the glass box: opened on every backend, with numbers that add up and are right. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { type Playground, visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const three = place(digitPaths.find(({ digit }) => digit === 3) ?? expect.fail('no digit 3'));

const patience = { timeout: 60_000 };
const numberOf = (text: string): number => Number(text.replace('−', '-').replace('+', '').replaceAll(',', ''));

/** The text of each cell of each row of a table's body. */
const cells = (page: Page, testId: string): Promise<string[][]> =>
  page
    .getByTestId(testId)
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').trim())),
    );

/** The table of softmax: the logits by class, after checking that its digits add up to the answer. */
async function expectSoftmax({ page }: Playground): Promise<Map<string, number>> {
  await page.getByText('How the probabilities come about').click();
  await page.getByTestId('softmax').waitFor(patience);
  const rows = await cells(page, 'softmax');
  expect(rows).toHaveLength(10);
  expect(rows[0]?.[0]).toBe('7');
  const sum = rows.reduce((all, [, , exp = '']) => all + Math.round(1e6 * numberOf(exp)), 0);
  expect(sum).toBe(Math.round(1e6 * Number(await page.getByTestId('softmax').getAttribute('data-sum'))));
  for (const [label = '', , exp = '', share = ''] of rows) {
    expect(Math.abs(numberOf(share) - numberOf(exp) / (sum / 1e6))).toBeLessThan(0.6e-4);
    const bar = page.locator(`[data-testid="prediction"][data-label="${label}"]`);
    expect(Math.abs(numberOf(share) - Number(await bar.getAttribute('data-probability')))).toBeLessThan(1.5e-4);
  }
  await page.getByRole('radio', { name: 'by class' }).click();
  expect((await cells(page, 'softmax')).map(([label]) => label)).toEqual([...'0123456789']);
  return new Map(rows.map(([label = '', logit = '']) => [label, numberOf(logit)]));
}

/** What separates two classes, from every layer it can be seen from: the shares add up to the logits' difference. */
async function expectSeparation({ page }: Playground, logits: ReadonlyMap<string, number>): Promise<void> {
  await page.getByText('What separates the two likeliest').click();
  const table = page.getByTestId('separation');
  await table.waitFor(patience);
  const [a, b] = await Promise.all(['One class', 'The other'].map((name) => page.getByLabel(name).inputValue()));
  const difference = (logits.get(a ?? '') ?? Number.NaN) - (logits.get(b ?? '') ?? Number.NaN);
  expect(a).toBe('7');
  for (const layer of ['relu3', 'pool2', 'pool1']) {
    await page.getByLabel('Seen from layer').selectOption(layer);
    await table.getByText(`What the maps of ${layer}`).waitFor(patience);
    const total = Number(await table.getAttribute('data-total').then((text) => text?.replace('−', '-')));
    expect(Math.abs(total - difference)).toBeLessThan(1.5e-4);
    const rows = await cells(page, 'separation');
    const sum = rows.reduce((all, row) => all + Math.round(1e4 * numberOf(row.at(-1) ?? '')), 0);
    expect(sum).toBe(Math.round(1e4 * total));
  }
}

async function expectGlassBox(playground: Playground, backend: string): Promise<void> {
  const { page } = playground;
  await page.getByRole('button', { name: 'Open the glass box' }).click();
  const times = page.locator('[data-testid="layer-time"][data-milliseconds]');
  await expect.poll(() => times.count(), patience).toBe(7);
  for (const time of await times.all()) expect(Number(await time.getAttribute('data-milliseconds'))).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'ms', exact: true }).click();
  const sorted = await times.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-milliseconds'))));
  expect(sorted).toEqual([...sorted].sort((a, b) => b - a));

  const agreements = page.getByTestId('agreement');
  await expect.poll(() => agreements.count(), patience).toBe(7);
  for (const row of await agreements.all()) {
    expect(Number(await row.getAttribute('data-worst'))).toBeLessThanOrEqual(1);
    const layer = (await row.getAttribute('data-layer')) ?? '';
    if (layer.startsWith('pool')) expect(await row.innerText()).toContain('every bit');
  }
  await page.getByText('All 7 kernel calls are within what float32 allows.').waitFor();

  await page.getByLabel('Layer', { exact: true }).selectOption({ label: 'dense1 · relu3' });
  expect(await page.getByTestId('formula').allInnerTexts()).toEqual([
    'y[k] = b[k] + Σ_c w[k, c] · x[c]',
    'y = max(0, x)',
  ]);
  expect(await page.getByTestId('shader').innerText()).toContain('const inFeatures: u32 = 400u;');
  const whose = backend === 'webgpu' ? 'This is the very text' : 'No graphics device computes here';
  await page.getByText(whose).waitFor();
}

test.each(['webgpu', 'wasm', 'reference'])('everything is opened on %s', async (backend) => {
  await visit({ params: { backend } }, async (playground) => {
    const { page } = playground;
    await playground.draw(...seven);
    await playground.expectAnswer('7');
    await expectSeparation(playground, await expectSoftmax(playground));
    await expectGlassBox(playground, backend);

    // One draws beside the open box: it follows, and a frame still makes nothing.
    const allowances = (): Promise<string> =>
      page
        .getByTestId('agreement')
        .evaluateAll((rows) => rows.map((row) => `${row.getAttribute('data-bound')} ${row.getAttribute('data-worst')}`))
        .then((texts) => texts.join('; '));
    const before = await allowances();
    await playground.draw(...three);
    await expect.poll(allowances, patience).not.toBe(before);
    const { created, readbacks, submits } = await playground.profile();
    expect([created, submits]).toEqual([0, backend === 'reference' ? 0 : 1]);
    expect(readbacks).toBeLessThanOrEqual(1);
  });
});
