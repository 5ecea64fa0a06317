/**
 * What axe finds on a page that holds still. While a colour is on its way from one theme to the other, its contrast is
 * nobody's: a busy machine can be asked in the middle of that.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** Waits until nothing on the page moves from one look to another. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What has just been changed begins to move with the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const moving = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
}

/** Each finding in a part of the page as its rule and the elements concerned. */
export async function findings(page: Page, part = 'body'): Promise<string[]> {
  await still(page);
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
