/** What is seen of a part of the page, and the address that leads there, both once they stand. */
import type { Page } from 'playwright';
import { still } from './axe';

/** Milliseconds after its change until the address tells of a state, and a little more. */
const TOLD = 450;

/** The page's address when all that was done before has been written into it: the page's own timers end in their order. */
export async function settledAddress(page: Page): Promise<string> {
  await page.evaluate((pause) => new Promise((resolve) => setTimeout(resolve, pause)), TOLD);
  return page.url();
}

/** A part of the page as a picture, nothing in it being pointed at, once it is the same twice. */
export async function seenOf(page: Page, selector: string): Promise<Buffer> {
  await page.mouse.move(1, 1);
  await still(page);
  let last: Buffer | null = null;
  for (;;) {
    const now = await page.locator(selector).first().screenshot();
    if (last?.equals(now)) return now;
    last = now;
  }
}
