/**
 * Packs parts of MNIST and Fashion-MNIST for the page "Train", as IDX files under gzip: `node tools/run.mjs
 * tools/pack.ts`. Only training pictures are taken, the first of each class, the classes in turn, so that any stretch of
 * the order is a fair sample.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { writeIdx } from '../src/train/data/idx';
import { type ImageSet, imageBytes } from '../src/train/data/imageSet';
import { type IdxFolder, loadIdx } from './data';

const CLASSES = 10;

/** The name in the page, and pictures of each class. */
const packed = {
  mnist: { name: 'mnist', each: 1000 },
  'fashion-mnist': { name: 'fashion', each: 500 },
} as const satisfies Record<IdxFolder, unknown>;

/** The first `each` pictures of each class, the classes in turn. */
export function inTurn(set: ImageSet, classes: number, each: number): ImageSet {
  const size = imageBytes(set);
  const count = classes * each;
  const images = new Uint8Array(count * size);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  const taken = new Array<number>(classes).fill(0);
  for (const [i, label] of set.labels.entries()) {
    const turn = taken[label] ?? each;
    if (turn >= each) continue;
    taken[label] = turn + 1;
    images.set(set.images.subarray(i * size, (i + 1) * size), (turn * classes + label) * size);
  }
  return { ...set, count, images, labels };
}

const folders = Object.keys(packed) as IdxFolder[];

export function main(): void {
  const out = fileURLToPath(new URL('../public/data', import.meta.url));
  mkdirSync(out, { recursive: true });
  for (const folder of folders) {
    const { name, each } = packed[folder];
    const { count, height, width, images, labels } = inTurn(loadIdx(folder).train, CLASSES, each);
    const files = {
      images: writeIdx({ shape: [count, height, width], data: images }),
      labels: writeIdx({ shape: [count], data: labels }),
    };
    for (const [what, bytes] of Object.entries(files)) {
      writeFileSync(join(out, `${name}.${what}.gz`), gzipSync(bytes, { level: 9 }));
    }
  }
}
