/** The drawing pad as hands use it, on both backends: mouse, pen, eraser and keys, and what the network sees of it. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { digitPaths, type Point, place } from '../helpers/strokes';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import { inked, stretches } from './support/ink';
import type { Playground } from './support/playground';
import { openSees } from './support/stage';
import { expectSwitches } from './support/weighing';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

const button = ({ page }: Playground, name: string) => page.getByRole('button', { name, exact: true });
const tool = ({ page }: Playground, name: string) => page.getByRole('radio', { name, exact: true });

/** A line from top to bottom, as often told of as a hand's. */
const upright = (x: number): Point[] => Array.from({ length: 13 }, (_, i) => [x, 0.2 + 0.05 * i]);

/** Counts the moves that the page is told of and those that were made, each first move holding the page up for a while. */
async function countMoves(page: Page): Promise<() => Promise<{ told: number; made: number; kinds: string[] }>> {
  await page.evaluate(() => {
    const moves = { told: 0, made: 0, kinds: [] as string[] };
    let isFirst = true;
    Object.assign(globalThis, { moves });
    document.addEventListener('pointerdown', () => {
      isFirst = true;
    });
    document.addEventListener('pointermove', (event) => {
      if (event.buttons === 0) return;
      moves.told += 1;
      moves.made += event.getCoalescedEvents().length;
      if (!moves.kinds.includes(event.pointerType)) moves.kinds.push(event.pointerType);
      const until = performance.now() + (isFirst ? 200 : 0);
      isFirst = false;
      while (performance.now() < until);
    });
  });
  return () => page.evaluate(() => ({ ...Reflect.get(globalThis, 'moves') }));
}

/** Draws with a pen's eraser end, which no protocol of the browser can hold: its events are made in the page. */
async function eraseWithPen({ pad }: Playground, from: Point, to: Point): Promise<void> {
  await pad.evaluate(
    async (canvas, [start, end]) => {
      const box = canvas.getBoundingClientRect();
      const tell = (type: string, [x, y]: readonly [number, number], buttons: number): void => {
        const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
        // The mouse's own id: only a pointer that there is can be captured.
        const pen = {
          pointerId: 1,
          pointerType: 'pen',
          pressure: buttons ? 0.5 : 0,
          button: buttons ? 5 : -1,
          buttons,
        };
        canvas.dispatchEvent(new PointerEvent(type, { ...at, ...pen, bubbles: true, cancelable: true }));
      };
      // Each in a turn of its own, as a hand's are.
      const turn = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));
      tell('pointerdown', start, 32);
      await turn();
      tell('pointermove', end, 32);
      await turn();
      tell('pointerup', end, 0);
    },
    [from, to] as const,
  );
}

const widthAt = async (playground: Playground, x: number): Promise<number> => {
  const found = (await stretches(playground, 'row', 0.5)).find(([from, to]) => from <= x && x <= to);
  return found ? found[1] - found[0] : 0;
};

/** A quick hand loses no point, a trembling one draws a smooth line; thickness and eraser do what they say. */
async function handDrawn(playground: Playground): Promise<void> {
  const { page } = playground;
  const moves = await countMoves(page);
  await tool(playground, 'Medium pen').click();
  const ring = Array.from({ length: 41 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 40;
    return [0.5 + 0.22 * Math.sin(angle), 0.5 - 0.32 * Math.cos(angle)];
  });
  await playground.draw(ring);
  const { told, made, kinds } = await moves();
  expect(kinds).toEqual(['mouse']);
  // Several were told of at once, and the line goes through all of them.
  expect(made).toBeGreaterThanOrEqual(40);
  expect(told).toBeLessThan(made / 2);
  expect(await inked(playground, ring)).toEqual(ring.map(() => true));
  expect(await inked(playground, [[0.5, 0.5]])).toEqual([false]);
  await playground.expectAnswer('0');

  // Up and down by 0.024 of the pad on the way across it.
  await button(playground, 'Clear').click();
  const trembling = Array.from({ length: 29 }, (_, i): Point => [0.1 + (0.8 * i) / 28, 0.5 + 0.012 * (-1) ** i]);
  await playground.draw(trembling);
  const tops: number[] = [];
  for (let x = 0.3; x < 0.7; x += 0.02) tops.push((await stretches(playground, 'column', x))[0]?.[0] ?? Number.NaN);
  expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(0.012);

  await button(playground, 'Clear').click();
  const pens = { 'Thin pen': 0.2, 'Medium pen': 0.5, 'Thick pen': 0.8 };
  for (const [name, x] of Object.entries(pens)) {
    await tool(playground, name).click();
    await playground.draw(upright(x));
  }
  const [thin = 0, medium = 0, thick = 0] = await Promise.all(Object.values(pens).map((x) => widthAt(playground, x)));
  expect(thin).toBeGreaterThan(0.03);
  expect(medium).toBeGreaterThan(1.5 * thin);
  expect(thick).toBeGreaterThan(medium);

  // The eraser takes ink away where it goes, and nowhere else; taking that back brings the very answer back.
  await button(playground, 'Clear').click();
  await tool(playground, 'Medium pen').click();
  await playground.draw(upright(0.5));
  await eventually(() => playground.answer()).toBeDefined();
  const before = await playground.settled();
  await tool(playground, 'Eraser').click();
  await playground.draw([
    [0.4, 0.5],
    [0.6, 0.5],
  ]);
  const places = [0.25, 0.5, 0.75].map((y): Point => [0.5, y]);
  expect(await inked(playground, places)).toEqual([true, false, true]);
  await eventually(() => playground.predictions()).not.toEqual(before);
  await button(playground, 'Undo').click();
  expect(await inked(playground, places)).toEqual([true, true, true]);
  await eventually(() => playground.predictions()).toEqual(before);

  // What is rubbed out altogether was never there.
  await button(playground, 'Clear').click();
  await tool(playground, 'Thin pen').click();
  await playground.draw(upright(0.5));
  await eventually(() => playground.answer()).toBeDefined();
  await tool(playground, 'Eraser').click();
  for (const x of [0.48, 0.52]) {
    await playground.draw([
      [x, 0.1],
      [x, 0.9],
    ]);
  }
  await eventually(() => playground.answer()).toBeUndefined();
}

/** A pen draws wider the harder it presses, and rubs out with its other end. */
async function penned(playground: Playground): Promise<void> {
  await button(playground, 'Clear').click();
  await tool(playground, 'Medium pen').click();
  const moves = await countMoves(playground.page);
  await playground.drawWithPen(upright(0.3), 0.2);
  await playground.drawWithPen(upright(0.7), 1);
  expect((await moves()).kinds).toEqual(['pen']);
  const [light, hard] = [await widthAt(playground, 0.3), await widthAt(playground, 0.7)];
  expect(light).toBeGreaterThan(0.03);
  expect(hard).toBeGreaterThan(1.5 * light);
  await eraseWithPen(playground, [0.6, 0.5], [0.8, 0.5]);
  const places: Point[] = [
    [0.7, 0.25],
    [0.7, 0.5],
    [0.3, 0.5],
  ];
  expect(await inked(playground, places)).toEqual([true, false, true]);
  await button(playground, 'Clear').click();
  for (const stroke of seven) await playground.drawWithPen(stroke, 0.5);
  await playground.expectAnswer('7');
}

/** Undo, redo and clear change the answer, by button and by key; a digit is drawn with the keyboard alone. */
async function undone(playground: Playground): Promise<void> {
  const { page } = playground;
  expect(await playground.answer()).toBeUndefined();
  await playground.draw(...seven);
  await playground.expectAnswer('7');
  await button(playground, 'Clear').click();
  await eventually(() => playground.answer()).toBeUndefined();
  await button(playground, 'Undo').click();
  await playground.expectAnswer('7');
  for (let i = 0; i < seven.length; i++) await page.keyboard.press('Control+z');
  await eventually(() => playground.answer()).toBeUndefined();
  for (let i = 0; i < seven.length; i++) await page.keyboard.press('Control+Shift+Z');
  await playground.expectAnswer('7');
  await button(playground, 'Undo').click();
  await button(playground, 'Redo').click();
  await playground.expectAnswer('7');

  await playground.pad.focus();
  await page.keyboard.press('Delete');
  await eventually(() => playground.answer()).toBeUndefined();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Space');
  for (let i = 0; i < 24; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await playground.expectAnswer('1');
  await page.keyboard.press('Delete');
  await eventually(() => playground.answer()).toBeUndefined();
}

/** What the network sees follows its switches. */
async function seenThrough(playground: Playground): Promise<void> {
  // A large thin 7 needs every step: shrunk, its lines are grey, and its ink is mostly at the top.
  await tool(playground, 'Thin pen').click();
  await playground.draw([
    [0.15, 0.15],
    [0.85, 0.14],
    [0.55, 0.85],
  ]);
  await playground.expectAnswer('7');
  await openSees(playground);
  await expectSwitches(playground, {
    boxing: 'Box and scale',
    centring: 'Centre by mass',
    averaging: 'Average when shrinking',
    inking: 'Full ink strength',
    normalising: 'Normalise',
  });
  await playground.page.keyboard.press('Escape');
}

// One visit after another's work is done: each begins with an empty pad.
test.each(backends)('the pad does what hands, pens and keys do to it on $backend', async (computing) => {
  await visitOn(computing, {}, async (playground) => {
    await undone(playground);
    await seenThrough(playground);
    await button(playground, 'Clear').click();
    await handDrawn(playground);
    await penned(playground);
  });
});
