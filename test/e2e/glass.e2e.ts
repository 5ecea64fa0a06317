/** How the answer comes about, and the glass box: opened on every backend, with numbers that add up and are right. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { digitPaths, type Point, place } from '../helpers/strokes';
import { type Playground, visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const three = place(digitPaths.find(({ digit }) => digit === 3) ?? expect.fail('no digit 3'));

/** Some say that it is an eight, some a five. */
const scribble: readonly Point[] = [
  [0.8, 0.75],
  [0.3, 0.3],
  [0.4, 0.2],
  [0.25, 0.6],
  [0.7, 0.3],
];

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
  await page.getByRole('button', { name: 'How does it add up?' }).click();
  await page.getByText('Where the percentages come from').click();
  await page.getByTestId('softmax').waitFor(patience);
  const rows = await cells(page, 'softmax');
  expect(rows).toHaveLength(10);
  expect(rows[0]?.[0]).toBe('7');
  // Probabilities in order, the likeliest first; each is what exp makes of the logits.
  const shares = rows.map(([, , , share = '']) => numberOf(share));
  expect(shares).toEqual([...shares].sort((a, b) => b - a));
  const logits = rows.map(([, logit = '']) => numberOf(logit));
  const whole = logits.reduce((all, logit) => all + Math.exp(logit), 0);
  for (const [i, logit] of logits.entries())
    expect(Math.abs((shares[i] ?? 0) - Math.exp(logit) / whole)).toBeLessThan(1e-4);
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
async function expectSeparation(playground: Playground, logits: ReadonlyMap<string, number>): Promise<void> {
  const { page } = playground;
  await page.getByText('What separates the two likeliest').click();
  const table = page.getByTestId('separation');
  await table.waitFor(patience);
  const [a, b] = await Promise.all(['One class', 'The other'].map((name) => page.getByLabel(name).inputValue()));
  const difference = (logits.get(a ?? '') ?? Number.NaN) - (logits.get(b ?? '') ?? Number.NaN);
  // Unasked, it is between the two likeliest.
  const likeliest = [...(await playground.predictions())].sort((one, other) => other.probability - one.probability);
  expect([a, b]).toEqual(likeliest.slice(0, 2).map(({ label }) => label));
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

/** Names and what stands beside them, of a part of the glass box. */
const listed = async (page: Page, part: string): Promise<Map<string, string>> => {
  const rows = await page
    .getByRole('region', { name: part })
    .locator('dl > div')
    .evaluateAll((all) =>
      all.map((row) => [row.querySelector('dt'), row.querySelector('dd')].map((e) => e?.textContent)),
    );
  return new Map(rows.map(([name, value]) => [name ?? '', value ?? '']));
};

/** By backend its name, and what its adapter or build says. */
const named: { readonly [backend: string]: readonly [string, RegExp] } = {
  webgpu: ['WebGPU', /swiftshader/i],
  wasm: ['WASM', /SIMD/],
  reference: ['Reference', /^plain TypeScript$/],
};

/** Backend and adapter, memory and counters; multiply-adds of each layer as one works them out by hand. */
async function expectFacts(playground: Playground, backend: string): Promise<void> {
  const { page } = playground;
  const device = await listed(page, 'What computes');
  const [name, detail] = named[backend] ?? expect.fail(`no backend ${backend}`);
  expect(device.get('Backend')).toBe(name);
  expect(device.get('Adapter or build')).toMatch(detail);
  const bytes = (row: string): number => Number(device.get(row)?.replaceAll(/\D/g, ''));
  // 36,314 parameters of four bytes, and at least every map once.
  expect(bytes('Memory for weights')).toBeGreaterThanOrEqual(4 * 36_314);
  expect(bytes('Memory for weights')).toBeLessThan(4 * 40_000);
  expect(bytes('Memory for maps')).toBeGreaterThanOrEqual(
    4 * (784 + 2 * 8 * 784 + 8 * 196 + 2 * 1600 + 400 + 2 * 80 + 20),
  );
  expect(bytes('All that the program owns')).toBeGreaterThan(
    bytes('Memory for weights') + bytes('Memory for maps') - 1,
  );

  const macs = Object.fromEntries(
    (await cells(page, 'layer-times')).map(([layer = '', , count = '']) => [layer.split(' ')[0], count]),
  );
  expect(macs).toMatchObject({
    // Products, and an operation for each value of the activation that the same kernel computes.
    conv1: '163,072', // 8 x 28 x 28 values of 5 x 5 products
    conv2: '321,600', // 16 x 10 x 10 values of 8 x 5 x 5
    dense1: '32,080', // 80 values of 400
    dense2: '800', // 10 values of 80
  });

  const frame = await listed(page, 'What a frame asks of the device');
  const { dispatches, submits, bytesUploaded, created, readbacks } = await playground.profile();
  const counters = ['Dispatches', 'Submits', 'Bytes uploaded', 'Objects created', 'Read back'];
  expect(counters.map((each) => Number(frame.get(each)?.replace(',', '')))).toEqual([
    dispatches,
    submits,
    bytesUploaded,
    created,
    readbacks,
  ]);
}

async function expectGlassBox(playground: Playground, backend: string): Promise<void> {
  const { page } = playground;
  await page.getByRole('button', { name: 'Open the glass box' }).click();
  const times = page.locator('[data-testid="layer-time"][data-milliseconds]');
  await expect.poll(() => times.count(), patience).toBe(7);
  for (const time of await times.all()) expect(Number(await time.getAttribute('data-milliseconds'))).toBeGreaterThan(0);
  await expectFacts(playground, backend);
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
  // What the graphics device computes is held to a whole run on the processor, too.
  if (backend === 'webgpu') {
    await page.getByText('Whole run, against WASM').waitFor();
    for (const text of await agreements.locator('td:last-child').allInnerTexts()) {
      expect(text === '0, every bit' ? 0 : numberOf(text)).toBeLessThan(1e-3);
    }
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

    // Without an input there is no answer to be explained; and a drawing that is no digit is not said to be one.
    await page.getByRole('button', { name: 'Close the glass box' }).click();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByText('without an input there is no answer to explain').first().waitFor();
    expect(await playground.predictions()).toEqual([]);
    await playground.draw(scribble);
    const verdict = () => page.getByTestId('verdict').getAttribute('data-kind');
    await expect.poll(verdict, patience).toMatch(/^(unsure|close)$/);
    expect(Math.max(...(await playground.predictions()).map(({ probability }) => probability))).toBeLessThan(0.6);
  });
});
