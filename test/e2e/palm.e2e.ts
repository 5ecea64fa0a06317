/** A hand that lies on the pad: palms before the pen, beside it, and several fingers leave nothing behind. */
import { expect, test } from 'vitest';
import { digitPaths, type Point, place } from '../helpers/strokes';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import { inked } from './support/ink';
import type { Playground } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const palm: Point = [0.85, 0.9];

/** Fingers and palms on the pad, as shares of it. The result presses, moves or lifts them. */
async function touching({ page, pad }: Playground) {
  const box = (await pad.boundingBox()) ?? expect.fail('no pad');
  const session = await page.context().newCDPSession(page);
  return (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', ...points: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => ({ x: box.x + x * box.width, y: box.y + y * box.height, id })),
    });
}

/** Takes steps back: so many, and none is left, nor anything on the pad. */
async function expectSteps(playground: Playground, count: number): Promise<void> {
  const undo = playground.page.getByRole('button', { name: 'Undo', exact: true });
  for (let i = 0; i < count; i++) await undo.click();
  await eventually(() => undo.getAttribute('aria-disabled')).toBe('true');
  await eventually(() => playground.answer()).toBeUndefined();
}

test.each(backends)('a palm leaves no blot on $backend', async (computing) => {
  await visitOn(computing, { context: { hasTouch: true } }, async (playground) => {
    await playground.pad.scrollIntoViewIfNeeded();
    const touch = await touching(playground);

    // A touch that the system takes for a palm.
    await touch('touchStart', palm);
    await touch('touchMove', [palm[0] - 0.1, palm[1]]);
    await touch('touchCancel');
    await expectSteps(playground, 0);

    // Two fingers that spread mean no drawing; one that writes beside a palm at rest does.
    await touch('touchStart', [0.45, 0.5]);
    await touch('touchStart', [0.45, 0.5], [0.55, 0.5]);
    for (let i = 1; i <= 8; i++) await touch('touchMove', [0.45 - 0.03 * i, 0.5], [0.55 + 0.03 * i, 0.5]);
    await touch('touchEnd');
    await expectSteps(playground, 0);
    await touch('touchStart', palm);
    await touch('touchStart', palm, [0.5, 0.2]);
    for (let i = 1; i <= 12; i++) await touch('touchMove', palm, [0.5, 0.2 + 0.05 * i]);
    await touch('touchEnd');
    expect(await inked(playground, [palm, [0.5, 0.5]])).toEqual([false, true]);
    await playground.expectAnswer('1');
    await expectSteps(playground, 1);

    // The palm comes first, slides, and lies there while the pen writes.
    await touch('touchStart', palm);
    await touch('touchMove', [palm[0] - 0.1, palm[1]]);
    expect(await inked(playground, [palm])).toEqual([true]);
    for (const stroke of seven) await playground.drawWithPen(stroke, 0.5);
    await touch('touchMove', [palm[0] - 0.2, palm[1] - 0.1]);
    await touch('touchEnd');
    expect(await inked(playground, [palm])).toEqual([false]);
    await playground.expectAnswer('7');
    await expectSteps(playground, seven.length);

    // Nor does one draw while the pen hovers.
    await touch('touchStart', palm);
    await touch('touchEnd');
    await expectSteps(playground, 0);
  });
});
