/** `npm start`: builds the page if there is no build or a source is newer, then serves it. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { distFolder, serveFromEnvironment } from './serve.mjs';
import { isStale } from './stale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

if (isStale(root, distFolder)) {
  console.log('Building the page; this takes a few seconds.');
  const { status } = spawnSync('npm', ['run', 'build', '--silent'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // On Windows, npm is a script that only a shell can run.
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
await serveFromEnvironment().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
