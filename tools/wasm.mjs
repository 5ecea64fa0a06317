/**
 * Compiles the WASM kernels (AssemblyScript) into src/backend/wasm/build: with and without relaxed SIMD (fused
 * multiply-add), each with private and with shared memory. Does nothing if the outputs are newer than the sources.
 * Vite's and Vitest's configurations import it, so that neither serves an outdated module. Usage: node tools/wasm.mjs
 * [--force]
 */
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src/backend/wasm/assembly');
const target = join(root, 'src/backend/wasm/build');
const force = process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--force');

/** 4 GiB less one page: the largest maximum a shared memory can declare; the page grows it once, at load. */
const maximumPages = 65535;

const relaxed = ['--enable', 'relaxed-simd'];
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', String(maximumPages)];
const builds = {
  simd: [],
  relaxed,
  'simd-shared': shared,
  'relaxed-shared': [...relaxed, ...shared],
};

/** Time of the last change to anything the builds depend on. */
const newest = Math.max(
  statSync(fileURLToPath(import.meta.url)).mtimeMs,
  ...readdirSync(source, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(source, name)).mtimeMs),
);

/** @param {string} file */
function isFresh(file) {
  try {
    return statSync(file).mtimeMs > newest;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} flags
 */
async function build(name, flags) {
  const file = join(target, `${name}.wasm`);
  if (!force && isFresh(file)) return;
  // Takes a second to load, so skip it if the outputs are fresh.
  const { default: asc } = await import('assemblyscript/asc');
  // Write a draft and rename it, so that a reader never sees half a module.
  const draft = join(target, `${name}.${process.pid}.draft`);
  const { error, stderr } = await asc.main([
    relative(root, join(source, 'index.ts')),
    ...['--baseDir', root, '--outFile', relative(root, draft)],
    ...[
      '--optimizeLevel',
      '3',
      '--converge',
      '--noAssert',
      '--runtime',
      'stub',
      '--disableWarning',
      '112',
      '--disableWarning',
      '201',
    ],
    ...['--importMemory', '--exportTable', '--enable', 'simd'],
    ...flags,
  ]);
  if (error) throw new Error(`${name}: ${stderr.toString() || error.message}`);
  renameSync(draft, file);
  console.log(`${relative(root, file)}: ${statSync(file).size} bytes`);
}

mkdirSync(target, { recursive: true });
for (const [name, flags] of Object.entries(builds)) await build(name, flags);
