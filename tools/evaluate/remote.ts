/**
 * WebGPU for tools in Node, which has none: a program that is written to from Node and runs in a headless browser, on
 * the browser's adapter or else the software adapter.
 */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import type { Program } from '../../src/backend/types';
import { EngineError } from '../../src/core/errors';
import { decodeModel } from '../../src/formats/model';
import { planModel } from '../../src/graph/plan';
import { findBrowser, softwareWebGpuFlags } from '../browser.mjs';

declare global {
  var evaluation: typeof import('./page').evaluation;
}

export interface RemoteProgram extends Pick<Program, 'plan' | 'write' | 'run'> {
  /** The adapter. */
  readonly detail: string;
  close(): Promise<void>;
}

/** Opens a model file in a browser for a batch size. Throws EngineError('device') without a browser or adapter. */
export async function openRemote(model: Uint8Array, batch: number): Promise<RemoteProgram> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new EngineError('device', 'no browser for WebGPU; npm test installs one');
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const server = await createServer({ root, logLevel: 'error', server: { port: 0, hmr: false } });
  await server.listen();
  const browser = await chromium.launch({ executablePath, args: [...softwareWebGpuFlags] });
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(new URL('tools/evaluate/page.html', server.resolvedUrls?.local[0]).href);
    await page.waitForFunction(() => 'evaluation' in globalThis);
    const detail = await page.evaluate(([text, size]) => evaluation.load(text, size), [base64(model), batch] as const);
    const plan = planModel(decodeModel(model).spec, { batch });
    let input = '';
    return {
      plan,
      detail,
      close,
      write(_, values) {
        input = base64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      },
      async run() {
        const started = performance.now();
        const bytes = Uint8Array.from(
          Buffer.from(await page.evaluate((text) => evaluation.run(text), input), 'base64'),
        );
        const milliseconds = performance.now() - started;
        return { output: new Float32Array(bytes.buffer), ranges: new Map(), milliseconds };
      },
    };
  } catch (error) {
    await close();
    throw new EngineError('device', 'WebGPU does not work in the browser here', { got: String(error) });
  }
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
