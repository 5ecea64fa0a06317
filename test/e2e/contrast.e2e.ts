/**
 * Contrast themes (forced colours): maps keep the colours that are their values, and what a control is, chosen or not, on
 * or off, long or short, is seen. Told by the pixels of the page.
 */
import type { Locator } from 'playwright';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';
import { openSees } from './support/stage';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));
const contrast = { context: { forcedColors: 'active', reducedMotion: 'reduce' } } as const;

type Colour = readonly [red: number, green: number, blue: number];

/** The pixels of an element as it is seen, row by row. */
async function pixels(element: Locator): Promise<Colour[]> {
  const { data } = await sharp(await element.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Array.from(
    { length: data.length / 3 },
    (_, i): Colour => [data[3 * i] ?? 0, data[3 * i + 1] ?? 0, data[3 * i + 2] ?? 0],
  );
}

/** WCAG's contrast of two colours. */
function contrastOf(a: Colour, b: Colour): number {
  const light = (colour: Colour): number => {
    const [r, g, bl] = colour.map((byte) => {
      const s = byte / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (bl ?? 0);
  };
  const [low = 0, high = 0] = [light(a), light(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** The colours that cover at least this share of an element, the most frequent first. */
async function colours(element: Locator, share = 0.02): Promise<Colour[]> {
  const all = await pixels(element);
  const counts = new Map<string, number>();
  for (const colour of all) counts.set(colour.join(), (counts.get(colour.join()) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= share * all.length)
    .sort(([, a], [, b]) => b - a)
    .map(([text]) => {
      const [r = 0, g = 0, b = 0] = text.split(',').map(Number);
      return [r, g, b];
    });
}

/** An element shows something: two colours that stand out from each other as parts of controls have to. */
async function expectSeen(element: Locator, what: string): Promise<void> {
  const found = await colours(element, 0.005);
  const best = Math.max(...found.flatMap((a) => found.map((b) => contrastOf(a, b))));
  expect(best, `${what}: ${JSON.stringify(found)}`).toBeGreaterThanOrEqual(3);
}

/** How many of the pixels are clearly warm or clearly cold: positive and negative values. */
async function warmAndCold(element: Locator): Promise<[warm: number, cold: number]> {
  const all = await pixels(element);
  const count = (is: (colour: Colour) => boolean): number => all.filter(is).length / all.length;
  return [count(([r, , b]) => r > b + 60), count(([r, , b]) => b > r + 60)];
}

async function expectMaps(element: Locator, what: string): Promise<void> {
  await eventually(async () => Math.min(...(await warmAndCold(element))), what).toBeGreaterThan(0.002);
}

const radio = ({ page }: Playground, name: string) =>
  page.locator('label.radio', { has: page.getByRole('radio', { name, exact: true }) });

test('Explore', async () => {
  await visit({ gpu: 'absent', ...contrast }, async (playground) => {
    const { page } = playground;
    for (const pen of ['Thin pen', 'Medium pen', 'Thick pen', 'Eraser']) {
      await expectSeen(radio(playground, pen), pen);
    }
    // The chosen one is another one.
    await radio(playground, 'Thin pen').click();
    await page.mouse.move(0, 0);
    const [chosen] = await colours(radio(playground, 'Thin pen'));
    const [other] = await colours(radio(playground, 'Thick pen'));
    expect(chosen).not.toEqual(other);
    await radio(playground, 'Medium pen').click();

    await playground.draw(...seven);
    await playground.expectAnswer('7');
    await expectSeen(playground.pad, 'ink on the pad');
    await expectMaps(page.locator('.stage-view'), 'maps');
    expect(Math.min(...(await warmAndCold(page.locator('.scale-bar').first())))).toBeGreaterThan(0.1);

    // A class's row is as high as it is likely, and the likeliest one stands out.
    const row = (label: string) => page.locator(`[data-testid=prediction][data-label="${label}"]`);
    const heightOf = async (label: string): Promise<number> => (await row(label).boundingBox())?.height ?? 0;
    await eventually(async () => (await heightOf('7')) / (await heightOf('0'))).toBeGreaterThan(5);
    await expectSeen(row('7'), 'the likeliest class');

    // Switches, on and off.
    await openSees(playground);
    const one = page.getByRole('switch', { name: 'Centre by mass' });
    await expectSeen(one, 'a switch that is on');
    const on = await colours(one);
    await one.click();
    await page.mouse.move(0, 0);
    await expectSeen(one, 'a switch that is off');
    await eventually(async () => colours(one)).not.toEqual(on);
  });
});

test('Kernels', async () => {
  await visit({ gpu: 'absent', params: { page: 'kernels' }, ...contrast }, async ({ page }) => {
    await expectMaps(page.locator('.lab-maps'), 'maps');
    await expectMaps(page.locator('.kernel-button').first(), 'kernel');
  });
});

test('Pooling', async () => {
  await visit({ gpu: 'absent', params: { page: 'pooling' }, ...contrast }, async ({ page }) => {
    await eventually(
      async () => (await colours(page.locator('.pooling-given .pooling-frame'), 0.001)).length,
    ).toBeGreaterThan(20);
  });
});

test('Lessons', async () => {
  await visit({ gpu: 'absent', params: { page: 'lessons', lesson: '2' }, ...contrast }, async ({ page }) => {
    await expectMaps(page.locator('.lesson-live'), 'a kernel and its map');
  });
});
