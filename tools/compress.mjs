/**
 * A Vite plugin that writes .br and .gz beside every file of the build that shrinks enough, so that the server only has
 * to pick one. Photographs and packed data sets do not shrink, and are skipped.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

const packable = /\.(css|html|ico|js|json|md|mjs|onnx|safetensors|svg|txt|wasm|webmanifest)$/;
/** Below this size, compression does not save a network packet. */
const smallest = 1024;
/** Brotli's slowest setting takes about a second per megabyte: too slow for weights, which hardly shrink. */
const largestAtBest = 2 ** 21;

/** @param {string} file */
async function compress(file) {
  const bytes = await readFile(file);
  if (bytes.length < smallest) return;
  const quality = bytes.length > largestAtBest ? 5 : constants.BROTLI_MAX_QUALITY;
  const packed = {
    br: await brotliAsync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
    gz: await gzipAsync(bytes, { level: 9 }),
  };
  for (const [extension, content] of Object.entries(packed)) {
    if (content.length < 0.95 * bytes.length) await writeFile(`${file}.${extension}`, content);
  }
}

/** @returns {import('vite').Plugin} */
export function compressed() {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        // A worker is a separate bundle that closes first, when the folder may not exist yet.
        const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
        for (const entry of entries) {
          if (entry.isFile() && packable.test(entry.name)) await compress(path.join(entry.parentPath, entry.name));
        }
      },
    },
  };
}
