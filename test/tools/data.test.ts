/** Decoding the data sets, on streams of our own making. The sets themselves: sets.data.test.ts. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readCifar } from '../../src/train/data/cifar';
import { decode } from '../../tools/data';

/** JPEG streams of plain 32 x 32 pictures, with their lengths and labels. */
async function streams(colours: readonly [number, number, number][]): Promise<[Buffer, Buffer, Buffer]> {
  const files = await Promise.all(
    colours.map(([r, g, b]) =>
      sharp({ create: { width: 32, height: 32, channels: 3, background: { r, g, b } } })
        .jpeg({ quality: 95 })
        .toBuffer(),
    ),
  );
  const lengths = Buffer.alloc(2 * files.length);
  files.forEach((file, i) => {
    lengths.writeUInt16LE(file.length, 2 * i);
  });
  return [Buffer.concat(files), lengths, Buffer.from(colours.map((_, i) => i))];
}

describe('decode', () => {
  it('gives records of label, red, green, blue in the order of the streams', async () => {
    const colours: [number, number, number][] = [
      [200, 30, 30],
      [30, 200, 30],
      [30, 30, 200],
      [250, 250, 250],
    ];
    const set = readCifar([await decode(...(await streams(colours)))]);
    expect([...set.labels]).toEqual([0, 1, 2, 3]);
    colours.forEach((colour, n) => {
      colour.forEach((value, c) => {
        const middle = set.images[n * 3072 + c * 1024 + 528] as number;
        expect(Math.abs(middle - value)).toBeLessThanOrEqual(4);
      });
    });
  });

  it('refuses streams that do not match their lengths', async () => {
    const [jpegs, lengths, labels] = await streams([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    await expect(decode(jpegs.subarray(1), lengths, labels)).rejects.toThrow('wrong length');
    await expect(decode(jpegs, lengths, labels.subarray(1))).rejects.toThrow('differ in number');
  });
});
