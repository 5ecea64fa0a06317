/**
 * A Vite plugin that writes the service worker (offline/worker.ts) beside the built page, with a list of all its files
 * and their hashes.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { isolationHeaders } from './headers.mjs';

const source = fileURLToPath(new URL('../offline/worker.ts', import.meta.url));
const NAME = 'sw.js';
/** The worker itself, and texts that the page never shows. */
const apart = /(\.(map|LICENSE)|(^|\/)(sw\.js|licenses\.md|README\.md|inter\.OFL\.txt))$/;
/** The end of a compressed copy's name. */
const packed = /\.(br|gz)$/;

/**
 * @param {string} folder a built page
 * @returns {Promise<Record<string, string>>} the SHA-256 in hex of each file that the page may ask for, by its path
 */
export async function listFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const all = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  const there = new Set(all);
  const isCopy = (/** @type {string} */ name) => packed.test(name) && there.has(name.replace(packed, ''));
  const paths = all.filter((name) => !apart.test(name) && !isCopy(name)).sort();
  const hash = async (/** @type {string} */ name) =>
    createHash('sha256')
      .update(await readFile(path.join(folder, name)))
      .digest('hex');
  return Object.fromEntries(await Promise.all(paths.map(async (name) => [name, await hash(name)])));
}

/**
 * Writes the service worker for the files in a folder.
 *
 * @param {string} folder a built page
 */
export async function writeServiceWorker(folder) {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { FILES: JSON.stringify(await listFiles(folder)), ISOLATION: JSON.stringify(isolationHeaders) },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: source, formats: ['iife'], name: 'worker', fileName: 'sw' },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (!bundle || !('output' in bundle)) throw new Error('the service worker was not built');
  await writeFile(path.join(folder, NAME), bundle.output[0].code);
}

/** @returns {import('vite').Plugin} */
export function offline() {
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      async handler() {
        // A worker is a separate bundle that closes first, when there is no page yet.
        if (existsSync(path.join(folder, 'index.html'))) await writeServiceWorker(folder);
      },
    },
  };
}
