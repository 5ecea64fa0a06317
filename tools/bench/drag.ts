/** Drags a kernel's cell on the page "Kernels" itself, and measures the time from one shown frame to the next. */
import type { Browser } from 'playwright';
import type { Drag } from './results';
import { openProject } from './site';

/** Pixels dragged down and up again, one per mouse move. */
const WAY = 60;

/** Milliseconds from each shown frame to the next during a drag. Throws Error if the cell's number does not change. */
async function dragOn(browser: Browser, url: string, seconds: number): Promise<readonly number[]> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('[data-testid="output-size"][data-width="512"]').waitFor({ timeout: 120_000 });
    const cell = page.getByTestId('kernel-cell').nth(5);
    await cell.scrollIntoViewIfNeeded();
    // By then the picture has been opened and computed, and the page is idle.
    await page.waitForTimeout(4_000);
    const before = await cell.getAttribute('data-value');
    const box = await cell.boundingBox();
    if (!box) throw new Error('the cell is not to be seen');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.evaluate(() => {
      const shown: number[] = [];
      Object.assign(window, { shown });
      const tick = (now: number): void => {
        shown.push(now);
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    const until = performance.now() + 1000 * seconds;
    for (let step = 0; performance.now() < until; step++) {
      const way = step % (2 * WAY);
      await page.mouse.move(x, y + 8 + Math.min(way, 2 * WAY - way));
    }
    const shown = await page.evaluate(() => (window as typeof window & { shown: number[] }).shown);
    if ((await cell.getAttribute('data-value')) === before) throw new Error('the cell has kept its number');
    await page.mouse.up();
    return shown.slice(1).map((now, i) => now - (shown[i] ?? now));
  } finally {
    await context.close();
  }
}

/** Drags on each backend, with a colour picture of 512 x 512. */
export async function drags(browser: Browser, seconds: number): Promise<Drag[]> {
  const { url, close } = await openProject();
  try {
    const all: Drag[] = [];
    for (const backend of ['wasm', 'webgpu'] as const) {
      const address = `${url}?page=kernels&input=picture&picture=cat&kin=512-rgb&backend=${backend}`;
      try {
        all.push({ backend, samples: await dragOn(browser, address, seconds) });
      } catch (error) {
        console.error(`dragging on ${backend}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
      }
    }
    return all;
  } finally {
    await close();
  }
}
