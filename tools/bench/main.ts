/**
 * `npm run bench`: this project's engine against TensorFlow.js, ONNX Runtime Web and jax-js, in one headless Chromium
 * and one run; `npm run bench -- kernels`: the WASM kernels alone, in Node. For the options, see options.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { type Browser, chromium } from 'playwright';
import { ensureBrowser, softwareWebGpuFlags } from '../browser.mjs';
import { builtIn, type Case, readCases } from './cases';
import { drags } from './drag';
import { firstAnswers } from './first';
import { timeInNode } from './kernels';
import { type Options, readOptions, usage } from './options';
import { lostRows, markdown, type Report } from './report';
import type { Effort, Machine, RowResult } from './results';
import { openBench } from './site';

function casesOf({ rows, cases }: Options): readonly Case[] {
  const all = [...builtIn, ...(cases === null ? [] : readCases(readFileSync(cases, 'utf8')))];
  const unknown = rows?.find((id) => !all.some((row) => row.id === id));
  if (unknown !== undefined)
    throw new Error(`there is no row "${unknown}"; there are ${all.map(({ id }) => id).join(', ')}`);
  return rows === null ? all : all.filter(({ id }) => rows.includes(id));
}

async function measureRows(
  browser: Browser,
  cases: readonly Case[],
  { contestants, quick }: Options,
  report: (machine: Machine, rows: readonly RowResult[]) => void,
): Promise<void> {
  const effort: Effort = quick ? { rounds: 3, budget: 100 } : { rounds: 5, budget: 150 };
  const { url, close } = await openBench();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    page.on('console', (message) => {
      if (message.type() === 'info' || message.type() === 'error') console.log(`  ${message.text()}`);
    });
    page.on('pageerror', (error) => console.error(error.message));
    await page.goto(url);
    await page.waitForFunction(() => window.benchPage !== undefined);
    const adapter = await page.evaluate(() => window.benchPage?.adapter());
    const machine = {
      date: new Date().toISOString().slice(0, 10),
      browser: `Chromium ${browser.version()}`,
      processor: cpus()[0]?.model.trim() ?? 'an unknown processor',
      cores: availableParallelism(),
      adapter: adapter ?? 'none',
    };
    const rows: RowResult[] = [];
    for (const row of cases) {
      const asked = JSON.stringify({ row, contestants, effort });
      const started = performance.now();
      const result = await page.evaluate((text) => window.benchPage?.row(text), asked);
      if (!result) throw new Error('the bench page is gone');
      rows.push(result);
      console.log(`${row.id}: ${row.title} (${Math.round((performance.now() - started) / 1000)} s)`);
      report(machine, rows);
    }
    await page.close();
  } finally {
    await close();
  }
}

/** Writes the report after every row, so that an interrupted run is not lost. */
function write(report: Report, out: string): void {
  writeFileSync(out, markdown(report));
  writeFileSync(out.replace(/(\.md)?$/, '.json'), `${JSON.stringify(report)}\n`);
}

async function compareLibraries(options: Options): Promise<void> {
  const { out, quick } = options;
  const cases = casesOf(options);
  const launch = () => chromium.launch({ executablePath: ensureBrowser(), args: [...softwareWebGpuFlags] });
  const browser = await launch();
  try {
    let report: Report | null = null;
    await measureRows(browser, cases, options, (machine, rows) => {
      report = { machine, rows, first: [], drags: [], quick };
      if (out !== null) write(report, out);
    });
    if (report === null) return;
    const first = options.first ? await firstAnswers(launch, options.contestants, quick ? 1 : 5) : [];
    const dragged = options.drag ? await drags(browser, quick ? 2 : 6) : [];
    report = { ...(report as Report), first, drags: dragged };
    if (out === null) console.log(`\n${markdown(report)}`);
    else {
      write(report, out);
      console.log([`Written to ${out}.`, ...lostRows(report)].join('\n'));
    }
  } finally {
    await browser.close();
  }
}

/** Returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
  if (options.kernels) await timeInNode(options.kernels.threads, options.kernels.parts);
  else await compareLibraries(options);
  return 0;
}
