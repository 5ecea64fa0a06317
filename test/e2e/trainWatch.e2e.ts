/** The chapter Watch of the page "Train": tracks, the rows of the answer, and a kernel along the timeline. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

const bars = { page: 'train', data: 'bars', net: 'tiny', batch: '32', epochs: '1', rate: '0.2' } as const;

const hand = ({ page }: Playground) => {
  const status = page.getByTestId('train-status');
  const timeline = page.getByTestId('timeline');
  return {
    page,
    status,
    timeline,
    press: (name: string) => page.getByRole('button', { name, exact: true }).click(),
    moments: async (): Promise<number> => Number(await timeline.getAttribute('data-snapshots')),
    ready: () => eventually(async () => Number(await timeline.getAttribute('data-snapshots'))).toBe(1),
    tracks: () =>
      page
        .getByTestId('track')
        .evaluateAll((all) => all.map((each) => (each instanceof HTMLElement ? each.dataset.track : undefined))),
    /** Trains to the end, as fast as it goes. */
    async train() {
      await page.getByRole('radio', { name: 'Full speed' }).check();
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await eventually(() => status.getAttribute('data-state')).toBe('paused');
    },
    /** How many columns of a canvas have any colour at all. */
    drawn: (testId: string) =>
      page.getByTestId(testId).evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return 0;
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
        const columns = new Set<number>();
        for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) columns.add(((i - 3) / 4) % width);
        return columns.size / width;
      }),
  };
};

test('tracks come by pointer and by keys, and stay in the address', async () => {
  await visit({ gpu: 'absent', params: bars }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    expect(await train.tracks()).toEqual(['accuracy', 'loss', 'drawing']);
    await train.train();
    await train.press('Track');
    await page.getByRole('switch', { name: 'Step size of each layer' }).click();
    await eventually(train.tracks).toEqual(['accuracy', 'loss', 'drawing', 'steps']);
    // By keys from there: the next switch.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await eventually(train.tracks).toEqual(['accuracy', 'loss', 'drawing', 'steps', 'gradients']);
    await page.getByRole('radio', { name: 'Evenly' }).check();
    await page.keyboard.press('Escape');
    await eventually(() => page.getByRole('dialog').count()).toBe(0);
    // With plain steps, a step is the gradient times the rate.
    const shares = await page.locator('.train-size .number').allInnerTexts();
    expect(shares.length).toBe(4);
    const [step = 0, , gradient = 0] = shares.map((text) => Number.parseFloat(text));
    expect(step).toBeGreaterThan(0);
    expect(step / gradient).toBeCloseTo(0.2, 1);
    await eventually(() => page.url()).toMatch(/tracks=accuracy\+loss\+drawing\+steps\+gradients/);
    expect(page.url()).toMatch(/axis=even/);
    // Evenly, half of the way is half of the pictures.
    const box = (await train.timeline.boundingBox()) ?? expect.fail('no timeline');
    await page.mouse.click(box.x + box.width / 2, box.y + 10);
    await eventually(() => train.timeline.getAttribute('data-count')).toMatch(/^(3|4),\d00/);
  });
});

test('the answer grows to a row a class, and a chosen kernel is followed along the timeline', async () => {
  await visit({ gpu: 'absent', params: bars }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    await playground.draw([
      [0.5, 0.15],
      [0.5, 0.85],
    ]);
    await train.train();
    const strip = page.getByTestId('answer-strip');
    expect(await strip.getAttribute('data-rows')).toBe('1');
    await train.timeline.focus();
    await page.keyboard.press('Enter');
    await eventually(() => strip.getAttribute('data-rows')).toBe('4');
    await eventually(() => train.drawn('answer-strip')).toBeGreaterThan(0.9);
    await train.press('One row (Enter)');
    await eventually(() => strip.getAttribute('data-rows')).toBe('1');
    // By pointer: the second kernel.
    await train.press('Kernel 2: follow it along the timeline');
    await eventually(train.tracks).toEqual(['accuracy', 'loss', 'drawing', 'kernel']);
    const film = page.getByTestId('kernel-film');
    expect(await film.getAttribute('data-kernel')).toBe('2');
    const count = await train.moments();
    await eventually(async () => Number(await film.getAttribute('data-moments'))).toBe(count);
    await eventually(() => train.drawn('kernel-film')).toBeGreaterThan(0.8);
    await train.press('Kernel 2: follow it along the timeline');
    await eventually(train.tracks).toEqual(['accuracy', 'loss', 'drawing']);
  });
});
