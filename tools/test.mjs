/**
 * `npm test`: all checks in order, on a machine with nothing but Node. Stops with a nonzero status where a stage fails,
 * when those that run beside it have ended.
 *
 * The last line is `N passed, N failed`, with the test runners' numbers; an unreadable test file, a skipped test, and a
 * stage that fails without a failed test (lint, types, a build) count as one failure each. Above it are the reasons:
 * each failed test by name with the start of its message, and each test that needed a retry.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dataFolder, hasData } from './dataFolder.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(path.join(tmpdir(), 'cnn-playground-'));
const require = createRequire(import.meta.url);

/**
 * The script behind a package's command, to run it without a shell or npx.
 *
 * @param {string} name
 */
function command(name) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return path.join(path.dirname(manifest), typeof bin === 'string' ? bin : (bin[path.basename(name)] ?? bin.tsc));
}

/**
 * @param {string} name
 * @param {readonly string[]} projects
 */
function vitest(name, projects) {
  const report = path.join(reports, `${name}.json`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { name, args: [command('vitest'), 'run', ...chosen, ...output], report };
}

/** @typedef {{ readonly name: string, readonly args: readonly string[], readonly report?: string }} Stage */

/**
 * One after the other; those of one line side by side: the types keep one processor busy for as long as the others take.
 *
 * @type {readonly (readonly Stage[])[]}
 */
const stages = [
  [{ name: 'browser', args: ['tools/browser.mjs'] }],
  [{ name: 'wasm', args: ['tools/wasm.mjs'] }],
  [
    { name: 'types', args: [command('typescript')] },
    { name: 'types of the service worker', args: [command('typescript'), '-p', 'offline'] },
    { name: 'lint', args: [command('@biomejs/biome'), 'check', '--error-on-warnings'] },
    { name: 'build', args: [command('vite'), 'build', '--logLevel', 'warn'] },
  ],
  [vitest('unit, contract and browser tests', hasData() ? ['node', 'browser', 'data'] : ['node', 'browser'])],
  [vitest('payload and end-to-end tests', ['e2e', 'alone'])],
];

/**
 * Runs a stage. What it says is shown at once where it runs alone, else when it has ended.
 *
 * @param {Stage} stage
 * @param {boolean} isAlone
 * @returns {Promise<{ status: number | null, seconds: number }>}
 */
async function run({ name, args }, isAlone) {
  if (isAlone) console.log(`\n== ${name}`);
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', isAlone ? 'inherit' : 'pipe', isAlone ? 'inherit' : 'pipe'],
    env: { ...process.env, CI: 'true' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
  /** @type {number | null} */
  const status = await new Promise((resolve) => {
    child.on('error', (error) => console.error(error)).on('close', resolve);
  });
  const seconds = (performance.now() - start) / 1000;
  if (!isAlone) console.log(`\n== ${name}\n${said}`);
  return { status, seconds };
}

/**
 * The start of a failure's message and the line of the test.
 *
 * @param {string} failure an error's stack
 */
function brief(failure) {
  const [message = '', ...frames] = failure.split(/\n\s+at /);
  const place = frames.find((frame) => frame.includes(`${path.sep}test${path.sep}`) && !frame.includes('support'));
  const lines = message.split('\n').slice(0, 3);
  if (place !== undefined) lines.push(`at ${path.basename(place).replace(')', '')}`);
  return lines.map((line) => `        ${line.slice(0, 160)}`).join('\n');
}

/**
 * @param {string} file what vitest's JSON reporter wrote; a runner that died wrote nothing, which is a failure
 * @returns {{ passed: number, failed: number, troubles: string[] }} `troubles`: a line for each test that failed, once
 *   or for good, with the start of each failure
 */
function count(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, troubles: [] };
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
   *   testResults: { name: string, status: string, message: string,
   *     assertionResults: { fullName: string, status: string, failureMessages: string[] }[] }[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const unread = report.testResults.filter((result) => result.status === 'failed' && !result.assertionResults.length);
  const troubles = report.testResults.flatMap(({ name, message, status, assertionResults }) => {
    const from = path.relative(root, name);
    if (!assertionResults.length && status === 'failed') return [`unread  ${from}\n${brief(message)}`];
    return assertionResults
      .filter(({ status, failureMessages }) => status !== 'passed' || failureMessages.length)
      .map(({ fullName, status, failureMessages }) =>
        [
          `${status === 'passed' ? 'passed on the second try' : status}  ${from}: ${fullName}`,
          ...failureMessages.map(brief),
        ].join('\n'),
      );
  });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numPendingTests + report.numTodoTests + unread.length,
    troubles,
  };
}

const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const summary = [];
/** @type {string[]} */
const allTroubles = [];
for (const line of stages) {
  const ends = await Promise.all(line.map((stage) => run(stage, line.length === 1)));
  for (const [i, { status, seconds }] of ends.entries()) {
    const { name = '', report } = line[i] ?? {};
    const { passed, failed, troubles } = report === undefined ? { passed: 0, failed: 0, troubles: [] } : count(report);
    const ok = status === 0 && failed === 0;
    allTroubles.push(...troubles);
    total.passed += passed;
    total.failed += ok ? 0 : Math.max(1, failed);
    const numbers = report === undefined ? '' : `, ${passed} passed, ${failed} failed`;
    summary.push(`${ok ? 'ok    ' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s${numbers})`);
    if (!ok) process.exitCode = 1;
  }
  if (process.exitCode === 1) break;
}
rmSync(reports, { recursive: true, force: true });
for (const { name } of stages.flat().slice(summary.length)) summary.push(`not run ${name}`);

if (!hasData()) summary.push(`not here: the data sets in ${dataFolder()}, and so none of the tests that need them`);

console.log(`\n${[...summary, ...allTroubles].join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
