/** .npy files: the very bytes that NumPy writes, read back by a reader made from the published description alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeNpy } from '../../src/formats/npy';

/** numpy.save of numpy.array([[0, 1.5, -2], [3.25, nan, inf]], '<f4'), NumPy 2.4.6: the header, then the values. */
const numpyHeader = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
const numpyValues = '000000000000c03f000000c0000050400000c07f0000807f';

interface Read {
  readonly descr: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly start: number;
}

/** Reads version 1.0. */
function decodeNpy(bytes: Uint8Array): Read {
  expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const length = (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
  const start = 10 + length;
  const header = String.fromCharCode(...bytes.subarray(10, start));
  expect(header.endsWith('\n')).toBe(true);
  const [, descr = '', order = '', tuple = ''] =
    header.match(/^\{'descr': '(.+?)', 'fortran_order': (True|False), 'shape': \((.*?)\), \} *\n$/) ?? [];
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  return {
    descr,
    isFortran: order === 'True',
    shape: tuple.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)])),
    values: Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true)),
    start,
  };
}

describe('encodeNpy', () => {
  it('writes the bytes that NumPy writes', () => {
    const bytes = encodeNpy(Float32Array.of(0, 1.5, -2, 3.25, Number.NaN, Infinity), [2, 3]);
    expect(String.fromCharCode(...bytes.subarray(10, 128))).toBe(`${numpyHeader.padEnd(117)}\n`);
    expect(bytes.subarray(8, 10)).toEqual(Uint8Array.of(118, 0));
    expect(Array.from(bytes.subarray(128), (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(numpyValues);
  });

  it('gives any values and shape back, the values at a multiple of 64 bytes', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.float()), (shape, stream) => {
        const count = shape.reduce((product, size) => product * size, 1);
        const values = Float32Array.from([...stream.take(count)]);
        const read = decodeNpy(encodeNpy(values, shape));
        expect(read).toMatchObject({ descr: '<f4', isFortran: false, shape, values: [...values] });
        expect(read.start % 64).toBe(0);
      }),
    );
  });

  it('refuses values that do not fill the shape', () => {
    expect(() => encodeNpy(new Float32Array(5), [2, 3])).toThrow(/2x3.*5 values/);
  });
});
