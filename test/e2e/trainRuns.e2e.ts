/** A run of training survives: a reload, a hidden page, a second tab, a lost device or worker, a full quota, no number. */
import type { Locator } from 'playwright';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { findings } from './support/axe';
import { eventually } from './support/eventually';
import { visit } from './support/playground';
import { bars, hand, keptStep, veiled } from './support/train';

/** Two epochs of bars, which a film shows in half a minute. */
const two = { ...bars, epochs: '2' } as const;

test('reloaded in the middle, a run stands where it was and goes on to the very same end', async () => {
  await visit({ gpu: 'absent', params: two, context: {} }, async (playground) => {
    const train = hand(playground);
    const { page, press } = train;
    await train.ready();
    await press('Play');
    await eventually(train.step).toBeGreaterThan(12);
    await press('Pause');
    await eventually(train.state).toBe('paused');
    const [step, moments] = [await train.step(), await train.moments()];
    const kernels = await train.kernels();
    // What is kept is written a moment later.
    await eventually(() => keptStep(page)).toBe(step);
    await page.reload();
    await eventually(train.state).toBe('paused');
    expect(await train.status.innerText()).toMatch(new RegExp(`^Your run stands at ${step * 32} pictures`));
    expect([await train.step(), await train.moments()]).toEqual([step, moments]);
    await eventually(train.kernels).toEqual(kernels);
    await eventually(() => train.timeline.getAttribute('aria-valuetext')).toMatch(/right/);
    // Earlier moments are there, too.
    await train.timeline.focus();
    await page.keyboard.press('Home');
    await eventually(train.kernels).not.toEqual(kernels);
    await page.keyboard.press('End');
    await page.getByRole('radio', { name: 'Full speed' }).check();
    await press('Play');
    await eventually(async () => `${await train.state()} ${await train.step()}`).toBe('paused 500');
    const end = await train.kernels();
    await eventually(() => keptStep(page)).toBe(500);
    // The page itself comes back to its run; the same run without a break ends in the same bits.
    await playground.open({ page: 'train' });
    await eventually(train.step).toBe(500);
    await eventually(train.kernels).toEqual(end);
    await press('Reset');
    await train.ready();
    await page.getByRole('radio', { name: 'Full speed' }).check();
    await press('Play');
    await eventually(async () => `${await train.state()} ${await train.step()}`).toBe('paused 500');
    await eventually(train.kernels).toEqual(end);
  });
});

test('a link to another run begins that one, and each comes back by its own link', async () => {
  await visit({ gpu: 'absent', params: bars, context: {} }, async (playground) => {
    const train = hand(playground);
    await train.ready();
    await train.press('Epoch');
    await eventually(train.step).toBe(250);
    await eventually(() => keptStep(train.page)).toBe(250);
    await playground.open({ ...bars, seed: '2' });
    await train.ready();
    expect(await train.state()).toBe('idle');
    await playground.open(bars);
    await eventually(train.step).toBe(250);
  });
});

test('while nobody looks it trains on, at the pace of the film, and paints nothing', async () => {
  await visit(
    { gpu: 'absent', params: two },
    async (playground) => {
      const train = hand(playground);
      await train.ready();
      await train.press('Play');
      await eventually(train.step).toBeGreaterThan(5);
      await train.page.evaluate('veil(true)');
      const painted = await train.kernels();
      const step = await train.step();
      await eventually(train.step).toBeGreaterThan(step + 20);
      expect(await train.kernels()).toEqual(painted);
      await train.page.evaluate('veil(false)');
      await eventually(train.kernels).not.toEqual(painted);
      expect(await train.state()).toBe('running');
      await train.press('Pause');
      await eventually(async () => (await train.at()) - (await train.moments())).toBe(-1);
    },
    ({ page }) => page.addInitScript(veiled),
  );
});

test('a second tab has a run of its own, and says so', async () => {
  await visit({ gpu: 'absent', params: bars, context: {} }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    await train.press('Epoch');
    await eventually(train.step).toBe(250);
    await eventually(() => keptStep(page)).toBe(250);
    const second = await page.context().newPage();
    await second.goto(page.url());
    const line = second.locator('[data-note="elsewhere"]');
    await eventually(() => line.innerText()).toMatch(/open in another tab/);
    await eventually(() => second.getByTestId('train-status').getAttribute('data-state')).toBe('idle');
    await second.close();
    expect(await train.step()).toBe(250);
    await page.reload();
    await eventually(train.step).toBe(250);
    expect(await page.locator('[data-note]').count()).toBe(0);
  });
});

test('a worker that dies costs nothing but the steps since the last moment', async () => {
  const keepWorkers = `
    window.workers = [];
    window.Worker = class extends Worker {
      constructor(url, options) { super(url, options); workers.push({ url: String(url), worker: this }); }
    };`;
  await visit(
    { gpu: 'absent', params: two },
    async (playground) => {
      const train = hand(playground);
      await train.ready();
      await train.press('Play');
      await eventually(train.step).toBeGreaterThan(10);
      const step = await train.step();
      await train.page.evaluate(
        `workers.at(-1).worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))`,
      );
      await eventually(() => train.page.evaluate('workers.length')).toBeGreaterThan(1);
      await eventually(train.step).toBeGreaterThan(step);
      expect(await train.state()).toBe('running');
    },
    ({ page }) => page.addInitScript(keepWorkers),
  );
});

test('a graphics device that is lost hands its run over to the CPU, with a notch on the axis', async () => {
  const listen = `
    const request = globalThis.GPUAdapter?.prototype.requestDevice;
    if (request) GPUAdapter.prototype.requestDevice = async function (...asked) {
      const device = await request.apply(this, asked);
      new BroadcastChannel('lose').onmessage = () => device.destroy();
      return device;
    };\n`;
  await visit(
    { params: { ...bars, backend: 'webgpu', batch: '8' } },
    async (playground) => {
      const train = hand(playground);
      const { page } = train;
      await train.ready();
      for (const step of [1, 2, 3]) {
        await train.press('Step');
        await eventually(train.step).toBe(step);
      }
      const moments = await train.moments();
      await page.evaluate("new BroadcastChannel('lose').postMessage('')");
      await train.press('Step');
      await eventually(() => page.locator('.train-marks li').getAttribute('title')).toBe(
        'At 24 pictures: from webgpu to wasm',
      );
      await eventually(train.step).toBe(4);
      expect(await train.moments()).toBeGreaterThanOrEqual(moments);
    },
    ({ page }) =>
      page.route(/\/worker-[^/]*\.js/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: listen + (await response.text()) });
      }),
  );
});

test('where there is no more room, one sentence says so, and the run goes on', async () => {
  await visit({ gpu: 'absent', params: bars, context: {} }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1000 });
    await page.getByRole('radio', { name: 'Full speed' }).check();
    await train.press('Play');
    await eventually(async () => `${await train.state()} ${await train.step()}`).toBe('paused 250');
    await train.press('Step');
    await eventually(() => page.locator('[data-note="full"]').innerText()).toMatch(/no room left/);
    expect(await train.moments()).toBeGreaterThan(30);
  });
});

test('numbers that break are traced to their layer, and the way back leads to the rate before', async () => {
  await visit({ gpu: 'absent', params: two }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    for (const step of [1, 2]) {
      await train.press('Step');
      await eventually(train.step).toBe(step);
    }
    const rate = page.getByRole('slider', { name: 'Learning rate' });
    await rate.focus();
    await page.keyboard.press('End');
    await page.getByRole('radio', { name: 'Full speed' }).check();
    await train.press('Play');
    await eventually(train.state).toBe('failed');
    expect(await train.status.innerText()).toMatch(/no longer a number.* came from \w+\.$/);
    expect(await page.locator('.train-marks li').getAttribute('title')).toBe(
      'At 64 pictures: learning rate from 0.2 to 10',
    );
    await page.getByRole('button', { name: /^Back to [\d,]+ pictures, rate / }).click();
    await eventually(train.state).toBe('paused');
    expect(await train.step()).toBeLessThan(20);
    await train.press('Step');
    await eventually(train.state).toBe('paused');
  });
});

test('one press trains a run again with zeros as a start; both are compared at every moment, and kept', async () => {
  await visit({ gpu: 'absent', params: bars, context: {} }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    const compare = page.getByTestId('compare');
    const pixels = (which: 'a' | 'b') =>
      page.getByTestId(`compare-kernel-${which}`).evaluateAll((canvases) =>
        canvases.map((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement)) return '';
          return [...(canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [])].join(' ');
        }),
      );
    await train.ready();
    await train.press('Epoch');
    await eventually(train.step).toBe(250);
    await page.getByRole('radio', { name: 'Compare' }).check();
    await train.press('with zeros as a start');
    const sentence = compare.getByRole('heading', { level: 2 });
    await eventually(() => sentence.innerText()).toMatch(
      /^After 8,000 pictures, A gets \d+ of 100 right, B \d+\. The only difference: how weights begin, .* and all zero\.$/,
    );
    const [, a, b] = /A gets (\d+) .* B (\d+)/.exec(await sentence.innerText()) ?? [];
    expect(Number(a)).toBeGreaterThan(95);
    expect(Number(b)).toBeLessThan(40);
    const learned = await pixels('a');
    expect(new Set(learned).size).toBe(2);
    expect(new Set(await pixels('b')).size).toBe(1);
    await train.timeline.focus();
    await page.keyboard.press('Home');
    await eventually(() => pixels('a')).not.toEqual(learned);
    await eventually(() => sentence.innerText()).toMatch(/^After 0 pictures/);
    await page.keyboard.press('End');
    await eventually(() => pixels('a')).toEqual(learned);
    expect(await findings(page)).toEqual([]);
    // Both on the same drawing: what each makes of it and says to it, at every moment.
    await playground.draw([
      [0.2, 0.5],
      [0.8, 0.5],
    ]);
    const say = page.getByTestId('both-say');
    await eventually(() => say.innerText()).toMatch(/A: —, (> )?\d\d % sure[\s\S]*B: .+, 2\d % sure/);
    const maps = (which: 'a' | 'b') => page.getByTestId(`compare-${which}`).getByTestId('train-map');
    expect([await maps('a').count(), await maps('b').count()]).toEqual([2, 2]);
    await eventually(async () => Math.max(...(await spreads(maps('a'))))).toBeGreaterThan(50);
    expect(Math.max(...(await spreads(maps('b'))))).toBeLessThan(20);
    expect(await compare.innerText()).toMatch(/Why zeros fail: .* Only the last layer’s biases learn/);
    // Named, opened again in place of the other one, and deleted.
    await compare.getByLabel(/^Rename: /).fill('As usual');
    await page.keyboard.press('Enter');
    await compare.getByRole('button', { name: 'Open again: As usual' }).click();
    await eventually(() => compare.getByRole('button', { name: /^Open again: Bars by direction/ }).count()).toBe(1);
    await eventually(() => sentence.innerText()).toMatch(/A gets \d\d of 100 right, B 9\d|B 100/);
    await compare.getByRole('button', { name: /^Delete: / }).click();
    await eventually(() => sentence.innerText()).toMatch(/^Train a run/);
  });
});

/** How far the colours of each map are apart, from 0 to 255. */
const spreads = async (maps: Locator): Promise<number[]> =>
  Promise.all(
    (await maps.all()).map(async (map) => {
      const { channels } = await sharp(await map.screenshot()).stats();
      return Math.max(...channels.slice(0, 3).map(({ min, max }) => max - min));
    }),
  );
