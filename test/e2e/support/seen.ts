/** What is seen of a part of the page, and the address that leads there, both once they stand. */
import type { Page } from 'playwright';
import sharp from 'sharp';
import { still } from './axe';

/** Milliseconds after its change until the address tells of a state, and a little more. */
const TOLD = 450;

/** The page's address when all that was done before has been written into it: the page's own timers end in their order. */
export async function settledAddress(page: Page): Promise<string> {
  await page.evaluate((pause) => new Promise((resolve) => setTimeout(resolve, pause)), TOLD);
  return page.url();
}

/** Sets whether parts of the page are seen; the page's policy allows no style of another kind. */
const setSeen = (page: Page, selector: string, isSeen: boolean): Promise<void> =>
  page.locator(selector).evaluateAll(
    async (elements, visibility) => {
      for (const element of elements) if (element instanceof HTMLElement) element.style.visibility = visibility;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    },
    isSeen ? '' : 'hidden',
  );

/**
 * Whether two pictures show the same, every pixel compared: a browser without a GPU draws the edges of the very same
 * letters one level of 255 brighter or darker from time to time, and a colour that means anything else is further away.
 */
export async function showsSame(one: Buffer, other: Buffer): Promise<boolean> {
  if (one.equals(other)) return true;
  const [a, b] = await Promise.all([one, other].map((png) => sharp(png).raw().toBuffer({ resolveWithObject: true })));
  if (!a || !b || a.info.width !== b.info.width || a.data.length !== b.data.length) return false;
  return a.data.every((level, i) => Math.abs(level - (b.data[i] ?? Number.NaN)) <= 1);
}

/**
 * A part of the page as a picture, nothing in it being pointed at, once it is the same twice. It is drawn anew for that, all
 * at once: where a browser without a GPU draws only what has changed, rounded corners come out a few levels different.
 */
export async function seenOf(page: Page, selector: string): Promise<Buffer> {
  await page.mouse.move(1, 1);
  await still(page);
  await setSeen(page, selector, false);
  await setSeen(page, selector, true);
  let last: Buffer | null = null;
  for (;;) {
    const now = await page.locator(selector).first().screenshot();
    if (last && (await showsSame(last, now))) return now;
    last = now;
  }
}

/** The same while something that lies over it is out of sight. */
export async function seenWithout(page: Page, selector: string, over: string): Promise<Buffer> {
  await setSeen(page, over, false);
  const seen = await seenOf(page, selector);
  await setSeen(page, over, true);
  return seen;
}
