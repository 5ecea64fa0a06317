/**
 * Finds the training data on this machine and reads them in Node: MNIST from its four IDX files (compressed or not),
 * and CIFAR-10 from JPEG streams, decoded once into the standard binary batches under `.cache/cifar10/`.
 *
 * They are in dataFolder(); the project builds and passes its tests without them.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { EngineError } from '../src/core/errors';
import { CIFAR_RECORD, readCifar } from '../src/train/data/cifar';
import { readIdxSet } from '../src/train/data/idx';
import type { ImageSet } from '../src/train/data/imageSet';
import { dataFolder } from './dataFolder.mjs';

export interface DataSplit {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const BATCH = 10000;
const PLANE = 1024;

/** Whether the CIFAR-10 JPEG streams are on this machine. */
export function hasCifar(): boolean {
  return ['train', 'test'].every((split) =>
    ['jpegs', 'lengths', 'labels'].every((part) => existsSync(cifarPath(split, part))),
  );
}

/** Sets in MNIST's four files, by their folder. */
export type IdxFolder = 'mnist' | 'fashion-mnist';

function idxBytes(folder: IdxFolder, name: string): Uint8Array {
  const file = join(dataFolder(), folder, name);
  const path = [file, `${file}.gz`].find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new EngineError(
      'input',
      `${folder} is not on this machine: set CNN_DATA to the folder that holds ${folder}/${name}.gz`,
    );
  }
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/**
 * MNIST or Fashion-MNIST: 60,000 and 10,000 pictures of 1 x 28 x 28. Throws EngineError('input') if the files are
 * missing.
 */
export function loadIdx(folder: IdxFolder): DataSplit {
  const half = (name: string): ImageSet =>
    readIdxSet(idxBytes(folder, `${name}-images-idx3-ubyte`), idxBytes(folder, `${name}-labels-idx1-ubyte`));
  return { train: half('train'), test: half('t10k') };
}

export const loadMnist = (): DataSplit => loadIdx('mnist');

function cifarPath(split: string, part: string): string {
  return join(dataFolder(), 'cifar10', `${split}.${part}`);
}

/**
 * CIFAR-10: 50,000 and 10,000 pictures of 3 x 32 x 32. The first call decodes (about a minute), later ones read the
 * cached batches. Throws EngineError('input') if the streams are missing, EngineError('file') if they are damaged.
 */
export async function loadCifar(): Promise<DataSplit> {
  if (!hasCifar()) {
    throw new EngineError('input', 'CIFAR-10 is not on this machine: set CNN_DATA to the folder that holds cifar10/');
  }
  return { train: readCifar(await cifarBatches('train', 5)), test: readCifar(await cifarBatches('test', 1)) };
}

async function cifarBatches(split: 'train' | 'test', batches: number): Promise<Uint8Array[]> {
  const lengths = readFileSync(cifarPath(split, 'lengths'));
  const labels = readFileSync(cifarPath(split, 'labels'));
  // The lengths of all streams and their labels identify the data: other data, another cache entry.
  const stamp = createHash('sha256').update(lengths).update(labels).digest('hex').slice(0, 8);
  const folder = join(root, '.cache', 'cifar10');
  const paths = Array.from({ length: batches }, (_, k) =>
    join(folder, split === 'test' ? `test_batch-${stamp}.bin` : `data_batch_${k + 1}-${stamp}.bin`),
  );
  if (!paths.every((path) => existsSync(path))) {
    mkdirSync(folder, { recursive: true });
    const records = await decode(readFileSync(cifarPath(split, 'jpegs')), lengths, labels);
    paths.forEach((path, k) => {
      // Write a draft and rename it, so that a reader never sees half a batch.
      const draft = `${path}.${randomUUID()}`;
      writeFileSync(draft, records.subarray(k * BATCH * CIFAR_RECORD, (k + 1) * BATCH * CIFAR_RECORD));
      renameSync(draft, path);
    });
  }
  return paths.map((path) => readFileSync(path));
}

/** Decodes concatenated JPEG files (uint16 little-endian lengths) into records of label, red, green, blue. */
export async function decode(jpegs: Buffer, lengths: Buffer, labels: Buffer): Promise<Uint8Array> {
  const count = labels.length;
  if (lengths.length !== 2 * count) {
    throw new EngineError('file', 'JPEG lengths and labels differ in number', {
      expected: count,
      got: lengths.length / 2,
    });
  }
  const records = new Uint8Array(count * CIFAR_RECORD);
  const starts = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i] as number) + lengths.readUInt16LE(2 * i);
  if (starts[count] !== jpegs.length) {
    throw new EngineError('file', 'the JPEG streams have the wrong length', {
      expected: `${starts[count]} bytes`,
      got: jpegs.length,
    });
  }
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const i = next++;
      const { data, info } = await sharp(jpegs.subarray(starts[i], starts[i + 1]))
        .raw()
        .toBuffer({ resolveWithObject: true });
      if (info.width !== 32 || info.height !== 32 || info.channels !== 3) {
        throw new EngineError('file', `picture ${i} has the wrong size`, {
          expected: '32x32x3',
          got: `${info.width}x${info.height}x${info.channels}`,
        });
      }
      const at = i * CIFAR_RECORD;
      records[at] = labels[i] as number;
      for (let p = 0; p < PLANE; p++) {
        for (let c = 0; c < 3; c++) records[at + 1 + c * PLANE + p] = data[3 * p + c] as number;
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return records;
}
