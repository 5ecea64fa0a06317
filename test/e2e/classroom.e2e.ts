/**
 * The page away from home: from a sub-path of a host that sends no headers, without a network, in the next version, and
 * inside a page of another origin.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { afterAll, expect, inject, test } from 'vitest';
import { isolationHeaders } from '../../tools/headers.mjs';
import { writeServiceWorker } from '../../tools/offline.mjs';
import { distFolder, serve } from '../../tools/serve.mjs';
import { digitPaths, place } from '../helpers/strokes';
import { openAlone } from './support/alone';
import { findings } from './support/axe';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

const folder = mkdtempSync(path.join(tmpdir(), 'classroom-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A host such as GitHub Pages: files only, no headers of ours, the page under a path. Files are listed at its start. */
async function plainHost(dist: string) {
  const root = mkdtempSync(path.join(folder, 'host-'));
  mkdirSync(path.join(root, 'some'));
  symlinkSync(dist, path.join(root, 'some', 'path'));
  writeFileSync(path.join(root, 'index.html'), '<!doctype html><title>another page of the host</title>');
  let site = await serve({ folder: root, port: 0, headers: {} });
  return {
    page: `${site.url}some/path/`,
    close: () => site.close(),
    async restart() {
      const port = Number(new URL(site.url).port);
      await site.close();
      site = await serve({ folder: root, port, headers: {} });
    },
  };
}

const offlineState = (page: Page, state: string) =>
  page.locator(`html[data-offline=${state}]`).waitFor({ state: 'attached', timeout: 90_000 });

test('without a network, from a sub-path of a host without headers, the second visit is whole and isolated', async () => {
  const host = await plainHost(distFolder);
  const { context, page, playground, problems } = await openAlone('allow');
  const strays: string[] = [];
  context.on('request', (request) => {
    const { protocol } = new URL(request.url());
    if (protocol === 'http:' && !request.url().startsWith(host.page)) strays.push(request.url());
  });
  let navigations = 0;
  page.on('domcontentloaded', () => {
    navigations += 1;
  });
  await page.goto(host.page);
  await playground.ready();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await playground.draw(...seven);
  await playground.expectAnswer('7');

  await offlineState(page, 'new');
  expect(await page.getByTestId('offline-note').innerText()).toBe('Ready for use offline.');
  // The drawing was not disturbed.
  expect(navigations).toBe(1);
  expect(await playground.answer()).toBe('7');

  // A policy stands in the page itself, for a host that sends none.
  const refused = await page.evaluate(async () => {
    const violated = new Promise<string>((resolve) =>
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective)),
    );
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.stolen = true' }));
    return [await violated, 'stolen' in window];
  });
  expect(refused).toEqual(['script-src-elem', false]);
  problems.length = 0;

  await host.close();
  await context.setOffline(true);
  await page.reload();
  await playground.ready();
  expect(await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([true, 'function']);
  expect(navigations).toBe(2);
  await playground.draw(...seven);
  await playground.expectAnswer('7');
  // Another model, another language and a part that was never opened: everything is there.
  await page.getByLabel('Model', { exact: true }).selectOption('objects');
  await expect.poll(async () => (await playground.layers())[0]?.shape, { timeout: 30_000 }).toBe('3x32x32');
  await page.getByRole('button', { name: '한국어' }).click();
  await page.locator('html[lang=ko]').waitFor({ state: 'attached' });
  await offlineState(page, 'kept');
  expect(await playground.messages()).toEqual([]);
  expect(problems.filter((problem) => !problem.includes('sw.js'))).toEqual([]);
  expect(strays).toEqual([]);
  await context.close();
});

test('a new version waits until its page alone is loaded again, and then is whole', async () => {
  const dist = path.join(folder, 'dist');
  cpSync(distFolder, dist, { recursive: true });
  const host = await plainHost(dist);
  const { context, page, playground, problems } = await openAlone('allow');
  await page.goto(host.page);
  await playground.ready();
  await offlineState(page, 'new');

  const index = path.join(dist, 'index.html');
  writeFileSync(index, readFileSync(index, 'utf8').replace('<title>', '<title>New '));
  for (const packed of ['index.html.br', 'index.html.gz', 'sw.js.br', 'sw.js.gz']) rmSync(path.join(dist, packed));
  await writeServiceWorker(dist);
  await host.restart();

  await page.reload();
  await playground.ready();
  expect(await page.title()).toBe('CNN Playground');
  await offlineState(page, 'waiting');
  // Another tab holds the old version.
  const other = await context.newPage();
  await other.goto(host.page);
  expect(await other.title()).toBe('CNN Playground');
  await other.close();
  await page.reload();
  await expect.poll(() => page.title(), { timeout: 30_000 }).toBe('New CNN Playground');
  await playground.ready();
  await offlineState(page, 'kept');
  expect(problems).toEqual([]);
  await context.close();
  await host.close();
});

/**
 * The laboratories as their share dialog offers them to another page: what is switched off there, how an element that stays
 * is found, and what a key pressed on it brings.
 */
const embedded = [
  {
    lab: 'kernels',
    off: ['Header', 'Input', 'Tools', 'Sliding window', 'Saving'],
    map: /^Feature map/,
    says: /^Row \d+, column \d+: /,
    gone: ['Known kernels', 'Picture'],
  },
  {
    lab: 'pooling',
    off: ['Header', 'Input', 'Measures', 'Saving'],
    map: /^max: /,
    says: /^rows \d+–\d+, columns \d+–\d+$/,
    // What is set in sentences has no region of its own.
    gone: [],
  },
] as const;

/** A page of another origin, which isolates itself and so asks of everything in it that it agrees. */
async function pageWith(snippet: string) {
  const other = mkdtempSync(path.join(folder, 'other-'));
  writeFileSync(
    path.join(other, 'index.html'),
    `<!doctype html><title>Lesson</title><link rel="icon" href="data:,"><h1>Lesson</h1>${snippet}`,
  );
  return serve({ folder: other, port: 0, headers: isolationHeaders });
}

test.each(embedded)('$lab works within a page of another origin, without what is switched off', async (example) => {
  const { lab, off, map, says, gone } = example;
  const site = inject('site');
  const { context, page, playground, problems } = await openAlone('block');
  await page.goto(`${site}?page=${lab}`);
  await playground.ready();
  for (const name of gone) await page.getByRole('region', { name, exact: true }).waitFor();
  await page.getByRole('button', { name: 'Share and present' }).click();
  for (const name of off) await page.getByRole('switch', { name, exact: true }).click();
  const host = await pageWith(await page.getByLabel('HTML to paste into that page').inputValue());
  await page.goto(host.url);
  const frame = page.frameLocator('iframe');
  await frame.locator('html[data-ready=true]').waitFor({ state: 'attached', timeout: 60_000 });
  const shown = frame.getByRole('application', { name: map }).first();
  await shown.waitFor();
  await frame.getByRole('application', { name: map }).first().press('ArrowRight');
  const before = await frame.getByText(says).first().innerText();
  await shown.press('ArrowDown');
  await expect.poll(() => frame.getByText(says).first().innerText()).not.toBe(before);
  // Parts that are hidden are there for nobody, a screen reader included.
  expect(await frame.locator('header.header').isVisible()).toBe(false);
  for (const name of gone) expect(await frame.getByRole('region', { name, exact: true }).count(), name).toBe(0);
  expect(await frame.getByLabel('Side in pixels').isVisible()).toBe(false);
  expect(await frame.getByRole('radiogroup', { name: 'Experiment' }).count()).toBe(0);
  const buttons = await frame.getByRole('button', { name: /^(Play the sliding|Slide the) window/ }).count();
  expect(buttons > 0).toBe(!off.some((name) => name === 'Sliding window'));
  const windows = frame.getByRole(lab === 'pooling' ? 'spinbutton' : 'slider', { name: 'Stride' });
  expect(await windows.count()).toBe(off.some((name) => name === 'Tools') ? 0 : 1);
  const { violations } = await new AxeBuilder({ page }).include('iframe').analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  // The whole page, as it is in the frame.
  const whole = await frame.getByRole('link', { name: 'Open in the playground' }).getAttribute('href');
  const { searchParams } = new URL(whole ?? '');
  expect(['page', 'embed', 'hide'].map((name) => searchParams.get(name))).toEqual([lab, null, null]);
  expect(problems).toEqual([]);
  await context.close();
  await host.close();
});

test.each(['explore', 'kernels', 'pooling', 'lessons'])('%s has a heading, whatever of it is hidden', async (name) => {
  const { context, page, playground, problems } = await openAlone('block');
  const heading = page.getByRole('heading', { level: 1, name: 'CNN Playground' });
  for (const hide of ['', 'header', 'header,input,answer,tools,measures']) {
    await page.goto(`${inject('site')}?page=${name}&embed=1&hide=${hide}`);
    await playground.ready();
    expect(await heading.count(), hide).toBe(1);
    // A laboratory brings its first picture by itself, and what the skip link leads to comes with that.
    const rules = ['page-has-heading-one', 'region', 'landmark-no-duplicate-banner'];
    await expect.poll(() => findings(page, 'html', rules), { message: hide }).toEqual([]);
  }
  expect(problems).toEqual([]);
  await context.close();
});

test('a shared link is a QR code that readers read, and a snippet works within a page of another origin', async () => {
  const site = inject('site');
  const { context, page, playground, problems } = await openAlone('block');
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(site).origin });
  await page.goto(`${site}?theme=dark`);
  await playground.ready();
  await page.getByRole('button', { name: 'Share and present' }).click();
  const link = await page.getByLabel('Link to the page as it is now').inputValue();
  expect(link).toBe(page.url());
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);

  const shot = sharp(await page.getByRole('img', { name: 'QR code of the link' }).screenshot()).ensureAlpha();
  const { data, info } = await shot.raw().toBuffer({ resolveWithObject: true });
  expect(decodeQR({ width: info.width, height: info.height, data: new Uint8Array(data) })).toBe(link);
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations).toEqual([]);

  await page.getByRole('switch', { name: 'Header' }).click();
  const snippet = await page.getByLabel('HTML to paste into that page').inputValue();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // What opened it has the focus again.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Share and present');

  // On paper: the network as a picture, in light colours, and the link; then the page is as it was.
  await page.locator('[data-testid=handout]').waitFor({ state: 'attached' });
  await page.evaluate('window.print = () => { window.isPrinted = true; }');
  await page.keyboard.press('Control+p');
  await expect.poll(() => page.evaluate('window.isPrinted')).toBe(true);
  await page.locator('.handout img').waitFor({ state: 'attached' });
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByTestId('handout').innerText()).toContain(link);
  for (const name of ['Clear', 'Share and present', 'Fit']) {
    expect(await page.getByRole('button', { name, exact: true }).isVisible()).toBe(false);
  }
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
  expect(await page.locator('.handout img').count()).toBe(0);
  // A print by the browser's menu waits for nothing: what is painted is copied at once, in light colours too.
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
  const copied = await page.locator('.handout > canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return data.some((value) => value > 0);
  });
  expect(copied).toBe(true);
  expect(await page.getByTestId('handout').textContent()).toContain(link);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
  expect(await page.locator('.handout > canvas').count()).toBe(0);

  const host = await pageWith(snippet);
  await page.goto(host.url);
  const frame = page.frameLocator('iframe');
  await frame.locator('html[data-ready=true]').waitFor({ state: 'attached', timeout: 60_000 });
  expect(await frame.locator('header.header').isVisible()).toBe(false);
  const box = (await frame.getByLabel('Drawing pad', { exact: true }).boundingBox()) ?? expect.fail('no pad');
  for (const stroke of seven) {
    for (const [i, [x, y]] of stroke.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 5 });
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
  await expect
    .poll(
      () => frame.getByTestId('prediction').and(frame.locator('[data-label="7"]')).getAttribute('data-probability'),
      {
        timeout: 30_000,
      },
    )
    .toMatch(/^0\.[5-9]|^1/);
  // The whole page, as it is in the frame.
  const whole = await frame.getByRole('link', { name: 'Open in the playground' }).getAttribute('href');
  expect(whole).not.toContain('embed');
  expect(problems).toEqual([]);
  await context.close();
  await host.close();
});
