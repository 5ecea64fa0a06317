/** Values as comma-separated text: exact, and laid out as readers expect. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLines } from '../../src/formats/csv';

const textOf = (values: readonly number[], shape: readonly number[]): string =>
  [...csvLines(Float32Array.from(values), shape)].join('');

describe('csvLines', () => {
  it('writes a matrix as it stands, a vector as a column, and more axes with their indices first', () => {
    expect(textOf([1, 2, 3, 4, 5, 6], [2, 3])).toBe('1,2,3\n4,5,6\n');
    expect(textOf([1, 2, 3], [3])).toBe('1\n2\n3\n');
    expect(textOf([7], [])).toBe('7\n');
    expect(textOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2])).toBe(
      '0,0,1,2\n0,1,3,4\n0,2,5,6\n1,0,7,8\n1,1,9,10\n1,2,11,12\n',
    );
  });

  it('names what is no number as readers do', () => {
    expect(textOf([Number.NaN, Infinity, -Infinity, -0], [1, 4])).toBe('nan,inf,-inf,-0\n');
  });

  it('keeps every float32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Object.is(Math.fround(Number(textOf([value], [1]))), value)).toBe(true);
      }),
    );
  });

  it('refuses values that do not fill the shape', () => {
    expect(() => textOf([1, 2], [3])).toThrow(/3.*2 values/);
  });
});
