/** The chapter "Network" of the page "Train": built by key and pointer, wrong and repaired, undone, and trained. */
import { expect, test } from 'vitest';
import { findings } from './support/axe';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

const bars = { page: 'train', data: 'bars', net: 'tiny', batch: '32', epochs: '1', rate: '0.2' } as const;

const hand = async ({ page }: Playground) => {
  await eventually(() => page.getByTestId('timeline').getAttribute('data-snapshots')).toBe('1');
  await page.getByRole('radio', { name: 'Network', exact: true }).check();
  const layers = page.getByTestId('builder-layer');
  const rows = page.locator('.builder-row-button');
  const read = (name: string): Promise<string> =>
    layers.evaluateAll((all, which) => all.map((row) => row.getAttribute(which)).join(' '), name);
  return {
    page,
    layers,
    rows,
    kinds: (): Promise<string> => read('data-kind'),
    shapes: (): Promise<string> => read('data-shape'),
    mistake: page.getByTestId('builder-mistake'),
    focused: (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? ''),
  };
};

test('a skip connection is added, led elsewhere, repaired and undone', async () => {
  await visit(
    { gpu: 'absent', params: { ...bars, layers: 'conv2d-c2-p1-relu*conv2d-c4-p1-relu*conv2d-c4-p1*flatten' } },
    async (playground) => {
      const { page, rows, kinds, mistake } = await hand(playground);
      const arcs = page.getByTestId('builder-arc');
      expect(await arcs.count()).toBe(0);
      await rows.nth(2).press('Enter');
      await page.getByRole('button', { name: 'Add what came out of an earlier layer' }).press('Enter');
      await eventually(kinds).toBe('conv2d conv2d conv2d add flatten');
      await eventually(() => arcs.count()).toBe(1);
      const near = await arcs.getAttribute('d');
      const source = page.getByRole('combobox', { name: 'Also reads' });
      await source.selectOption({ label: 'Your drawing, 1 × 28 × 28' });
      await eventually(() => arcs.getAttribute('d')).not.toBe(near);
      await eventually(() => page.url()).toContain('add');
      // Two maps do not fit four, and the repair is a convolution on the way past.
      await source.selectOption({ label: 'conv1, 2 × 28 × 28: fits after a repair' });
      await mistake.getByRole('button').first().press('Enter');
      await eventually(() => page.getByTestId('builder-state').getAttribute('data-fits')).toBe('true');
      await eventually(() => arcs.count()).toBeGreaterThan(0);
      const undo = page.getByRole('button', { name: 'Undo the change' });
      for (let i = 0; i < 4; i++) await undo.click();
      await eventually(kinds).toBe('conv2d conv2d conv2d flatten');
      await eventually(() => arcs.count()).toBe(0);
    },
  );
});

test('a layer is added, moved by key and by pointer, and all of it undone', async () => {
  await visit({ gpu: 'absent', params: bars }, async (playground) => {
    const { page, layers, rows, kinds, shapes, focused } = await hand(playground);
    await eventually(kinds).toBe('conv2d maxPool2d maxPool2d flatten');
    expect(await shapes()).toBe('2x28x28 2x14x14 2x7x7 98');
    // By keys alone: a convolution before the second pooling.
    await page.getByRole('button', { name: 'Add a layer before pool2' }).press('Enter');
    await page.keyboard.press('Enter');
    await eventually(kinds).toBe('conv2d maxPool2d conv2d maxPool2d flatten');
    expect(await shapes()).toBe('2x28x28 2x14x14 8x14x14 8x7x7 392');
    await eventually(focused).toContain('conv2');
    await page.keyboard.press('Alt+ArrowUp');
    await eventually(kinds).toBe('conv2d conv2d maxPool2d maxPool2d flatten');
    await eventually(focused).toContain('conv2');
    // Back, with the pointer: the grip of the second row to the third.
    const [from, to] = await Promise.all([1, 2].map((at) => layers.nth(at).locator('.builder-grip').boundingBox()));
    if (!from || !to) return expect.fail('no grips');
    await page.mouse.move(from.x + 12, from.y + 18);
    await page.mouse.down();
    await page.mouse.move(to.x + 12, to.y + 20, { steps: 5 });
    await page.mouse.up();
    await eventually(kinds).toBe('conv2d maxPool2d conv2d maxPool2d flatten');
    await rows.nth(2).focus();
    await page.keyboard.press('Delete');
    await eventually(kinds).toBe('conv2d maxPool2d maxPool2d flatten');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await eventually(kinds).toBe('conv2d maxPool2d conv2d maxPool2d flatten');
    await page.keyboard.press('Control+Shift+z');
    await eventually(kinds).toBe('conv2d conv2d maxPool2d maxPool2d flatten');
    expect(await findings(page)).toEqual([]);
  });
});

test('a mistake says what does not fit, is repaired, and the network is trained and linked', async () => {
  await visit({ gpu: 'absent', params: bars }, async (playground) => {
    const { page, rows, shapes, mistake } = await hand(playground);
    // A third convolution of 9 x 9 on 7 x 7 maps.
    await page.getByRole('button', { name: 'Add a layer before flatten' }).press('Enter');
    await page.keyboard.press('Enter');
    await eventually(shapes).toBe('2x28x28 2x14x14 2x7x7 8x7x7 392');
    await rows.nth(3).press('Enter');
    await page.getByRole('radiogroup', { name: 'Padding' }).getByRole('radio', { name: 'none' }).check();
    await page.getByRole('radiogroup', { name: 'Dilation' }).getByRole('radio', { name: '3' }).check();
    await page.getByRole('radiogroup', { name: 'Kernel' }).getByRole('radio', { name: '5', exact: true }).check();
    await eventually(() => mistake.count()).toBe(1);
    expect(await mistake.innerText()).toMatch(/^13 × 13 does not fit into 7 × 7/);
    expect(await shapes()).toBe('2x28x28 2x14x14 2x7x7  ');
    expect(await page.getByTestId('builder-state').innerText()).toMatch(/Play uses the last network/);
    expect(await findings(page)).toEqual([]);
    await mistake.getByRole('button', { name: 'Add padding 6 to conv2' }).click();
    await eventually(() => mistake.count()).toBe(0);
    await eventually(shapes).toBe('2x28x28 2x14x14 2x7x7 8x7x7 392');
    await eventually(() => page.url()).toContain('layers=');
    // It is what Play trains.
    const timeline = page.getByTestId('timeline');
    await eventually(() => timeline.getAttribute('data-snapshots')).toBe('1');
    await page.getByRole('radio', { name: 'Watch', exact: true }).check();
    await page.getByRole('radio', { name: 'Full speed' }).check();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const status = page.getByTestId('train-status');
    await eventually(() => status.getAttribute('data-state')).toBe('paused');
    expect(Number(await status.getAttribute('data-test-accuracy'))).toBeGreaterThan(0.9);
    // The link brings it back.
    await page.reload();
    await playground.ready();
    await page.getByRole('radio', { name: 'Network', exact: true }).check();
    await eventually(shapes).toBe('2x28x28 2x14x14 2x7x7 8x7x7 392');
  });
});

test('how it learns: each choice is explained, and what may change at once changes no run', async () => {
  await visit({ gpu: 'absent', params: bars }, async ({ page }) => {
    const status = page.getByTestId('train-status');
    const step = (): Promise<string | null> => status.getAttribute('data-step');
    await eventually(() => page.getByTestId('timeline').getAttribute('data-snapshots')).toBe('1');
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await eventually(step).toBe('1');
    await page.getByRole('button', { name: 'How it learns' }).click();
    await page.getByLabel('Weight decay').selectOption('0.01');
    await page.getByLabel('Label smoothing').selectOption('0.1');
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await eventually(step).toBe('2');
    // Another batch: as many pictures seen are other steps.
    await page.getByLabel('Pictures a step').selectOption('16');
    await eventually(step).toBe('4');
    await eventually(() => page.getByRole('list', { name: 'Changes' }).getByRole('listitem').allInnerTexts()).toContain(
      'At 64 pictures: from 32 to 16 pictures a step',
    );
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await eventually(step).toBe('5');
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('Optimiser').selectOption('adam');
    await eventually(step).toBe('0');
    await eventually(() => page.url()).toContain('by=adam');
    expect(page.url()).toContain('rate=0.002');
    await page.keyboard.press('Escape');
    await eventually(() => page.getByText('Your drawing', { exact: true }).count()).toBeGreaterThan(0);
  });
});
