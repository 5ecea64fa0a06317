/**
 * Uses the built page at random for a long time: `npm run soak -- [--minutes 20] [--seed 1] [--gpu software|none]`.
 * Prints every action; exits with status 1 and the last actions if the page reports an error, leaks, contacts another
 * origin, or disagrees with the plain twins.
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { Random } from '../src/core/random';
import { findBrowser, noWebGpuFlags, softwareWebGpuFlags } from './browser.mjs';
import { serve } from './serve.mjs';
import { prepareWalk, walk } from './soak/walk';

export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      gpu: { type: 'string', default: 'software' },
    },
  });
  const minutes = Number(values.minutes);
  const seed = Number(values.seed);
  if (!(minutes > 0) || !Number.isInteger(seed)) {
    console.error('--minutes is a number above 0, --seed a whole number.');
    return 2;
  }
  const executablePath = findBrowser();
  const site = await serve({ port: 0 });
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: values.gpu === 'none' ? [...noWebGpuFlags] : [...softwareWebGpuFlags],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'en-GB' });
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => problems.push('the page crashed'));
    page.context().on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== new URL(site.url).origin)
        problems.push(`asks for ${request.url()}`);
    });
    await prepareWalk(page);
    await page.goto(`${site.url}?backend=${values.gpu === 'none' ? 'wasm' : 'webgpu'}`);
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    const end = performance.now() + minutes * 60_000;
    const report = await walk(page, {
      random: new Random(seed),
      goesOn: () => performance.now() < end,
      log: console.log,
      problems: () => problems,
    });
    console.log(`seed ${seed}, ${minutes} minutes: ${JSON.stringify(report)}`);
    return 0;
  } catch (error) {
    console.error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await browser.close();
    await site.close();
  }
}
