/**
 * Runs a TypeScript tool in Node through Vite: `node tools/run.mjs tools/train.ts digits --epochs 3`.
 *
 * The module and its imports are transformed as for the page (`?raw` imports work), and import.meta.url stays a file:
 * URL, so that `new URL('./build/x.wasm', import.meta.url)` resolves. process.argv is as under plain Node. If the
 * module exports `main`, it is called with the arguments; a number it returns is the exit status. Relaxed SIMD is on,
 * even in Node versions that hide it behind a flag.
 */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { createRunnableDevEnvironment, resolveConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: node tools/run.mjs <module.ts> [arguments]');
  process.exit(2);
}

// Later versions always have it, and reject the flag.
if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');

const config = await resolveConfig(
  {
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    environments: {
      tool: {
        consumer: 'server',
        dev: { moduleRunnerTransform: true },
        // Node resolves packages itself; only our sources pass through Vite.
        resolve: { external: true, conditions: ['node'] },
      },
    },
  },
  'serve',
);
// Vite's own `runnerImport` closes the environment as soon as the module is loaded, which breaks a later import().
const environment = createRunnableDevEnvironment('tool', config, { runnerOptions: { hmr: false }, hot: false });
await environment.init();
try {
  const absolute = path.resolve(file);
  process.argv = [process.execPath, absolute, ...args];
  const module = await environment.runner.import(absolute);
  if (typeof module.main === 'function') {
    const status = await module.main(args);
    if (typeof status === 'number') process.exitCode = status;
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await environment.close();
}
