/** CIFAR-10 batches: the layout, batches in order, and what is refused. */
import { describe, expect, it } from 'vitest';
import { CIFAR_RECORD, cifarLabels, readCifar } from '../../../src/train/data/cifar';

/** A batch whose picture n holds n + 1 in red, 100 + n in green and 200 + n in blue, with its last blue byte 7. */
function batch(labels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(labels.length * CIFAR_RECORD);
  labels.forEach((label, n) => {
    const record = bytes.subarray(n * CIFAR_RECORD, (n + 1) * CIFAR_RECORD);
    record[0] = label;
    record.fill(n + 1, 1, 1025);
    record.fill(100 + n, 1025, 2049);
    record.fill(200 + n, 2049);
    record[3072] = 7;
  });
  return bytes;
}

describe('readCifar', () => {
  it('reads labels and planes, batch after batch', () => {
    const set = readCifar([batch([3, 9]), batch([0])]);
    expect(set).toMatchObject({ count: 3, channels: 3, height: 32, width: 32 });
    expect([...set.labels]).toEqual([3, 9, 0]);
    const at = (n: number, c: number): number | undefined => set.images[n * 3072 + c * 1024];
    expect([at(1, 0), at(1, 1), at(1, 2)]).toEqual([2, 101, 201]);
    expect([at(2, 0), at(2, 1), at(2, 2)]).toEqual([1, 100, 200]);
    expect(set.images[3071]).toBe(7);
  });

  it('names the ten classes in label order', () => {
    expect(cifarLabels[0]).toBe('airplane');
    expect(cifarLabels[9]).toBe('truck');
    expect(cifarLabels).toHaveLength(10);
  });

  it('refuses cut batches, empty ones and labels above 9', () => {
    const whole = batch([1, 2]);
    expect(() => readCifar([whole, whole.subarray(0, -1)])).toThrow(
      'CIFAR-10 batch 2 is not a whole number of records: needs a multiple of 3073 bytes, got 6145',
    );
    expect(() => readCifar([new Uint8Array(0)])).toThrow('batch 1');
    expect(() => readCifar([batch([1, 10])])).toThrow('record 1 names no class: needs 0 to 9, got 10');
  });
});
