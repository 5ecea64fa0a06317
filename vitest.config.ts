/**
 * The tests, by where they run: `node` (plain Node), `browser` (inside a real Chromium with WebGPU on the software
 * adapter, cross-origin isolated), `e2e` (Node driving a Chromium that has the built page open; needs dist/) and `alone`
 * (the same for what is counted while nothing else runs).
 * Where the data sets are at hand there is also `data` (Node, `*.data.test.ts`).
 */
import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser, softwareWebGpuFlags } from './tools/browser.mjs';
import './tools/wasm.mjs';
import { hasData } from './tools/dataFolder.mjs';
import { isolationHeaders } from './tools/headers.mjs';

const executablePath = findBrowser();

/** Tests of what is counted while the page goes its own pace. */
const alone = ['test/e2e/steady.e2e.ts', 'test/payload.test.ts'];

const builtPage = {
  environment: 'node',
  globalSetup: 'test/e2e/support/site.ts',
  // Pages compute on the software adapter here, beside whatever else a small machine does.
  testTimeout: 400_000,
  // A second try tells a fault from a machine that stood still; `npm test` names each test that needed one.
  retry: 1,
  hookTimeout: 120_000,
  // Longer than a read waits for its element (test/e2e/support/browser.ts): one that goes meanwhile ends no poll.
  expect: { poll: { timeout: 120_000 } },
  // A process runs one file after the other, which share its browsers.
  isolate: false,
} as const;

export default defineConfig({
  test: {
    // A test left in by mistake as the only one to run would hide all the others.
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'node',
          setupFiles: ['test/setup.ts'],
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{browser,data}.test.ts', 'test/e2e/**', 'test/payload.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        server: { headers: isolationHeaders },
        test: {
          name: 'browser',
          setupFiles: ['test/setup.ts'],
          include: ['test/**/*.browser.test.{ts,tsx}'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // The software adapter uses every core by itself: pages side by side would only slow each other down.
            fileParallelism: false,
            connectTimeout: 180_000,
            provider: playwright({
              launchOptions: {
                ...(executablePath === null ? {} : { executablePath }),
                args: [...softwareWebGpuFlags],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          ...builtPage,
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.ts'],
          exclude: alone,
          // A page waits more than it computes: while one does, another goes on.
          maxWorkers: Math.min(2, availableParallelism()),
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { ...builtPage, name: 'alone', include: alone, fileParallelism: false, sequence: { groupOrder: 2 } },
      },
      ...(hasData()
        ? [{ test: { name: 'data', include: ['test/**/*.data.test.ts'], testTimeout: 400_000, hookTimeout: 120_000 } }]
        : []),
    ],
  },
});
