/** The bench page, built and served; its peer libraries are installed on first use. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { decodeModel } from '../../src/formats/model';
import { compressed } from '../compress.mjs';
import { isolationHeaders } from '../headers.mjs';
import { serve } from '../serve.mjs';
import { packedShaders } from '../shaders.mjs';
import { isStale } from '../stale.mjs';
import { netOf } from './net';
import { onnxOf } from './onnx';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'tools/bench');
const dist = path.join(folder, 'dist');

/** Runs npm with its output visible. Throws Error if it fails. */
function npm(args: readonly string[], cwd: string): void {
  // On Windows, npm is a script that only a shell can run.
  const { status } = spawnSync('npm', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed`);
}

/** Installs the peers from the lock file, if they are missing. */
function ensurePeers(): void {
  const [lock, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) =>
    path.join(folder, name),
  );
  if (lock && installed && existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing the libraries to compare with (about 60 MB to fetch, once).');
  npm(['ci', '--ignore-scripts'], folder);
}

/** The digits model for the smallest pages: a graph, its weights, and an ONNX file. */
function writeFirst(): void {
  const { spec, weights } = decodeModel(readFileSync(path.join(root, 'public/models/digits.safetensors')));
  const net = netOf(spec, weights);
  let offset = 0;
  const places = [...weights].map(([name, { length }]) => {
    offset += length;
    return [name, offset - length, length] as const;
  });
  const floats = new Float32Array(offset);
  for (const [name, at] of places) floats.set(weights.get(name) ?? [], at);
  mkdirSync(path.join(dist, 'first'), { recursive: true });
  const write = (name: string, data: string | Uint8Array): void => writeFileSync(path.join(dist, 'first', name), data);
  write('net.json', JSON.stringify({ net, weights: places }));
  write('weights.bin', new Uint8Array(floats.buffer));
  write('model.onnx', onnxOf(net, [net.output]));
}

/**
 * TensorFlow.js passes a function's text to its threads; it must not name a module variable, because a minifier renames
 * it there but not in the guard that looks for it.
 */
const selfContainedThreads: Plugin = {
  name: 'self-contained-threads',
  transform: {
    filter: { id: /tfjs-backend-wasm-threaded-simd\.js/ },
    handler: (code) => ({ code: code.replace(/(?<!var )\b_scriptDir\b/g, 'globalThis._scriptDir'), map: null }),
  },
};

/** Builds the bench page if a source is newer, and serves it without the page's content security policy. */
export async function openBench(): Promise<{ url: string; close: () => Promise<void> }> {
  ensurePeers();
  if (isStale(root, dist)) {
    console.log('Building the bench page.');
    const page = path.join(folder, 'page');
    await build({
      root: page,
      base: './',
      configFile: false,
      logLevel: 'warn',
      publicDir: path.join(root, 'public'),
      resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'] },
      plugins: [selfContainedThreads, packedShaders(), compressed()],
      build: {
        outDir: dist,
        emptyOutDir: true,
        target: 'es2022',
        assetsInlineLimit: 0,
        modulePreload: false,
        chunkSizeWarningLimit: 10_000,
        rolldownOptions: {
          input: ['index', 'frame', 'first'].map((name) => path.join(page, `${name}.html`)),
          external: /^node:/,
        },
      },
      worker: { format: 'es' },
    });
    writeFirst();
  }
  // The libraries start workers from blobs and evaluate text as code.
  return serve({ folder: dist, port: 0, headers: isolationHeaders });
}

/** This project's page, built as `npm start` would, and served. */
export async function openProject(): Promise<{ url: string; close: () => Promise<void> }> {
  if (isStale(root, path.join(root, 'dist'))) npm(['run', 'build', '--silent'], root);
  return serve({ port: 0 });
}

/** Bytes the server sends for these paths of a built folder. */
export function packedBytes(built: 'bench' | 'project', paths: Iterable<string>): number {
  const base = built === 'bench' ? dist : path.join(root, 'dist');
  return [...paths].reduce((sum, name) => {
    const file = path.join(base, name.endsWith('/') ? `${name}index.html` : name);
    if (!existsSync(file)) return sum;
    return sum + statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
  }, 0);
}
