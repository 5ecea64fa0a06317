/** Within a page that gives little: no origin of its own (`sandbox`), and no camera. Served as `npm start` serves it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { newContext } from './support/browser';
import { eventually } from './support/eventually';
import { Playground } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

/** A page of another origin that shows whatever frame its query asks for. */
const outer = createServer((request, response) => {
  const asked = new URL(request.url ?? '', 'http://localhost').searchParams;
  const frame = `<iframe ${asked.get('how')} src="${asked.get('src')}" width="1200" height="700"></iframe>`;
  response.setHeader('Content-Type', 'text/html');
  response.end(`<!doctype html><title>Lesson</title><link rel="icon" href="data:,">${frame}`);
});

beforeAll(() => new Promise<void>((resolve) => outer.listen(0, resolve)));
afterAll(() => new Promise((resolve) => outer.close(resolve)));

/** Opens the page in a frame, ready for use. */
async function framed(
  how: string,
  query: string,
  body: (frame: Frame, problems: readonly string[]) => Promise<void>,
): Promise<void> {
  const context = await newContext('absent', { serviceWorkers: 'allow', permissions: ['camera'] });
  const problems: string[] = [];
  try {
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    const { port } = outer.address() as AddressInfo;
    const address = new URL(`http://localhost:${port}/`);
    address.search = new URLSearchParams({ how, src: `${inject('site')}${query}` }).toString();
    await page.goto(address.href);
    await page.frameLocator('iframe').locator('html[data-ready=true]').waitFor({ state: 'attached' });
    await body(page.frames()[1] ?? expect.fail('no frame'), problems);
  } finally {
    await context.close();
  }
}

const backend = (frame: Frame) => frame.getByTestId('backend').getAttribute('data-backend');

test('a sandboxed frame draws, remembers nothing, and computes large maps on its own thread', async () => {
  await framed('sandbox="allow-scripts"', '', async (frame, problems) => {
    expect(await frame.evaluate(() => origin)).toBe('null');
    const playground = new Playground(frame.page(), []);
    const box = (await frame.getByLabel('Drawing pad', { exact: true }).boundingBox()) ?? expect.fail('no pad');
    const { mouse } = playground.page;
    for (const stroke of seven) {
      for (const [i, [x, y]] of stroke.entries()) {
        await mouse.move(box.x + x * box.width, box.y + y * box.height);
        if (i === 0) await mouse.down();
      }
      await mouse.up();
    }
    const share = frame.locator('[data-testid=prediction][data-label="7"]');
    await eventually(async () => Number(await share.getAttribute('data-probability'))).toBeGreaterThan(0.5);
    // Language and theme cannot be kept, but change.
    await frame.getByRole('button', { name: '한국어' }).click();
    await frame.locator('html[lang=ko]').waitFor({ state: 'attached' });
    await frame.getByRole('link', { name: '커널', exact: true }).click();
    await frame.getByRole('heading', { name: '커널(kernel)', exact: true }).first().waitFor();
    expect(problems).toEqual([]);
  });
  await framed('sandbox="allow-scripts"', '?page=kernels&kin=1024-rgb', async (frame, problems) => {
    expect(await backend(frame)).toBe('wasm');
    expect(problems).toEqual([]);
  });
});

test('a frame without the camera says what helps, and leads there', async () => {
  await framed('', '?embed=1&hide=header', async (frame) => {
    await frame.getByRole('radio', { name: 'Camera', exact: true }).click();
    await frame.locator('.camera-closed').getByText('Open it by itself').waitFor();
    const link = frame.locator('.camera-closed').getByRole('link', { name: 'Open in the playground' });
    const address = new URL((await link.getAttribute('href')) ?? '');
    expect([address.origin, address.searchParams.get('embed')]).toEqual([new URL(inject('site')).origin, null]);
    // There it works.
    const [whole] = await Promise.all([frame.page().context().waitForEvent('page'), link.click()]);
    await whole.locator('.camera[data-phase=live]').waitFor();
  });
  // One that has it, but whose person says no, is told so.
  await framed('allow="camera"', '', async (frame) => {
    await frame.page().context().clearPermissions();
    await frame.getByRole('radio', { name: 'Camera', exact: true }).click();
    await frame.locator('.camera-closed').getByText('Camera access was denied').waitFor();
  });
});
