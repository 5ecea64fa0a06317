/** The opening of a first visit: it plays, keeps out of the address, gives way to hand and key, and does not come back. */
import { expect, test } from 'vitest';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

const first = { gpu: 'absent', isFirst: true } as const;

const opening = ({ page }: Playground) => page.getByTestId('opening');
const phase = (playground: Playground) => opening(playground).getAttribute('data-phase');

/** Waits for the opening, then notes whether it is still there in the frame after the next such event. */
async function watch(playground: Playground, event: 'pointerdown' | 'keydown'): Promise<void> {
  await opening(playground).waitFor({ state: 'attached' });
  await playground.page.evaluate((name) => {
    const look = (): void => {
      const left = document.querySelectorAll('[data-testid=opening], [data-opening]').length;
      document.documentElement.dataset.left = String(left);
    };
    window.addEventListener(name, () => requestAnimationFrame(look), { once: true });
  }, event);
}

const left = ({ page }: Playground) => page.evaluate(() => document.documentElement.dataset.left ?? null);

test('a ghost draws a three, and the hand that takes over finds an empty pad', async () => {
  await visit(first, async (playground) => {
    const { page } = playground;
    await watch(playground, 'pointerdown');
    await eventually(() => phase(playground)).toBe('rest');
    await playground.expectAnswer('3');
    expect(await opening(playground).getByText('your turn').isVisible()).toBe(true);
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    await playground.draw([
      [0.5, 0.15],
      [0.5, 0.85],
    ]);
    expect(await left(playground)).toBe('0');
    await playground.expectAnswer('1');
    await page.getByRole('button', { name: 'Clear' }).click();
    await eventually(() => page.getByTestId('verdict').getAttribute('data-kind')).toBe('none');

    // The samples are fetched when the opening would be.
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    await playground.ready();
    await page.getByRole('list', { name: 'Samples', exact: true }).waitFor();
    expect(asked.filter((path) => /\/SampleDigits-.*\.js$/.test(path))).toHaveLength(1);
    expect(asked.filter((path) => /\/Opening-/.test(path))).toEqual([]);
    expect(await opening(playground).count()).toBe(0);
  });
});

test('a finger takes over while the ghost writes, and a key while the values travel', async () => {
  await visit({ ...first, context: { hasTouch: true } }, async (playground) => {
    await watch(playground, 'pointerdown');
    const pad = await playground.pad.boundingBox();
    await playground.page.touchscreen.tap((pad?.x ?? 0) + 40, (pad?.y ?? 0) + 40);
    await eventually(() => left(playground)).toBe('0');
    await eventually(() => playground.page.getByRole('button', { name: 'Undo' }).isEnabled()).toBe(true);
  });
  await visit(first, async (playground) => {
    await watch(playground, 'keydown');
    await eventually(() => phase(playground)).not.toBe('pen');
    await playground.page.keyboard.press('Tab');
    await eventually(() => left(playground)).toBe('0');
    await eventually(() => playground.page.getByTestId('verdict').getAttribute('data-kind')).toBe('none');
  });
});

test('where nothing should move, the last moment is the first', async () => {
  await visit({ ...first, context: { reducedMotion: 'reduce' } }, async (playground) => {
    const phases = await playground.page.evaluate(
      () =>
        new Promise<readonly (string | undefined)[]>((resolve) => {
          const look = (): void => {
            const element = document.querySelector<HTMLElement>('[data-testid=opening]');
            if (element) resolve([element.dataset.phase, element.dataset.reached]);
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    expect(phases).toEqual(['rest', '8']);
    await playground.expectAnswer('3');
  });
});

test('the values travel again in slow motion, or step by step where nothing should move, until a stroke or Escape', async () => {
  const start = ({ page }: Playground) => page.getByRole('button', { name: 'Slow motion', exact: true });
  const slow = ({ page }: Playground) => page.getByTestId('slow-motion');
  const reached = async (playground: Playground) => Number(await slow(playground).getAttribute('data-reached'));
  const covered = ({ page }: Playground) => page.locator('.slow-covers g').count();
  const line = [
    [0.5, 0.15],
    [0.5, 0.85],
  ] as const;
  await visit({ gpu: 'absent', params: { lang: 'en' } }, async (playground) => {
    await playground.draw(line);
    await playground.expectAnswer('1');
    await start(playground).click();
    await eventually(() => reached(playground)).toBeGreaterThan(1);
    await slow(playground).getByRole('button', { name: 'Pause' }).press('Enter');
    const paused = await reached(playground);
    expect(await covered(playground)).toBe(8 - paused);
    await slow(playground).getByRole('button', { name: 'Next layer' }).press('Enter');
    await eventually(() => reached(playground)).toBe(paused + 1);
    await playground.draw(line);
    await eventually(() => slow(playground).count()).toBe(0);
  });
  await visit({ gpu: 'absent', params: { lang: 'en' }, context: { reducedMotion: 'reduce' } }, async (playground) => {
    const { page } = playground;
    await playground.draw(line);
    await playground.expectAnswer('1');
    await start(playground).press('Enter');
    const isFocused = () => slow(playground).evaluateAll(([panel]) => panel?.contains(document.activeElement) ?? false);
    await eventually(isFocused).toBe(true);
    for (let step = 1; step <= 8; step++) {
      // The first button has the focus.
      await page.keyboard.press('Enter');
      await eventually(() => reached(playground)).toBe(step);
      expect(await covered(playground)).toBe(8 - step);
    }
    expect(await slow(playground).innerText()).toContain('the answer');
    await page.keyboard.press('Escape');
    await eventually(() => slow(playground).count()).toBe(0);
    expect(await start(playground).evaluate((button) => button === document.activeElement)).toBe(true);
  });
});
