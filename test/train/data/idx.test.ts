/** IDX: what is read, and that every inconsistency is refused with what was expected and what was got. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../src/core/errors';
import { readIdx, readIdxSet } from '../../../src/train/data/idx';

/** Bytes of an IDX file, written independently of the reader. */
function idx(shape: readonly number[], data: readonly number[], type = 8): Uint8Array {
  const words = shape.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...words, ...data]);
}

function refusal(read: () => unknown): EngineError {
  try {
    read();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('readIdx', () => {
  it('gives shape and bytes in order', () => {
    const { shape, data } = readIdx(idx([2, 1, 3], [1, 2, 3, 4, 5, 255]));
    expect(shape).toEqual([2, 1, 3]);
    expect([...data]).toEqual([1, 2, 3, 4, 5, 255]);
  });

  it('reads from the middle of a larger buffer', () => {
    const file = idx([2], [7, 8]);
    const padded = new Uint8Array(file.length + 5);
    padded.set(file, 3);
    expect([...readIdx(padded.subarray(3, 3 + file.length)).data]).toEqual([7, 8]);
  });

  it('names what is wrong with a header', () => {
    expect(refusal(() => readIdx(new Uint8Array(3))).message).toContain('too short');
    expect(refusal(() => readIdx(idx([1], [0], 13))).message).toBe(
      'IDX file does not hold unsigned bytes: needs type 8, got type 13',
    );
    expect(refusal(() => readIdx(Uint8Array.from([1, 0, 8, 1, 0, 0, 0, 0]))).got).toBe('0x0100');
    expect(refusal(() => readIdx(Uint8Array.from([0x1f, 0x8b, 8, 0, 0]))).got).toContain('gzip');
    expect(refusal(() => readIdx(Uint8Array.from([0, 0, 8, 0]))).message).toContain('number of axes');
    expect(refusal(() => readIdx(Uint8Array.from([0, 0, 8, 3, 0, 0]))).message).toContain('ends inside its header');
  });

  it('refuses one byte too few, one too many, and sizes beyond any file', () => {
    const file = idx([2, 3], [1, 2, 3, 4, 5, 6]);
    expect(refusal(() => readIdx(file.subarray(0, -1)))).toMatchObject({ code: 'file', expected: '18 bytes', got: 17 });
    expect(refusal(() => readIdx(Uint8Array.from([...file, 0])))).toMatchObject({ code: 'file', got: 19 });
    const most = 0xffffffff;
    expect(refusal(() => readIdx(idx([most, most, most, most, most, most, most, most], [])))).toMatchObject({
      code: 'file',
    });
  });

  it('never throws anything but a file error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (bytes, likely) => {
        if (likely) bytes.set([0, 0, 8].slice(0, bytes.length));
        try {
          const { shape, data } = readIdx(bytes);
          expect(data.length).toBe(shape.reduce((product, size) => product * size, 1));
        } catch (error) {
          expect(error).toMatchObject({ name: 'EngineError', code: 'file' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('readIdxSet', () => {
  const images = idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);

  it('joins pictures and labels', () => {
    const set = readIdxSet(images, idx([2], [9, 0]));
    expect(set).toMatchObject({ count: 2, channels: 1, height: 2, width: 2 });
    expect([...set.images]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...set.labels]).toEqual([9, 0]);
  });

  it('refuses labels that do not belong to the pictures', () => {
    expect(refusal(() => readIdxSet(images, idx([3], [0, 0, 0])))).toMatchObject({ code: 'file', expected: 2, got: 3 });
    expect(refusal(() => readIdxSet(images, idx([2], [3, 10]))).message).toBe(
      'label 1 names no class: needs 0 to 9, got 10',
    );
    expect(refusal(() => readIdxSet(images, images)).message).toContain('does not hold a list');
    expect(refusal(() => readIdxSet(idx([2], [0, 1]), idx([2], [0, 1]))).message).toContain('does not hold pictures');
  });
});
