/**
 * `npm start`: builds the page when there is no build or a source is newer than it, then serves it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { distFolder, serveFromEnvironment } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['src', 'shaders', 'public', 'index.html', 'vite.config.ts', 'package-lock.json', 'tools'];
/** Made by the build itself, so never a reason for another. */
const made = new Set(['build', 'node_modules']);

/**
 * @param {string} file a file or a folder
 * @returns {number} when it, or the newest thing in it, was last changed
 */
function lastChange(file) {
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.mtimeMs;
  // The folder's own time tells of files taken away.
  return readdirSync(file)
    .filter((name) => !made.has(name))
    .reduce((latest, name) => Math.max(latest, lastChange(path.join(file, name))), stats.mtimeMs);
}

function isStale() {
  const page = path.join(distFolder, 'index.html');
  if (!existsSync(page)) return true;
  const built = statSync(page).mtimeMs;
  return sources
    .map((name) => path.join(root, name))
    .some((source) => existsSync(source) && lastChange(source) > built);
}

if (isStale()) {
  console.log('Building the page; this takes a few seconds.');
  const { status } = spawnSync('npm', ['run', 'build', '--silent'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // npm is a script on Windows, which only a shell can run.
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
await serveFromEnvironment().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
