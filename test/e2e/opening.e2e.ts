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
