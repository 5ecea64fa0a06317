/**
 * What a first visit costs: everything that the page asks for until its first answer stands (and for a second after,
 * unasked), as the server packs it, within a budget; and nothing that belongs to another model or another backend.
 *
 * The service worker may do here what it does for people. What it fetches for later, when the answer has stood for a
 * while, is no part of the cost, since nobody waits for it; that it has not begun by then is part of the test.
 */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { distFolder } from '../tools/serve.mjs';
import { visit } from './e2e/support/playground';

/** Bytes on the wire without headers. */
const budget = 350_000;

interface Transfer {
  readonly path: string;
  readonly bytes: number;
}

/** What the server sends for a path to a browser that takes brotli. */
function packedSize(urlPath: string): number {
  const file = path.join(distFolder, urlPath.endsWith('/') ? `${urlPath}index.html` : urlPath);
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
}

/** Every path asked for, by the page or its workers, once. */
async function firstVisit(backend: 'webgpu' | 'wasm'): Promise<Transfer[]> {
  const paths = new Set<string>();
  await visit(
    {
      gpu: backend === 'webgpu' ? 'software' : 'absent',
      params: { backend },
      context: { serviceWorkers: 'allow' },
      isFirst: true,
    },
    async ({ page }) => {
      await page.waitForTimeout(1000);
      expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    },
    async ({ page }) => {
      page.context().on('request', (request) => {
        const { protocol, pathname } = new URL(request.url());
        if (protocol === 'http:') paths.add(pathname);
      });
    },
  );
  return [...paths].map((name) => ({ path: name, bytes: packedSize(name) }));
}

function expectWithinBudget(transfers: readonly Transfer[]): void {
  const total = transfers.reduce((sum, { bytes }) => sum + bytes, 0);
  const table = transfers.map(({ path: name, bytes }) => `${String(bytes).padStart(8)}  ${name}`).join('\n');
  console.log(`${table}\n${String(total).padStart(8)}  in all, of ${budget}`);
  expect(total, table).toBeLessThanOrEqual(budget);
}

/** Data sets, models other than the first one, and the engine that nobody chose. */
const notYet = /^\/(models\/(?!digits)|data\/)|\/reference-|licenses/;

test('a first visit with WebGPU fits the budget and loads no WASM', async () => {
  const transfers = await firstVisit('webgpu');
  expectWithinBudget(transfers);
  const paths = transfers.map(({ path: name }) => name);
  expect(paths).toContain('/');
  expect(paths.filter((name) => name.startsWith('/models/digits'))).not.toEqual([]);
  expect(paths.filter((name) => notYet.test(name) || name.endsWith('.wasm'))).toEqual([]);
});

test('a first visit without WebGPU fits the budget and loads one WASM build', async () => {
  const transfers = await firstVisit('wasm');
  expectWithinBudget(transfers);
  const paths = transfers.map(({ path: name }) => name);
  expect(paths.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
  expect(paths.filter((name) => notYet.test(name))).toEqual([]);
});
