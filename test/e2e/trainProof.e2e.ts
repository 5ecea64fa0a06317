/** What the page "Train" promises: digits, clothes and bars learned well, on a page that stays quick, and by keys alone. */
import type { Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { visit } from './support/playground';
import { tasksDuring } from './support/tasks';
import { bars, hand, keptStep, veiled } from './support/train';

type Hand = ReturnType<typeof hand>;

/** A run whose film is half a minute has so many moments at most, four a second. */
const HALF_A_MINUTE = 30 * 4 + 1;
/** Milliseconds of the processor's time: the longest task, and a usual frame. */
const [LONGEST, FRAME] = [50, 16.7];

/** The share of all held-back pictures that are right, and how many those are, by the chapter "Mistakes". */
async function judged({ page }: Hand): Promise<{ readonly right: number; readonly count: number }> {
  const chapters = page.getByRole('radiogroup', { name: 'Chapter' });
  await chapters.getByRole('radio', { name: 'Mistakes' }).check();
  const cells = page.getByTestId('confusion-cell');
  await eventually(() => cells.count()).toBeGreaterThan(0);
  const all = await cells.evaluateAll((each) =>
    each.map((cell) => ({
      isRight: cell.getAttribute('data-true') === cell.getAttribute('data-guess'),
      count: Number(cell.getAttribute('data-count')),
    })),
  );
  await chapters.getByRole('radio', { name: 'Watch' }).check();
  const sum = (some: typeof all): number => some.reduce((total, { count }) => total + count, 0);
  return { right: sum(all.filter(({ isRight }) => isRight)) / sum(all), count: sum(all) };
}

const fullSpeed = ({ page }: Hand) => page.getByRole('radio', { name: 'Full speed' }).check();
/** Waits until the run is as long as it should be. */
const finished = (train: Hand, steps: number) =>
  eventually(async () => `${await train.state()} ${await train.step()}`).toBe(`paused ${steps}`);

test('digits from nothing to 97 % within the film of half a minute, and nothing holds the page up', async () => {
  await visit({ gpu: 'absent', params: { page: 'train' } }, async (playground) => {
    const train = hand(playground);
    await train.ready();
    expect(Number(await train.data('test-accuracy'))).toBeLessThan(0.3);
    const tasks = await tasksDuring(train.page, {
      'at the usual pace': async () => {
        await train.press('Play');
        await eventually(train.step).toBeGreaterThan(5);
      },
      'at full speed': async () => {
        await fullSpeed(train);
        await finished(train, 2500);
      },
    });
    expect(tasks.longest, tasks.during).toBeLessThan(LONGEST);
    expect(tasks.frames.length).toBeGreaterThan(60);
    const [middle = Number.NaN] = [...tasks.frames].sort((a, b) => a - b).slice(tasks.frames.length / 2);
    expect(middle).toBeLessThan(FRAME / 2);
    expect(await train.moments()).toBeLessThanOrEqual(HALF_A_MINUTE);
    const { right, count } = await judged(train);
    expect(count).toBe(2000);
    expect(right).toBeGreaterThanOrEqual(0.97);
  });
});

test('clothes to 85 %, by what the page chooses for them', async () => {
  await visit({ gpu: 'absent', params: { page: 'train' } }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    await page.getByRole('combobox', { name: 'Data' }).selectOption('fashion');
    await eventually(() => page.url()).toMatch(/data=fashion&net=vgg&epochs=10/);
    await eventually(train.state).toBe('idle');
    await train.ready();
    await fullSpeed(train);
    await train.press('Play');
    await eventually(async () => (await train.step()) > 0 && (await train.state())).toBe('paused');
    expect(await train.data('epoch')).toBe('10');
    expect(await train.moments()).toBeLessThanOrEqual(HALF_A_MINUTE);
    const { right, count } = await judged(train);
    expect(count).toBeGreaterThanOrEqual(1000);
    expect(right).toBeGreaterThanOrEqual(0.85);
  });
});

test('through WebGPU, bars to 95 %: hidden, reloaded in the middle, seen again, in two tabs, without room', async () => {
  const params = { ...bars, backend: 'webgpu' };
  await visit(
    { params, context: {} },
    async (playground) => {
      const train = hand(playground);
      const { page, timeline, press } = train;
      await train.ready();
      expect(await page.getByTestId('backend').getAttribute('data-backend')).toBe('webgpu');
      const untrained = await train.kernels();
      await fullSpeed(train);
      await press('Play');
      await eventually(train.step).toBeGreaterThan(4);

      // While nobody looks it trains on, and paints nothing.
      await page.evaluate('veil(true)');
      const veiledAt = await train.step();
      // A frame that was asked for before is painted yet.
      await eventually(train.step).toBeGreaterThan(veiledAt + 2);
      const [hidden, painted] = [await train.step(), await train.kernels()];
      await eventually(train.step).toBeGreaterThan(hidden + 10);
      expect(await train.kernels()).toEqual(painted);
      await page.evaluate('veil(false)');
      await eventually(train.kernels).not.toEqual(painted);

      // Reloaded in the middle, it stands where it was, and goes on.
      await press('Pause');
      await eventually(train.state).toBe('paused');
      await eventually(async () => (await keptStep(page)) - (await train.step())).toBe(0);
      await playground.rest();
      const [step, kernels] = [await train.step(), await train.kernels()];
      expect(step).toBeLessThan(250);
      await page.reload();
      await eventually(train.state).toBe('paused');
      expect(await train.step()).toBe(step);
      await eventually(train.kernels).toEqual(kernels);
      await fullSpeed(train);
      await press('Play');
      await finished(train, 250);
      expect(await page.getByTestId('backend').getAttribute('data-backend')).toBe('webgpu');
      // The last step is painted with the next frame.
      await playground.rest();
      const learned = await train.kernels();

      await timeline.focus();
      await page.keyboard.press('Home');
      await eventually(train.kernels).toEqual(untrained);
      await page.keyboard.press('End');
      await eventually(train.kernels).toEqual(learned);
      expect((await judged(train)).right).toBeGreaterThan(0.95);

      // A second tab has a run of its own.
      const second = await page.context().newPage();
      await second.goto(page.url());
      await eventually(() => second.locator('[data-note="elsewhere"]').innerText()).toMatch(/open in another tab/);
      await second.close();
      expect(await train.step()).toBe(250);

      // Without room, the run goes on, and a sentence says what is kept no longer.
      const session = await page.context().newCDPSession(page);
      await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1000 });
      await press('Reset');
      await train.ready();
      const full = page.locator('[data-note="full"]');
      // What could not be kept is told with a later step.
      await eventually(async () => {
        await press('Step');
        return full.count();
      }).toBe(1);
      expect(await full.innerText()).toMatch(/no room left/);
      const stopped = await train.step();
      await press('Step');
      await eventually(train.step).toBeGreaterThan(stopped);
    },
    ({ page }) => page.addInitScript(veiled),
  );
});

/** Presses Tab, as often as it takes, until an element has the focus. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await element.evaluate((each) => each === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  expect.fail(`no way by Tab to ${element}`);
}

test('by keyboard alone: opened, learned, seen again, compared and saved', async () => {
  await visit({ gpu: 'absent', params: {}, context: {} }, async (playground) => {
    const train = hand(playground);
    const { page, timeline } = train;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const go = async (element: Locator, ...keys: readonly string[]): Promise<void> => {
      await tabTo(page, element);
      for (const key of keys) await page.keyboard.press(key);
    };
    await go(page.getByRole('link', { name: 'Train' }), 'Enter');
    await train.ready();
    // The page that was left owes nothing.
    await eventually(() => page.locator('html[data-busy]').count()).toBe(0);
    const data = page.getByRole('combobox', { name: 'Data' });
    await go(data, 'b', 'Enter');
    await eventually(() => page.url()).toMatch(/data=bars/);
    await eventually(train.state).toBe('idle');
    await train.ready();
    const speed = page.getByRole('radiogroup', { name: 'Speed' });
    await go(speed.getByRole('radio', { checked: true }), 'ArrowRight', 'ArrowRight');
    expect(await speed.getByRole('radio', { name: 'Full speed' }).isChecked()).toBe(true);
    await go(button('Play'), 'Enter');
    await finished(train, 2500);
    expect(Number(await train.data('test-accuracy'))).toBeGreaterThan(0.95);
    const learned = await train.kernels();
    await go(timeline, 'Home');
    await eventually(train.at).toBe(0);
    await eventually(train.kernels).not.toEqual(learned);
    await page.keyboard.press('End');
    await eventually(train.kernels).toEqual(learned);

    const chapters = page.getByRole('radiogroup', { name: 'Chapter' });
    await go(chapters.getByRole('radio', { checked: true }), 'ArrowRight', 'ArrowRight');
    expect(await chapters.getByRole('radio', { name: 'Compare' }).isChecked()).toBe(true);
    await go(button('with zeros as a start'), 'Enter');
    const sentence = page.getByTestId('compare').getByRole('heading', { level: 2 });
    await eventually(() => sentence.innerText()).toMatch(/^After 40,000 pictures, A gets \d+ of 100 right, B \d+\./);

    await go(button('Take along'), 'Enter');
    const dialog = page.getByRole('dialog', { name: 'Take along' });
    await go(dialog.getByRole('textbox', { name: 'Name', exact: true }), 'Control+A', 'b', 'a', 'r', 's');
    await go(dialog.getByRole('button', { name: 'Save here' }), 'Enter');
    await eventually(() => dialog.getByRole('status').innerText()).toMatch(/^Saved\./);
    await dialog.getByRole('textbox', { name: 'Name: bars' }).waitFor();
  });
});
