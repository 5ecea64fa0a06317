/** The page "Train": a network learns while one watches, and every moment of it can be seen again. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { visit } from './support/playground';
import { bars, hand } from './support/train';

test('learns bars from nothing, shows every moment again, and goes on from one to the very same end', async () => {
  await visit({ gpu: 'absent', params: bars }, async (playground) => {
    const train = hand(playground);
    const { page, timeline, press } = train;
    await train.ready();
    expect(await train.state()).toBe('idle');
    expect(await train.status.innerText()).toMatch(/knows nothing yet/);
    const untrained = await train.kernels();
    await page.getByRole('radio', { name: 'Full speed' }).check();
    await press('Play');
    await eventually(train.state).toBe('paused');
    expect(await train.step()).toBe(250);
    expect(Number(await train.data('test-accuracy'))).toBeGreaterThan(0.95);
    expect(Number(await train.data('images-per-second'))).toBeGreaterThan(0);
    const [loss, accuracy] = [await train.data('loss'), await train.data('test-accuracy')];
    const learned = await train.kernels();
    expect(learned).not.toEqual(untrained);
    const count = await train.moments();
    expect(count).toBeGreaterThan(30);

    // Back to the start by keys, a moment at a time by the pointer, and to the end.
    await timeline.focus();
    await page.keyboard.press('Home');
    await eventually(train.at).toBe(0);
    await eventually(train.kernels).toEqual(untrained);
    expect(await timeline.getAttribute('aria-valuetext')).toMatch(/^0 pictures/);
    await page.keyboard.press('End');
    await eventually(train.kernels).toEqual(learned);
    const box = (await timeline.boundingBox()) ?? expect.fail('no timeline');
    await page.mouse.click(box.x + box.width / 2, box.y + 10);
    await eventually(train.at).toBeLessThan(count - 1);
    const middle = await train.at();
    expect(middle).toBeGreaterThan(5);
    expect(await train.status.innerText()).toMatch(/^At [\d,]+ pictures it /);

    // On from there: the same seed, the same order, the same bits.
    await press('Go on from here');
    await eventually(async () => `${await train.state()} ${await train.step()}`).toBe('paused 250');
    expect([await train.data('loss'), await train.data('test-accuracy')]).toEqual([loss, accuracy]);
    await eventually(train.kernels).toEqual(learned);
    expect(await train.moments()).toBe(count);

    // What it still gets wrong: every new picture is in one cell.
    await page.getByRole('radio', { name: 'Mistakes' }).check();
    const cells = page.getByTestId('confusion-cell');
    await eventually(() => cells.count()).toBe(16);
    const counts = await cells.evaluateAll((all) => all.map((cell) => Number(cell.getAttribute('data-count'))));
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(2000);
    await cells.first().click();
    // What it reads rightly can be looked at, too.
    await eventually(() => page.locator('.train-pictures > .train-wrong').first().locator('canvas').count()).toBe(12);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('data-true'))).toBe('1');
  });
});

test('one step, one epoch and the film by keys; the drawing is answered at every moment', async () => {
  await visit({ gpu: 'absent', params: { ...bars, epochs: '2' } }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    await page.keyboard.press('s');
    await eventually(async () => `${await train.state()} ${await train.step()}`).toBe('paused 1');
    await page.keyboard.press('e');
    await eventually(async () => `${await train.state()} ${await train.step()}`).toBe('paused 250');
    expect(await train.data('epoch')).toBe('1');
    // Upright: the third class.
    await playground.draw([
      [0.5, 0.15],
      [0.5, 0.85],
    ]);
    await eventually(() => playground.answer()).toBe('|');
    await eventually(() => train.timeline.getAttribute('aria-valuetext')).toMatch(/your drawing: \|$/);
    // From the start again, as a film.
    await train.timeline.focus();
    await page.keyboard.press('Home');
    await eventually(train.at).toBe(0);
    await page.keyboard.press('Space');
    await eventually(train.at).toBeGreaterThan(3);
    await page.keyboard.press('Space');
    await eventually(train.state).toBe('paused');
    await page.keyboard.press('Escape');
    await eventually(train.step).toBeGreaterThanOrEqual(250);
  });
});

test('a rate that is far too high ends in no number, in words, and the moments before it stay', async () => {
  await visit({ gpu: 'absent', params: { ...bars, rate: '10' } }, async (playground) => {
    const train = hand(playground);
    await train.ready();
    await train.page.getByRole('radio', { name: 'Full speed' }).check();
    await train.press('Play');
    await eventually(train.state).toBe('failed');
    expect(await train.status.innerText()).toMatch(/no longer a number/);
    await train.timeline.focus();
    await train.page.keyboard.press('Home');
    await eventually(train.at).toBe(0);
    await train.press('Begin again');
    await train.ready();
    await eventually(train.state).toBe('idle');
  });
});

test('a layer that has died is named', async () => {
  await visit({ gpu: 'absent', params: { ...bars, net: 'small', rate: '10' } }, async (playground) => {
    const train = hand(playground);
    await train.ready();
    await train.page.getByRole('radio', { name: 'Full speed' }).check();
    await train.press('Play');
    await eventually(() => train.status.innerText()).toMatch(/^\w+ has died/);
  });
});

test('trains through WebGPU as well', async () => {
  await visit({ params: { ...bars, backend: 'webgpu', batch: '8' } }, async (playground) => {
    const train = hand(playground);
    await train.ready();
    const untrained = await train.kernels();
    for (const step of [1, 2]) {
      await train.press('Step');
      await eventually(async () => `${await train.state()} ${await train.step()}`).toBe(`paused ${step}`);
    }
    await eventually(train.kernels).not.toEqual(untrained);
    expect(Number(await train.data('loss'))).toBeLessThan(2);
    // With another batch it goes on there, from as many pictures.
    await train.page.getByRole('button', { name: 'How it learns' }).click();
    await train.page.getByLabel('Pictures a step').selectOption('16');
    await eventually(train.step).toBe(1);
    await train.press('Step');
    await eventually(async () => `${await train.state()} ${await train.step()}`).toBe('paused 2');
    expect(await train.page.getByTestId('backend').getAttribute('data-backend')).toBe('webgpu');
  });
});

test('on a phone, Play is in sight wherever one reads', async () => {
  const context = { viewport: { width: 390, height: 844 }, hasTouch: true };
  await visit({ gpu: 'absent', params: bars, context }, async (playground) => {
    const train = hand(playground);
    const { page } = train;
    await train.ready();
    const play = page.getByRole('button', { name: 'Play', exact: true });
    const isSeen = async (): Promise<boolean> => {
      const { y, height } = (await play.boundingBox()) ?? expect.fail('no Play');
      return y >= 0 && y + height <= 844;
    };
    expect(await isSeen()).toBe(true);
    await page.mouse.wheel(0, 5000);
    await eventually(() => page.evaluate(() => scrollY)).toBeGreaterThan(300);
    expect(await isSeen()).toBe(true);
    // The end of the page is not under it.
    const end = (await page.getByRole('button', { name: 'Animation' }).boundingBox()) ?? expect.fail('no tools');
    const { y } = (await play.boundingBox()) ?? expect.fail('no Play');
    expect(end.y + end.height).toBeLessThanOrEqual(y);
    await play.tap();
    await eventually(train.step).toBeGreaterThan(0);
  });
});
