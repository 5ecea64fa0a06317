/** Pictures in colour are learned through WebGPU: a generated set, and a batch in the binary form of CIFAR-10. */
import { expect, test } from 'vitest';
import { CIFAR_RECORD } from '../../src/train/data/cifar';
import { eventually } from './support/eventually';
import { visit } from './support/playground';
import { hand } from './support/train';

/** What the software adapter, too, learns in seconds. */
const quick = {
  ...{ page: 'train', backend: 'webgpu', net: 'tiny', batch: '8', epochs: '1', of: '500' },
  ...{ by: 'adam', rate: '0.02', first: '1' },
} as const;

type Hand = ReturnType<typeof hand>;
const accuracy = async (train: Hand): Promise<number> => Number(await train.data('test-accuracy'));

/** Trains to the end, and gives how many of the new pictures were right before and after. */
async function learn(train: Hand): Promise<readonly [before: number, after: number]> {
  const before = await accuracy(train);
  await train.page.getByRole('radio', { name: 'Full speed' }).check();
  await train.press('Play');
  await eventually(async () => (await train.step()) > 0 && (await train.state())).toBe('paused');
  return [before, await accuracy(train)];
}

test('coloured shapes, of which the smallest network tells most apart', async () => {
  await visit({ params: { ...quick, data: 'colours' } }, async (playground) => {
    const train = hand(playground);
    await train.ready();
    expect(await train.page.getByTestId('backend').getAttribute('data-backend')).toBe('webgpu');
    const untrained = await train.kernels();
    const [before, after] = await learn(train);
    // One of six is right by chance.
    expect(before).toBeLessThan(0.35);
    expect(after).toBeGreaterThan(0.45);
    // Kernels in colour, and others than at first.
    const learned = await train.kernels();
    expect(learned).not.toEqual(untrained);
    const [pixels = []] = learned.map((text) => text.split(' '));
    expect(pixels.some((value, i) => i % 4 === 0 && value !== pixels[i + 1])).toBe(true);
    await eventually(() => playground.answer()).toMatch(/disc|square/);
  });
});

test('a batch of CIFAR-10: red cats and blue ships, from the file to the answer', async () => {
  const [cat, ship] = [3, 8];
  const records = Array.from({ length: 60 }, (_, n) => {
    const record = new Uint8Array(CIFAR_RECORD);
    const label = n % 2 === 0 ? cat : ship;
    const plane = (CIFAR_RECORD - 1) / 3;
    record[0] = label;
    for (let i = 1; i < CIFAR_RECORD; i++) record[i] = 40 + ((i * (n + 3)) % 30);
    // Its colour is brighter, more so in some than in others.
    const first = 1 + (label === cat ? 0 : 2 * plane);
    for (let i = first; i < first + plane; i++) record[i] = 130 + n;
    return record;
  });
  await visit({ params: { ...quick, data: 'bars', epochs: '3' }, context: {} }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await page.getByRole('radiogroup', { name: 'Chapter' }).getByRole('radio', { name: 'Data' }).check();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open files' }).click();
    const buffer = Buffer.concat(records);
    await (await choosing).setFiles({ name: 'data_batch.bin', mimeType: 'application/octet-stream', buffer });
    await eventually(() => page.getByTestId('files-told').innerText()).toMatch(/60 pictures of 2 classes/);
    const names = page.getByRole('textbox', { name: /^Name of class/ });
    await eventually(() => names.evaluateAll((all) => all.map((each) => each.getAttribute('value')))).toEqual([
      'cat',
      'ship',
    ]);
    await page.getByRole('radiogroup', { name: 'Chapter' }).getByRole('radio', { name: 'Watch' }).check();
    await eventually(() => page.url()).toMatch(/data=own/);
    await train.ready();
    const [, after] = await learn(train);
    expect(after).toBeGreaterThan(0.9);
  });
});
