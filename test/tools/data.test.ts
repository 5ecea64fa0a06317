/** Finding and decoding the data sets. What needs the sets themselves is skipped where they are not, and says so. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readCifar } from '../../src/train/data/cifar';
import { labelCounts, statistics } from '../../src/train/data/imageSet';
import { decode, hasCifar, hasMnist, loadCifar, loadMnist } from '../../tools/data';

const absent = '(skipped: the data set is not on this machine, see CNN_DATA)';

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

describe.skipIf(!hasMnist())(`MNIST ${hasMnist() ? '' : absent}`, () => {
  it('is the published set', () => {
    const { train, test } = loadMnist();
    expect([train.count, test.count]).toEqual([60000, 10000]);
    expect(labelCounts(train, 10)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(labelCounts(test, 10)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    const { mean, deviation } = statistics(train);
    expect(mean[0]).toBeCloseTo(0.1307, 4);
    expect(deviation[0]).toBeCloseTo(0.3081, 4);
  });
});

describe.skipIf(!hasCifar())(`CIFAR-10 ${hasCifar() ? '' : absent}`, () => {
  it('decodes to balanced classes and the known colours', { timeout: 300_000 }, async () => {
    const { train, test } = await loadCifar();
    expect([train.count, test.count]).toEqual([50000, 10000]);
    expect(labelCounts(train, 10)).toEqual(new Array(10).fill(5000));
    expect(labelCounts(test, 10)).toEqual(new Array(10).fill(1000));
    const { mean, deviation } = statistics(train);
    [0.4913, 0.4821, 0.4465].forEach((value, c) => {
      expect(mean[c]).toBeCloseTo(value, 3);
    });
    [0.2452, 0.2428, 0.2606].forEach((value, c) => {
      expect(deviation[c]).toBeCloseTo(value, 3);
    });
  });
});
