/**
 * Opens files as a set: a zip or a folder of pictures in a folder a class, IDX files (images and labels, also under gzip),
 * or CIFAR-10's binary batches. Files are untrusted: sizes are looked at before anything is unpacked, what cannot be used
 * is counted and named, and the set that is there stays.
 */
import { joinBytes } from '../../../core/bytes';
import { EngineError } from '../../../core/errors';
import { CIFAR_RECORD, cifarLabels, readCifar } from '../../../train/data/cifar';
import { readIdx, readIdxSet } from '../../../train/data/idx';
import { type ImageSet, imageBytes } from '../../../train/data/imageSet';
import type { Pixels } from '../../../vision/picture';
import { prepare } from '../../../vision/preprocessing';
import { PictureError } from '../../pictureFile';
import { bytesFrom, factsOf, freeName, MOST_CLASSES, MOST_EXAMPLES, type OwnSet } from '../own/ownSet';
import { Left, type LeftOut, whyOf } from './leftOut';
import { entriesOf, isZip, unpack } from './zip';

export interface NamedFile {
  /** With its folders. */
  readonly path: string;
  readonly file: Blob;
}

/** Why nothing could be opened. */
export type Refusal = 'empty' | 'bytes' | 'zip' | 'pair' | 'damaged';

export type OpenedFiles =
  | { readonly kind: 'set'; readonly set: Omit<OwnSet, 'id'>; readonly left: readonly LeftOut[] }
  | { readonly kind: 'refused'; readonly why: Refusal; readonly detail: string; readonly left: readonly LeftOut[] };

/** Bytes of all files chosen, and of one that is unpacked. */
const MOST_BYTES = 512 * 2 ** 20;
const MOST_UNPACKED = 256 * 2 ** 20;
/** Of one picture. */
const MOST_PICTURE = 20 * 2 ** 20;
const PICTURES = /\.(png|jpe?g|gif|bmp|webp|avif)$/i;
/** What systems put beside files. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;

class Refused extends Error {
  constructor(
    readonly why: Refusal,
    readonly detail = '',
  ) {
    super(why);
  }
}

/** Unpacks gzip up to a limit. */
async function gunzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Refused('damaged', 'gzip');
    });
    if (done) break;
    total += value.length;
    if (total > MOST_UNPACKED) {
      await reader.cancel();
      throw new Refused('bytes');
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

type Decode = (file: Blob) => Promise<Pixels>;

/** `decode` throws PictureError for what is no picture. */
export async function openFiles(
  files: readonly NamedFile[],
  decode: Decode,
  progress: (done: number, count: number) => void = () => {},
): Promise<OpenedFiles> {
  const left = new Left();
  try {
    if (files.reduce((sum, { file }) => sum + file.size, 0) > MOST_BYTES) throw new Refused('bytes');
    const set = await opened(files, decode, progress, left);
    return { kind: 'set', set, left: left.list };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', why: error.why, detail: error.detail, left: left.list };
    if (error instanceof EngineError)
      return { kind: 'refused', why: 'damaged', detail: error.message, left: left.list };
    throw error;
  }
}

async function opened(
  files: readonly NamedFile[],
  decode: Decode,
  progress: (done: number, count: number) => void,
  left: Left,
): Promise<Omit<OwnSet, 'id'>> {
  const seen = files.filter(({ path }) => !HIDDEN.test(path));
  const name = (seen[0]?.path.split('/')[0] ?? '').replace(/\.(zip|gz|bin|idx\d-ubyte)$/gi, '');
  const pictures: NamedFile[] = [];
  const idx: Uint8Array[] = [];
  const batches: Uint8Array[] = [];
  for (const each of seen) {
    const { path, file } = each;
    if (PICTURES.test(path)) {
      pictures.push(each);
      continue;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (isZip(bytes)) pictures.push(...unzipped(bytes, left));
    else {
      const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await gunzipped(bytes) : bytes;
      if (plain.length > 4 && plain[0] === 0 && plain[1] === 0 && plain[2] === 8) idx.push(plain);
      else if (/\.bin$/i.test(path) && plain.length > 0 && plain.length % CIFAR_RECORD === 0) batches.push(plain);
      else left.add('type', path);
    }
  }
  if (idx.length > 0) return fromSet(name, paired(idx), String, left);
  if (batches.length > 0) return fromSet(name, readCifar(batches), (label) => cifarLabels[label] ?? '', left);
  return fromPictures(name, pictures, decode, progress, left);
}

/** The pictures of a zip, each unpacked when it is asked for. */
function unzipped(bytes: Uint8Array<ArrayBuffer>, left: Left): readonly NamedFile[] {
  const entries = entriesOf(bytes);
  if (!entries) throw new Refused('zip');
  const files: NamedFile[] = [];
  let total = 0;
  for (const entry of entries) {
    const { path, size } = entry;
    if (HIDDEN.test(path)) continue;
    total += size;
    if (!PICTURES.test(path)) left.add('type', path);
    else if (!entry.isReadable) left.add('packed', path);
    else if (size > MOST_PICTURE || total > MOST_BYTES) left.add('large', path);
    else if (files.length >= MOST_EXAMPLES) left.add('many', path);
    else {
      const data = unpack(bytes, entry);
      if (data) files.push({ path, file: new Blob([Uint8Array.from(data)]) });
      else left.add('damaged', path);
    }
  }
  return files;
}

/** IDX images with the labels that are as many. */
function paired(files: readonly Uint8Array[]): ImageSet {
  const read = files.map((bytes) => ({ bytes, shape: readIdx(bytes).shape }));
  const labels = read.filter(({ shape }) => shape.length === 1);
  const sets = read
    .filter(({ shape }) => shape.length === 3)
    .map(({ bytes, shape }) => {
      const own = labels.find((each) => each.shape[0] === shape[0]);
      if (!own) throw new Refused('pair');
      return readIdxSet(bytes, own.bytes, 256);
    });
  const [first] = sets;
  if (!first) throw new Refused('pair');
  const alike = sets.filter(({ height, width }) => height === first.height && width === first.width);
  return {
    ...first,
    count: alike.reduce((sum, { count }) => sum + count, 0),
    images: joinBytes(alike.map(({ images }) => images)),
    labels: joinBytes(alike.map((each) => each.labels)),
  };
}

const emptySet = (name: string, form: OwnSet['form']): OwnSet => ({
  id: 'own:new',
  name: freeName(name, []),
  form,
  classes: [],
});

/** RGBA of bytes in planes. */
function pixelsFrom(bytes: Uint8Array, { channels, height, width }: ImageSet): Pixels {
  const plane = height * width;
  const data = new Uint8ClampedArray(4 * plane).fill(255);
  for (let i = 0; i < plane; i++) {
    for (const c of [0, 1, 2]) data[4 * i + c] = bytes[(channels === 3 ? c : 0) * plane + i] as number;
  }
  return { data, width, height };
}

/** One of a labelled set, its first pictures. */
function fromSet(name: string, set: ImageSet, nameOf: (label: number) => string, left: Left): Omit<OwnSet, 'id'> {
  const form = set.channels === 3 ? 'pictures' : 'drawings';
  const empty = emptySet(name, form);
  const { shape, preprocessing } = factsOf(empty);
  const [, height, width] = shape;
  const isAlike = set.height === height && set.width === width;
  const size = imageBytes(set);
  const count = Math.min(set.count, MOST_EXAMPLES);
  if (set.count > count) left.add('many', name, set.count - count);
  // A picture of another size is scaled; light on dark stays so.
  const scaling = { ...preprocessing, kind: 'picture' } as const;
  const examples = new Map<number, Uint8Array[]>();
  for (let n = 0; n < count; n++) {
    const label = set.labels[n] ?? 0;
    const bytes = set.images.subarray(n * size, (n + 1) * size);
    const seen = isAlike ? null : prepare(scaling, { kind: 'picture', pixels: pixelsFrom(bytes, set) })?.seen;
    const own = examples.get(label) ?? [];
    own.push(seen ? bytesFrom(seen) : bytes);
    examples.set(label, own);
  }
  const labels = [...examples.keys()].sort((a, b) => a - b);
  for (const label of labels.slice(MOST_CLASSES)) left.add('classes', nameOf(label));
  if (labels.length === 0) throw new Refused('empty');
  const classes = labels
    .slice(0, MOST_CLASSES)
    .map((label, i) => ({ key: i + 1, name: nameOf(label), examples: examples.get(label) ?? [] }));
  return { name: empty.name, form, classes };
}

/** The bytes of a gray picture of 28 x 28, as sets of digits are often passed on; null for any other. */
function greyBytes({ data, width, height }: Pixels): Uint8Array | null {
  if (width !== 28 || height !== 28) return null;
  const bytes = new Uint8Array(width * height);
  for (let i = 0; i < bytes.length; i++) {
    const [r, g, b, a] = data.subarray(4 * i, 4 * i + 4);
    if (r !== g || g !== b || a !== 255) return null;
    bytes[i] = r ?? 0;
  }
  return bytes;
}

async function fromPictures(
  name: string,
  files: readonly NamedFile[],
  decode: Decode,
  progress: (done: number, count: number) => void,
  left: Left,
): Promise<Omit<OwnSet, 'id'>> {
  const { preprocessing } = factsOf(emptySet(name, 'pictures'));
  const found = new Map<string, { grey: Uint8Array | null; picture: Uint8Array }[]>();
  let count = 0;
  for (const [i, { path, file }] of files.entries()) {
    progress(i, files.length);
    const folder = path.split('/').at(-2);
    if (folder === undefined) left.add('folder', path);
    else if (count >= MOST_EXAMPLES) left.add('many', path);
    else if (!found.has(folder) && found.size >= MOST_CLASSES) left.add('classes', path);
    else {
      try {
        const pixels = await decode(file);
        const seen = prepare(preprocessing, { kind: 'picture', pixels })?.seen;
        if (!seen) throw new PictureError('picture-decode');
        const own = found.get(folder) ?? [];
        own.push({ grey: greyBytes(pixels), picture: bytesFrom(seen) });
        found.set(folder, own);
        count += 1;
      } catch (error) {
        left.add(whyOf(error), path);
      }
    }
  }
  if (count === 0) throw new Refused('empty');
  const all = [...found.values()].flat();
  const isGrey = all.every(({ grey }) => grey !== null);
  // Ink on paper is turned round: sets are light on dark.
  const light = all.reduce((sum, { grey }) => sum + (grey?.[0] ?? 0), 0) / all.length;
  const turned = (bytes: Uint8Array): Uint8Array => (light > 127 ? bytes.map((byte) => 255 - byte) : bytes);
  const named: string[] = [];
  const classes = [...found].map(([folder, own], i) => {
    const called = freeName(folder, named);
    named.push(called);
    return {
      key: i + 1,
      name: called,
      examples: own.map(({ grey, picture }) => (isGrey && grey ? turned(grey) : picture)),
    };
  });
  return { name: freeName(name, []), form: isGrey ? 'drawings' : 'pictures', classes };
}
