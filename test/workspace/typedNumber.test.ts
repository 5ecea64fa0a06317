/** Numbers as people type them, against what a person would say they are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exact } from '../../src/workspace/numbers';
import { readNumber, stepped } from '../../src/workspace/typedNumber';

const f = Math.fround;

describe('a typed number', () => {
  test.each<[string, number]>([
    ['-0.5', -0.5],
    ['−0.5', -0.5],
    ['–3', -3],
    ['—3', -3],
    ['﹣3', -3],
    ['－３．５', -3.5],
    ['− 2', -2],
    ['+1', 1],
    ['0,5', 0.5],
    ['，5', 0.5],
    ['.05', f(0.05)],
    ['5.', 5],
    ['1e-3', f(0.001)],
    ['5.3e−4', f(0.00053)],
    ['２E3', 2000],
    [' 1 000 000 ', 1e6],
    ['-0', 0],
    ['3.4028234e38', f(3.4028234e38)],
    ['1e-60', 0],
  ])('%s is %d', (text, value) => {
    const read = readNumber(text);
    expect(read).toEqual({ value });
    expect('value' in read && Object.is(read.value, value)).toBe(true);
  });

  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['-', 'notANumber'],
    ['two', 'notANumber'],
    ['1 2', 'notANumber'],
    ['1,000.5', 'notANumber'],
    ['1,000,000', 'notANumber'],
    ['0x10', 'notANumber'],
    ['Infinity', 'notANumber'],
    ['1/3', 'notANumber'],
    ['3²', 'notANumber'],
    ['1e39', 'tooLarge'],
    ['-3.5e38', 'tooLarge'],
  ])('%s is refused: %s', (text, refused) => {
    expect(readNumber(text)).toEqual({ refused });
  });

  test('keeps to its limits, ends included', () => {
    const limits = { least: 1, most: 11, isWhole: true };
    expect(['1', '11', '1e1'].map((text) => readNumber(text, limits))).toEqual([
      { value: 1 },
      { value: 11 },
      { value: 10 },
    ]);
    expect(readNumber('2.5', limits)).toEqual({ refused: 'notWhole' });
    expect(['0', '12', '-3'].map((text) => readNumber(text, limits))).toEqual(
      Array.from({ length: 3 }, () => ({ refused: 'outside' })),
    );
    // 0.1 is no float32: a limit of 0.1 takes what is shown as 0.1.
    expect(readNumber('0.1', { least: 0.1 })).toEqual({ value: f(0.1) });
  });

  test('shown exactly and typed again, it is the same', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(exact(value))).toEqual({ value: value + 0 });
      }),
      { numRuns: 2000 },
    );
  });
});

test('steps land on round numbers and end at the limits', () => {
  let value = -0.3;
  const passed = Array.from({ length: 7 }, () => {
    value = stepped(value, 1, 0.1, { most: 0.25 });
    return exact(value);
  });
  expect(passed).toEqual(['−0.2', '−0.1', '0', '0.1', '0.2', '0.25', '0.25']);
  expect(stepped(3, -10, 1, { least: 1 })).toBe(1);
});
