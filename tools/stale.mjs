/** Whether the built page is older than its sources. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const sources = ['src', 'offline', 'shaders', 'public', 'tools', 'index.html', 'vite.config.ts', 'package-lock.json'];
/** Made by the build itself, so never a reason to rebuild. */
const made = new Set(['build', 'dist', 'node_modules']);

/**
 * @param {string} file a file or a folder
 * @returns {number} when it, or the newest thing in it, was last changed; milliseconds
 */
function lastChange(file) {
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.mtimeMs;
  // The folder's own time shows deleted files.
  return readdirSync(file)
    .filter((name) => !made.has(name))
    .reduce((latest, name) => Math.max(latest, lastChange(path.join(file, name))), stats.mtimeMs);
}

/**
 * @param {string} root the project's folder
 * @param {string} dist the folder of the built page
 */
export function isStale(root, dist) {
  const page = path.join(dist, 'index.html');
  if (!existsSync(page)) return true;
  const built = statSync(page).mtimeMs;
  return sources
    .map((name) => path.join(root, name))
    .some((source) => existsSync(source) && lastChange(source) > built);
}
