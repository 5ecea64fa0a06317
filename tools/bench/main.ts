/**
 * `npm run bench`: this project's engine against TensorFlow.js, ONNX Runtime Web, jax-js and others, in one headless
 * Chromium and one run; `npm run bench -- kernels`: the WASM kernels alone, in Node. For the options, see options.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { type Browser, chromium, type Page } from 'playwright';
import { ensureBrowser, softwareWebGpuFlags } from '../browser.mjs';
import { builtIn, type Case, readCases } from './cases';
import { contestants } from './contestants';
import { drags } from './drag';
import { firstAnswers } from './first';
import { timeInNode } from './kernels';
import { learnings } from './learning';
import { type Course, courses } from './nets';
import { type Options, readOptions, usage } from './options';
import { lostRows, markdown, type Report } from './report';
import type { Effort, Machine, RowResult, TrainingRow } from './results';
import { openBench } from './site';
import { measureCourse } from './training';

interface Rows {
  readonly cases: readonly Case[];
  readonly courses: readonly Course[];
}

function rowsOf({ rows, cases }: Options): Rows {
  const all = [...builtIn, ...(cases === null ? [] : readCases(readFileSync(cases, 'utf8')))];
  const ids = [...all, ...courses].map(({ id }) => id);
  const unknown = rows?.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new Error(`there is no row "${unknown}"; there are ${ids.join(', ')}`);
  const isWanted = ({ id }: { readonly id: string }): boolean => rows === null || rows.includes(id);
  return { cases: all.filter(isWanted), courses: courses.filter(isWanted) };
}

async function measureFrames(page: Page, row: Case, ids: readonly string[], effort: Effort): Promise<RowResult> {
  const asked = contestants.filter(({ id, tasks }) => ids.includes(id) && tasks.includes('frames'));
  const text = JSON.stringify({ row, contestants: asked.map(({ id }) => id), effort });
  const result = await page.evaluate((json) => window.benchPage?.row(json), text);
  if (!result) throw new Error('the bench page is gone');
  return result;
}

async function measureRows(
  browser: Browser,
  asked: Rows,
  { contestants: ids, quick }: Options,
  report: (machine: Machine, rows: readonly RowResult[], training: readonly TrainingRow[]) => void,
): Promise<void> {
  const effort: Effort = quick ? { rounds: 3, budget: 100 } : { rounds: 5, budget: 150 };
  const long: Effort = quick ? { rounds: 3, budget: 300 } : { rounds: 5, budget: 1500 };
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
    const training: TrainingRow[] = [];
    const measured = async <T extends RowResult | TrainingRow>(row: Promise<T>, into: T[]): Promise<void> => {
      const started = performance.now();
      const result = await row;
      into.push(result);
      console.log(`${result.id}: ${result.title} (${Math.round((performance.now() - started) / 1000)} s)`);
      report(machine, rows, training);
    };
    for (const row of asked.cases) await measured(measureFrames(page, row, ids, effort), rows);
    for (const course of asked.courses) await measured(measureCourse(page, course, ids, long), training);
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
  const asked = rowsOf(options);
  const launch = () => chromium.launch({ executablePath: ensureBrowser(), args: [...softwareWebGpuFlags] });
  const browser = await launch();
  try {
    let report: Report | null = null;
    await measureRows(browser, asked, options, (machine, rows, training) => {
      report = { machine, rows, training, first: [], drags: [], learnings: [], quick };
      if (out !== null) write(report, out);
    });
    if (report === null) return;
    const first = options.first ? await firstAnswers(launch, options.contestants, quick ? 1 : 5) : [];
    const dragged = options.drag ? await drags(browser, quick ? 2 : 6) : [];
    const learned = options.learn ? await learnings(browser, quick ? 1 : 3) : [];
    report = { ...(report as Report), first, drags: dragged, learnings: learned };
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
