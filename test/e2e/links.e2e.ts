/** Links: asked for in the middle of a change, opened anywhere, and what they cannot hold. */
import { expect, inject, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { openAlone } from './support/alone';
import { paramsOf } from './support/labs';
import { settledAddress } from './support/seen';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

test('a link that is asked for in the middle of a change tells of the whole change', async () => {
  const { context, page, playground, problems } = await openAlone('block');
  const share = page.getByRole('button', { name: 'Share and present' });
  const link = page.getByLabel('Link to the page as it is now');
  const close = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  for (const [search, slider, told] of [
    ['?page=kernels', 'Stride', 'knet'],
    ['?page=pooling', 'Stride', 'stride'],
    ['?at=conv1.2', 'Scale', 'edit'],
  ] as const) {
    await page.goto(`${inject('site')}${search}`);
    await playground.ready();
    if (slider === 'Scale') await page.getByRole('button', { name: 'Change', exact: true }).click();
    // The dialog is there at once from the second time on.
    await share.click();
    await link.waitFor();
    await close();
    const texts: (string | undefined)[] = [];
    for (const passed of slider === 'Scale'
      ? [
          [2, 3],
          [1.5, -1],
        ]
      : [
          [5, 3],
          [6, 4],
        ]) {
      // All in one turn of the page, in which no timer can end.
      const role = slider === 'Stride' ? 'spinbutton' : 'slider';
      await page.getByRole(role, { name: slider, exact: true }).evaluate((element, values) => {
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        for (const each of values) {
          if (element instanceof HTMLInputElement) {
            set?.call(element, String(each));
            element.dispatchEvent(new Event('input', { bubbles: true }));
          } else element.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
        }
        const button = document.querySelector('.header-end [aria-label="Share and present"]');
        if (button instanceof HTMLElement) button.click();
      }, passed);
      const given = await link.inputValue();
      expect(paramsOf(given)).toEqual(paramsOf(await settledAddress(page)));
      texts.push(paramsOf(given)[told]);
      await close();
    }
    expect(new Set([undefined, ...texts]).size, `${texts}`).toBe(3);
  }
  // A drawing is told when the pen rests.
  await page.goto(inject('site'));
  await playground.ready();
  await share.click();
  await link.waitFor();
  await close();
  await playground.draw(...seven);
  await share.dispatchEvent('click');
  const given = await link.inputValue();
  expect(paramsOf(given).draw).toBeDefined();
  expect(paramsOf(given)).toEqual(paramsOf(await settledAddress(page)));
  expect(problems).toEqual([]);
  await context.close();
});

test('a link brings its drawing wherever it is opened, and names what it cannot hold and what it did not bring', async () => {
  const { context, page, playground, problems } = await openAlone('block');
  await page.goto(inject('site'));
  await playground.ready();
  await playground.draw(...seven);
  await playground.expectAnswer('7');
  const share = page.getByRole('button', { name: 'Share and present' });
  const link = page.getByLabel('Link to the page as it is now');
  await share.click();
  const given = await link.inputValue();
  expect(new URL(given).search).toBe('');
  expect(await page.getByTestId('left-out').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // Within the page, as an address that is typed over the one that stands; and the way to the pad costs nothing.
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect.poll(() => playground.answer()).toBeUndefined();
  await expect.poll(() => paramsOf(page.url()).draw).toBeUndefined();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(given).hash);
  await playground.expectAnswer('7');
  await page.getByRole('link', { name: 'Skip to the drawing' }).press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('pad');
  expect(paramsOf(await settledAddress(page))).toEqual(paramsOf(given));
  // By somebody else, whole and cut off.
  for (const [address, lost] of [
    [given, null],
    [given.slice(0, -7), 'the drawing'],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(address);
    await playground.ready();
    const said = page.locator('[data-code=link-damaged]');
    if (lost === null) {
      await playground.expectAnswer('7');
      expect(await said.count()).toBe(0);
    } else await expect.poll(() => said.innerText()).toContain(lost);
  }
  // Thousands of turns are more than a link holds, however they are told.
  const box = (await playground.pad.boundingBox()) ?? expect.fail('no pad');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await playground.pad.evaluate((pad) => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    const at = (i: number): PointerEvent =>
      new PointerEvent('pointermove', {
        pointerId: 1,
        pointerType: 'mouse',
        buttons: 1,
        bubbles: true,
        clientX: left + width * ((i * 0.618) % 1),
        clientY: top + height * ((i * 0.41) % 1),
        coalescedEvents: i > 0 ? [] : Array.from({ length: 5000 }, (_, k) => at(k + 1)),
      });
    pad.dispatchEvent(at(0));
  });
  await page.mouse.up();
  await share.click();
  expect(paramsOf(await link.inputValue()).draw).toBeUndefined();
  expect(await page.getByTestId('left-out').innerText()).toContain('the drawing');
  expect(problems).toEqual([]);
  await context.close();
});
