/** Files as sets: whole ones, odd ones, damaged ones; and what is saved is opened again. */

import fc from 'fast-check';
import { gzipSync, strToU8, zipSync } from 'fflate';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { writeIdx } from '../../../../src/train/data/idx';
import type { Pixels } from '../../../../src/vision/picture';
import { PictureError } from '../../../../src/workspace/pictureFile';
import { examplesFrom } from '../../../../src/workspace/training/files/examples';
import { folderNames, zipOf } from '../../../../src/workspace/training/files/exporting';
import { openFiles } from '../../../../src/workspace/training/files/opening';
import { crc32, encodePng } from '../../../../src/workspace/training/files/png';
import { entriesOf, unpack } from '../../../../src/workspace/training/files/zip';
import { bytesOf, MOST_EXAMPLES, type OwnSet } from '../../../../src/workspace/training/own/ownSet';

/** Another decoder than the browser's. */
async function decode(file: Blob): Promise<Pixels> {
  try {
    const bytes = Buffer.from(await file.arrayBuffer());
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
  } catch {
    throw new PictureError('picture-decode');
  }
}

const file = (path: string, bytes: Uint8Array) => ({ path, file: new Blob([Uint8Array.from(bytes)]) });
const open = (...files: ReturnType<typeof file>[]) => openFiles(files, decode);

const drawing = (seed: number): Uint8Array =>
  Uint8Array.from({ length: 784 }, (_, i) => (i < 28 ? 0 : (i * seed * 7) % 256));
const colour = (red: number): Uint8Array => Uint8Array.from({ length: 3072 }, (_, i) => (i < 1024 ? red : 40));

const drawings: OwnSet = {
  id: 'own:a',
  name: 'mine',
  form: 'drawings',
  classes: [
    { key: 1, name: 'star', examples: [drawing(1), drawing(2)] },
    { key: 2, name: '하트', examples: [drawing(3)] },
  ],
};

const zipped = async (set: OwnSet): Promise<Uint8Array> => new Uint8Array(await (await zipOf(set)).arrayBuffer());

test('a PNG is what another program reads, byte by byte', async () => {
  expect(crc32(strToU8('123456789'))).toBe(0xcbf43926);
  const grey = await sharp(Buffer.from(encodePng(drawing(5), [1, 28, 28])))
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([grey.info.width, grey.info.height, grey.info.channels]).toEqual([28, 28, 1]);
  expect(new Uint8Array(grey.data)).toEqual(drawing(5));
  const picture = Uint8Array.from({ length: 3 * 4 * 5 }, (_, i) => i * 4);
  const rgb = await sharp(Buffer.from(encodePng(picture, [3, 4, 5])))
    .raw()
    .toBuffer();
  expect([...rgb]).toEqual(Array.from({ length: 60 }, (_, i) => picture[(i % 3) * 20 + Math.floor(i / 3)]));
});

test('what is saved is opened again: drawings to the byte, pictures in colour too', async () => {
  const opened = await open(file('mine.zip', await zipped(drawings)));
  const { id: _, ...set } = drawings;
  expect(opened).toEqual({ kind: 'set', set, left: [] });
  const photos: OwnSet = {
    ...drawings,
    form: 'pictures',
    classes: [{ key: 1, name: 'red', examples: [colour(200)] }],
  };
  const again = await open(file('photos.zip', await zipped(photos)));
  expect(again).toMatchObject({ kind: 'set', set: { name: 'photos', form: 'pictures', classes: photos.classes } });
});

test('class names become folders that every system allows', () => {
  expect(folderNames(['a/b', 'A_B', '..', 'x.', 'star', 'Star'])).toEqual([
    'a_b',
    'A_B 2',
    '_',
    'x_',
    'star',
    'Star 2',
  ]);
});

test('a zip with odd files says what it leaves out, and opens the rest', async () => {
  const good = encodePng(drawing(1), [1, 28, 28]);
  const bytes = zipSync({
    'set/star/1.png': good,
    'set/star/broken.png': good.slice(0, 60),
    'set/notes.txt': strToU8('hello'),
    'set/heart/1.png': good,
    '__MACOSX/set/star/._1.png': strToU8('x'),
    'lonely.png': good,
  });
  const opened = await open(file('set.zip', bytes));
  expect(opened).toMatchObject({
    kind: 'set',
    set: { classes: [{ name: 'star', examples: [drawing(1)] }, { name: 'heart' }] },
  });
  expect(Object.fromEntries(opened.left.map(({ why, count, path }) => [why, [count, path]]))).toEqual({
    type: [1, 'set/notes.txt'],
    damaged: [1, 'set/star/broken.png'],
    folder: [1, 'lonely.png'],
  });
});

test('paper is turned to ink: dark on light becomes light on dark', async () => {
  const paper = encodePng(
    drawing(1).map((byte) => 255 - byte),
    [1, 28, 28],
  );
  const opened = await open(file('a/one/1.png', paper), file('a/two/1.png', paper));
  expect(opened).toMatchObject({ kind: 'set', set: { form: 'drawings', classes: [{ examples: [drawing(1)] }, {}] } });
});

test('IDX files are opened together, also packed; images without labels are not', async () => {
  const images = writeIdx({ shape: [3, 28, 28], data: new Uint8Array([...drawing(1), ...drawing(2), ...drawing(3)]) });
  const labels = writeIdx({ shape: [3], data: Uint8Array.of(7, 2, 7) });
  const opened = await open(file('images.gz', gzipSync(images)), file('labels', labels));
  expect(opened).toMatchObject({
    kind: 'set',
    set: {
      form: 'drawings',
      classes: [
        { name: '2', examples: [drawing(2)] },
        { name: '7', examples: [drawing(1), drawing(3)] },
      ],
    },
  });
  expect(await open(file('images', images))).toMatchObject({ kind: 'refused', why: 'pair' });
  expect(await open(file('images', images.slice(0, 900)), file('labels', labels))).toMatchObject({
    kind: 'refused',
    why: 'damaged',
  });
  // Of another size: scaled.
  const large = writeIdx({ shape: [1, 56, 56], data: new Uint8Array(56 * 56).fill(90) });
  const scaled = await open(file('images', large), file('labels', writeIdx({ shape: [1], data: Uint8Array.of(0) })));
  expect(scaled).toMatchObject({ kind: 'set', set: { classes: [{ examples: [new Uint8Array(784).fill(90)] }] } });
});

test('CIFAR-10 batches become pictures by name', async () => {
  const batch = new Uint8Array(2 * 3073);
  batch.set([3, ...colour(10)], 0);
  batch.set([8, ...colour(20)], 3073);
  const opened = await open(file('data_batch_1.bin', batch));
  expect(opened).toMatchObject({
    kind: 'set',
    set: { form: 'pictures', classes: [{ name: 'cat', examples: [colour(10)] }, { name: 'ship' }] },
  });
});

test.each([
  ['nothing', 'empty', () => []],
  ['a text', 'empty', () => [file('notes.txt', strToU8('hello'))]],
  ['a zip cut short', 'zip', () => [file('a.zip', zipSync({ 'a/1.png': drawing(1) }).slice(0, 200))]],
  ['gzip cut short', 'damaged', () => [file('a.gz', gzipSync(new Uint8Array(5000)).slice(0, 25))]],
] as const)('%s is refused', async (_, why, files) => {
  expect(await open(...files())).toMatchObject({ kind: 'refused', why });
});

test('an entry that is larger than it says is stopped and left out', () => {
  const bytes = zipSync({ 'a/1.png': new Uint8Array(3_000_000) });
  const [entry] = entriesOf(bytes) ?? [];
  if (!entry) return expect.fail('no entry');
  expect(unpack(bytes, entry)?.length).toBe(3_000_000);
  expect(unpack(bytes, { ...entry, size: 1000 })).toBeNull();
  expect(unpack(bytes, { ...entry, size: 4_000_000 })).toBeNull();
});

test('damaged zips never do more than be refused', async () => {
  const whole = await zipped(drawings);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
      async (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const opened = await open(file('a.zip', bytes));
        if (opened.kind === 'set') {
          for (const { examples } of opened.set.classes) {
            for (const each of examples) expect(each.length).toBe(bytesOf(opened.set.form));
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('files for a class: pictures are kept, and what else there is is named with why', async () => {
  const named = (name: string, bytes: Uint8Array): File => new File([Uint8Array.from(bytes)], name);
  const png = (ink: number): Uint8Array => encodePng(new Uint8Array(784).fill(ink, 300, 330), [1, 28, 28]);
  const files = [
    named('a.png', png(255)),
    named('b.txt', strToU8('no')),
    named('c.png', png(0)),
    named('d.png', png(200)),
  ];
  const { examples, left } = await examplesFrom(files, drawings, decode);
  expect(examples).toHaveLength(2);
  expect(left).toEqual([
    { why: 'damaged', count: 1, path: 'b.txt' },
    { why: 'blank', count: 1, path: 'c.png' },
  ]);
  const full = {
    ...drawings,
    classes: [{ key: 1, name: 'star', examples: Array(MOST_EXAMPLES - 1).fill(drawing(1)) }],
  };
  expect(await examplesFrom(files, full, decode)).toMatchObject({
    examples: [expect.any(Uint8Array)],
    left: [{ why: 'many', count: 3, path: 'b.txt' }],
  });
});
