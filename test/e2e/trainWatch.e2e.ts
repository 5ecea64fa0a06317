/** The chapter Watch of the page "Train": tracks, the rows of the answer, and a kernel along the timeline. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';
import { caught } from './support/saved';

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
  await visit({ gpu: 'absent', params: { ...bars, plan: 'constant' } }, async (playground) => {
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

test('on a phone, the film strip of a kernel has its picture from the start', async () => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 3 };
  await visit({ gpu: 'absent', params: { ...bars, tracks: 'accuracy kernel' }, context }, async (playground) => {
    const train = hand(playground);
    await train.ready();
    // One of eight pictures, of 36 pixels in 43.
    await eventually(() => train.drawn('kernel-film')).toBeGreaterThan(0.09);
    expect(await train.drawn('kernel-film')).toBeLessThan(0.12);
    await train.press('Step');
    await eventually(train.moments).toBe(2);
    await train.press('Reset');
    await train.ready();
    await eventually(() => train.drawn('kernel-film')).toBeGreaterThan(0.09);
    await train.train();
    await eventually(() => train.drawn('kernel-film')).toBeGreaterThan(0.8);
  });
});

const standing = ({ page }: Playground) => page.getByTestId('guess').getAttribute('data-standing');

test('before a run, 24 random starts guess; they take turns, and stand still if that is asked for', async () => {
  const drawn = { ...bars, seed: '3' };
  const guess = async (playground: Playground): Promise<void> => {
    const train = hand(playground);
    await train.ready();
    await playground.draw([
      [0.5, 0.15],
      [0.5, 0.85],
    ]);
    await eventually(() => playground.page.locator('.train-bars .guess').count()).toBe(24 * 4);
    const sharesNow = (): Promise<number[]> =>
      playground.page
        .locator('.train-bars .guess')
        .evaluateAll((all) =>
          all.map((each) => (each instanceof HTMLElement ? Number(each.style.getPropertyValue('--share')) : 0)),
        );
    // The run's own start is the first of them, once both are of the whole drawing.
    await eventually(async () => {
      const shares = await sharesNow();
      const own = await playground.predictions();
      return Math.max(...own.map(({ probability }, label) => Math.abs(probability - (shares[24 * label] ?? 0))));
    }).toBeLessThan(0.001);
    // All answers of a start are one in all.
    const shares = await sharesNow();
    for (let start = 0; start < 24; start++) {
      const sum = [0, 1, 2, 3].reduce((all, label) => all + (shares[24 * label + start] ?? 0), 0);
      expect(sum).toBeCloseTo(1, 4);
    }
  };
  await visit({ gpu: 'absent', params: drawn }, async (playground) => {
    await guess(playground);
    await eventually(() => standing(playground)).not.toBe('0');
    expect(await playground.page.getByTestId('train-made').innerText()).toBe('Seed 3 · WASM');
    await hand(playground).press('Step');
    await eventually(() => playground.page.getByTestId('guess').count()).toBe(0);
    await eventually(() => playground.page.getByTestId('train-pace').innerText()).toMatch(/a second, \d+:\d\d left$/);
  });
  await visit({ gpu: 'absent', params: drawn, context: { reducedMotion: 'reduce' } }, async (playground) => {
    await guess(playground);
    // Long enough for two turns of those that move.
    await playground.page.waitForTimeout(1500);
    expect(await standing(playground)).toBe('0');
  });
});

test('a picture that is read wrongly goes on the pad, through the whole timeline, and off again', async () => {
  await visit({ gpu: 'absent', params: bars }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    await page.getByRole('radio', { name: 'Full speed' }).check();
    for (let step = 0; step < 3; step++) await train.press('Step');
    await eventually(() => train.status.getAttribute('data-state')).toBe('paused');
    await page.getByRole('radio', { name: 'Mistakes' }).check();
    const wrong = page.getByRole('button', { name: /put it on the pad$/ }).first();
    const name = (await wrong.getAttribute('aria-label')) ?? '';
    const said = / read as (.): /.exec(name)?.[1];
    await wrong.click();
    await eventually(() => page.getByTestId('set-picture').count()).toBe(1);
    // What the matrix says of it is what is said on the right, and at the playhead.
    await eventually(() => playground.answer()).toBe(said);
    await page.getByRole('radio', { name: 'Watch' }).check();
    await eventually(() => train.timeline.getAttribute('aria-valuetext')).toContain(`this picture: ${said}`);
    await eventually(() => page.getByTestId('train-map').count()).toBe(2);
    await train.press('Back to my drawing');
    await eventually(() => page.getByTestId('set-picture').count()).toBe(0);
    await eventually(() => playground.answer()).toBeUndefined();
  });
});

/** Frames of an animated picture as the browser's own decoder reads them: sizes, milliseconds, and how many differ. */
const decoded = ({ page }: Playground, file: Buffer) =>
  page.evaluate(async (text) => {
    const data = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const decoder = new ImageDecoder({ data, type: 'image/gif' });
    await decoder.tracks.ready;
    await decoder.completed;
    const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
    const frames: { width: number; height: number; milliseconds: number; sum: number }[] = [];
    for (let frameIndex = 0; frameIndex < count; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let sum = 0;
      for (const [i, value] of pixels.entries()) sum = (sum * 31 + value * (i % 7)) % 1_000_003;
      frames.push({ width: canvas.width, height: canvas.height, milliseconds: (image.duration ?? 0) / 1000, sum });
      image.close();
    }
    return frames;
  }, file.toString('base64'));

test('the run is saved as an animated picture, or not if that is cancelled', async () => {
  await visit({ gpu: 'absent', params: bars }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    await playground.draw([
      [0.5, 0.15],
      [0.5, 0.85],
    ]);
    await train.train();
    await train.press('Animation');
    await train.press('Cancel');
    await eventually(() => page.getByRole('progressbar').count()).toBe(0);
    const file = await caught(page, () => train.press('Animation'));
    await eventually(() => page.getByRole('progressbar').count()).toBe(0);
    const frames = await decoded(playground, file);
    const moments = await train.moments();
    expect(frames.length).toBe(Math.min(80, moments));
    expect(new Set(frames.map(({ width }) => width))).toEqual(new Set([480]));
    expect(frames.map(({ milliseconds }) => milliseconds)).toEqual([...frames.slice(1).map(() => 120), 2400]);
    // Every moment looks different from the one before.
    expect(frames.filter(({ sum }, i) => i > 0 && sum === frames[i - 1]?.sum)).toEqual([]);
    expect(file.length).toBeLessThan(2_000_000);
  });
});
