/**
 * What axe finds on a page that holds still. While a colour is on its way from one theme to the other, its contrast is
 * nobody's: a busy machine can be asked in the middle of that.
 *
 * axe stays in the page once it is there, and only what it finds comes back: by way of its builder for Playwright each
 * look takes seconds, since axe is read again and a page of its own is opened to end in.
 */
import { source } from 'axe-core';
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

/** What axe finds now. */
async function look(page: Page, part = 'html', rules?: readonly string[]): Promise<string[]> {
  await still(page);
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(source);
  return page.evaluate(
    async ([within, only]) => {
      const axe: typeof import('axe-core') = Reflect.get(window, 'axe');
      const { violations } = await axe.run(within, {
        resultTypes: ['violations'],
        ...(only === undefined ? {} : { runOnly: [...only] }),
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    },
    [part, rules] as const,
  );
}

/**
 * Each finding in a part of the page as its rule and the elements concerned; of all rules, or of those that are named.
 * What is found is looked at again until twice the same is found: on a busy machine a part that has just opened may
 * still be on its way when axe comes to it.
 */
export async function findings(page: Page, part = 'html', rules?: readonly string[]): Promise<string[]> {
  for (let before = ''; ; ) {
    const found = await look(page, part, rules);
    const text = found.join('\n');
    if (text === before) return found;
    before = text;
  }
}
