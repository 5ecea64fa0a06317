/** The sliding window in Explore: played, stepped, moved on the input and the output, with the engine's own numbers. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { findings } from './support/axe';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import { at, expectProven, goTo } from './support/opened';
import { visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

/** The step that is shown, as the page's attributes tell it. */
async function stepOf(page: Page) {
  const data = await page.getByTestId('player-step').evaluate((element) => ({ ...(element as HTMLElement).dataset }));
  return { position: Number(data.position), result: Number(data.result), done: Number(data.done) };
}

const position = (page: Page) => async () => (await stepOf(page)).position;
const filled = (page: Page) => async () => Number(await page.getByTestId('player-output').getAttribute('data-filled'));

/** The sums as they are written, and how they add up: in units of the last decimal. */
async function expectSums(page: Page): Promise<void> {
  const rows = await page
    .getByTestId('player-step')
    .locator('[data-row]')
    .evaluateAll((all) => all.map((row) => [row.getAttribute('data-row'), row.querySelector('dd')?.textContent ?? '']));
  const texts = new Map(rows.map(([id, text]) => [id ?? '', (text ?? '').replace('−', '-')]));
  const decimals = (texts.get('result') ?? '').split('.')[1]?.length ?? 0;
  const units = (id: string): number => Math.round(Number(texts.get(id)) * 10 ** decimals);
  expect(units('so-far') + units('bias')).toBe(units('result'));
  const { result } = await stepOf(page);
  expect(Math.abs(Number(texts.get('result')) - result)).toBeLessThanOrEqual(0.5001 * 10 ** -decimals);
  expect(units('activation')).toBe(Math.max(0, units('result')));
}

test.each(backends)(
  'a map is played, stepped and sought on $backend, by pointer and by keyboard',
  async (computing) => {
    await visitOn(computing, {}, async (playground) => {
      const { page } = playground;
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      await goTo(playground, 'conv1.3.11.17');
      const { computed } = await expectProven(playground);
      await button('Slide the window').click();
      await page.getByTestId('player-step').waitFor();
      // It starts at the value that was opened, product by product.
      expect((await stepOf(page)).position).toBe(11 * 28 + 17);
      await eventually(async () => (await stepOf(page)).done).toBeGreaterThan(1);
      await button('Pause').click();
      const paused = await stepOf(page);
      await button('Step').click();
      expect((await stepOf(page)).done).toBe(paused.done + 1);
      while ((await stepOf(page)).done < 25) await button('Step').click();
      for (let k = 0; k < 3; k++) await button('Step').click();
      await expectSums(page);
      // What its equation says of the same value.
      expect((await stepOf(page)).result).toBe(computed);

      // The output: a press goes there, arrow keys go on; the ends.
      const output = page.getByTestId('player-output');
      const box = (await output.boundingBox()) ?? expect.fail('no output');
      const cell = box.width / 28;
      await output.click({ position: { x: 5.5 * cell, y: 9.5 * cell } });
      await eventually(position(page)).toBe(9 * 28 + 5);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
      await eventually(position(page)).toBe(10 * 28 + 6);
      await expectSums(page);
      await page.keyboard.press('End');
      await eventually(filled(page)).toBe(784);
      await button('Reset').click();
      await eventually(filled(page)).toBe(0);
      await button('To the end').click();
      await eventually(filled(page)).toBe(784);

      // The input: pointing shows the window that is centred there, and leaving goes back.
      const input = page.getByTestId('player-input');
      const field = (await input.boundingBox()) ?? expect.fail('no input');
      const side = field.height / 32;
      const left = (field.width - 32 * side) / 2;
      await input.hover({ position: { x: left + (2 + 20.5) * side, y: (2 + 3.5) * side } });
      await eventually(position(page)).toBe(3 * 28 + 20);
      await button('Step').hover();
      await eventually(position(page)).toBe(783);

      // The keyboard alone plays it, to the end.
      await page.getByLabel('Speed').selectOption('fourRows');
      await output.focus();
      await page.keyboard.press('Space');
      await eventually(filled(page)).toBe(784);
      await button('Play').waitFor();
      await page
        .getByRole('status')
        .filter({ hasText: /row 27, column 27: / })
        .first()
        .waitFor({ state: 'attached' });

      expect(await findings(page, '.opened')).toEqual([]);
      await button('Slide the window').click();
      await page.getByTestId('equation').waitFor();
      expect(await page.getByTestId('player').count()).toBe(0);
      // By key, there and back.
      await page.getByTestId('opened-handle').press(' ');
      await page.getByTestId('player-step').waitFor();
      await page.keyboard.press('Escape');
      await page.getByTestId('equation').waitFor();
      expect(await at(playground)).toBe('conv1.3.11.17');
    });
  },
);

test('a dense layer is played map by map, in Korean, in the dark, without motion, on a phone', async () => {
  const context = { viewport: { width: 360, height: 740 }, hasTouch: true, reducedMotion: 'reduce' } as const;
  const params = { at: 'dense1.12', lang: 'ko', theme: 'dark' };
  await visit({ gpu: 'absent', params, context }, async ({ page }) => {
    await page.getByRole('button', { name: '윈도 움직이기', exact: true }).click();
    await page.getByTestId('player-step').waitFor();
    await eventually(async () => (await stepOf(page)).done).toBeGreaterThan(0);
    await page.getByRole('button', { name: '일시 정지' }).click();
    expect((await stepOf(page)).done % 25).toBe(0);
    await page.getByTestId('player-output').tap({ position: { x: 5, y: 5 } });
    await eventually(async () => (await stepOf(page)).done).toBe(400);
    await expectSums(page);
    expect(await findings(page, '.opened')).toEqual([]);
    const sheet = await page
      .locator('.opened-scroller')
      .evaluate((element) => [element.scrollWidth, element.clientWidth]);
    expect(sheet[0]).toBe(sheet[1]);
  });
});
