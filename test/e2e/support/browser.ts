/**
 * Chromium for the end-to-end tests: with WebGPU on the software adapter, with no adapter, or with no WebGPU at all.
 * A browser is launched once a test file and kind; each visit has a context of its own.
 */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright';
import { afterAll } from 'vitest';
import { findBrowser, noWebGpuFlags, softwareWebGpuFlags } from '../../../tools/browser.mjs';

/** `software`: an adapter; `no adapter`: navigator.gpu gives null; `absent`: there is no navigator.gpu. */
export type Gpu = 'software' | 'no adapter' | 'absent';

/** A camera that films a test picture; whether a page may have it is up to the context's permissions. */
const camera = '--use-fake-device-for-media-stream=device-count=2';

const launched = new Map<boolean, Promise<Browser>>();

function launch(withGpu: boolean): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [...(withGpu ? softwareWebGpuFlags : noWebGpuFlags), camera],
    timeout: 60_000,
  });
}

/**
 * A fresh context: no cache, no storage, nothing from another test, and no service worker unless asked for, since what it
 * answers cannot be intercepted. The caller closes it.
 */
export async function newContext(gpu: Gpu, options: BrowserContextOptions): Promise<BrowserContext> {
  const withGpu = gpu === 'software';
  let browser = launched.get(withGpu);
  if (browser === undefined) {
    browser = launch(withGpu);
    launched.set(withGpu, browser);
  }
  const context = await (await browser).newContext({ serviceWorkers: 'block', ...options });
  // A click waits until the page answers, which on a busy machine can take longer than Playwright's half a minute.
  context.setDefaultTimeout(90_000);
  if (gpu === 'absent') await context.addInitScript('delete Navigator.prototype.gpu');
  return context;
}

afterAll(async () => {
  const browsers = [...launched.values()];
  launched.clear();
  for (const browser of browsers) await (await browser).close();
});
