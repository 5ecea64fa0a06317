/**
 * Chromium for the end-to-end tests: with WebGPU on the software adapter, with no adapter, or with no WebGPU at all. All
 * test files run in one process, which launches each kind of browser once; it goes with the process.
 *
 * A visit gets a page of its own in a fresh context, or, where neither is the subject of a test, the page that the visit
 * before it used: its renderer, its caches and its compiled code are warm.
 */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { findBrowser, noWebGpuFlags, softwareWebGpuFlags } from '../../../tools/browser.mjs';

/**
 * `software`: an adapter, but what WebGPU draws is not in pictures of the page; `seen`: it is, and a frame of the browser
 * takes ten times as long; `no adapter`: navigator.gpu gives null; `absent`: there is no navigator.gpu.
 */
export type Gpu = 'software' | 'seen' | 'no adapter' | 'absent';

/** The page is put together on the CPU. */
const unseen = '--disable-gpu-compositing';

/** A camera that films a test picture; whether a page may have it is up to the context's permissions. */
const camera = '--use-fake-device-for-media-stream=device-count=2';

const flags: { readonly [kind in Gpu]: readonly string[] } = {
  software: [...softwareWebGpuFlags, unseen],
  seen: softwareWebGpuFlags,
  'no adapter': noWebGpuFlags,
  absent: noWebGpuFlags,
};

const launched = new Map<readonly string[], Promise<Browser>>();

function launch(args: readonly string[]): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [...args, camera],
    timeout: 60_000,
  });
}

async function browserFor(gpu: Gpu): Promise<Browser> {
  const browser = launched.get(flags[gpu]) ?? launch(flags[gpu]);
  launched.set(flags[gpu], browser);
  return browser;
}

/** Runs in the page, before its own code: the opening has been shown. */
function greet(): void {
  try {
    if (localStorage.getItem('cnn-playground') === null) localStorage.setItem('cnn-playground', '{"isGreeted":true}');
  } catch {
    // A frame without storage.
  }
}

const usual = { viewport: { width: 1280, height: 800 }, locale: 'en-GB' } as const;

/**
 * A fresh context: no cache, no storage, nothing from another test, and no service worker unless asked for, since what it
 * answers cannot be intercepted. Not a person's first visit, unless asked for: that begins with the opening. The caller
 * closes it.
 */
export async function newContext(gpu: Gpu, options: BrowserContextOptions, isFirst = false): Promise<BrowserContext> {
  const context = await (await browserFor(gpu)).newContext({ serviceWorkers: 'block', ...usual, ...options });
  // A click waits until the page answers, which on a busy machine can take longer than Playwright's half a minute.
  context.setDefaultTimeout(90_000);
  if (!isFirst) await context.addInitScript(greet);
  if (gpu === 'absent') await context.addInitScript('delete Navigator.prototype.gpu');
  return context;
}

/** A page on loan. */
export interface Loan {
  readonly page: Page;
  /** Ends it; `isSound`: nothing went wrong in the page. */
  giveBack(isSound: boolean): Promise<void>;
}

/** A page in a fresh context. */
export async function ownPage(gpu: Gpu, options: BrowserContextOptions, isFirst = false): Promise<Loan> {
  const context = await newContext(gpu, options, isFirst);
  return { page: await context.newPage(), giveBack: () => context.close() };
}

/** Pages that wait for their next visit. */
const idle = new Map<Gpu, Page>();

/** Leaves the page, which might go on writing, and clears what it has kept. */
async function forget(page: Page): Promise<void> {
  const { origin } = new URL(page.url());
  await page.goto('about:blank');
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await session.detach();
}

/** A page as a fresh context's, except for its caches, its history and where it is. */
export async function sharedPage(gpu: Gpu): Promise<Loan> {
  const page = idle.get(gpu) ?? (await (await newContext(gpu, {})).newPage());
  idle.delete(gpu);
  return {
    page,
    async giveBack(isSound) {
      if (!isSound || idle.has(gpu)) return page.context().close();
      const isKept = await page.evaluate(async () => {
        localStorage.clear();
        return (await indexedDB.databases()).length > 0;
      });
      if (isKept) await forget(page);
      await page.mouse.move(0, 0);
      await page.setViewportSize(usual.viewport);
      idle.set(gpu, page);
    },
  };
}
