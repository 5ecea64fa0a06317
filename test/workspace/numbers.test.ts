/** Numbers as text: exact ones are exact, rounded ones never mislead. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brief, exact, exact64, grouped, milliseconds, percent, points, rounded } from '../../src/workspace/numbers';

const back = (text: string): number => Number(text.replace('−', '-').replaceAll('−', '-'));

test('an exact number is the float32 and no other', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const read = Math.fround(back(exact(value)));
      expect(Object.is(read, value)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('an exact number is as short as it can be', () => {
  expect(exact(Math.fround(0.1))).toBe('0.1');
  expect(exact(Math.fround(1 / 3))).toBe('0.33333334');
  expect(exact(-2)).toBe('−2');
  expect(exact(16777216)).toBe('16777216');
});

test('what is no number says so', () => {
  expect([exact(Number.NaN), exact(Infinity), exact(-Infinity), exact(-0)]).toEqual(['NaN', '+∞', '−∞', '−0']);
  expect(rounded(Number.NaN)).toBe('NaN');
  expect(percent(Number.NaN)).toBe('NaN');
});

test('ends of a scale have three digits, or all of a whole number', () => {
  expect([0, 0.1234, 1.2345, 12.345, 123.45, 999.6, -12345.6, 123456, 0.00053, 0.00002, -2.5].map(rounded)).toEqual([
    '0',
    '0.123',
    '1.23',
    '12.3',
    '123',
    '1,000',
    '−12,346',
    '1.2e5',
    '0.0005',
    '2.0e−5',
    '−2.50',
  ]);
});

test('a percentage is never all or nothing unless it is', () => {
  expect([0, 1e-9, 0.0004, 0.5, 0.98449, 0.9996, 1].map((share) => percent(share))).toEqual([
    '0.0 %',
    '< 0.1 %',
    '< 0.1 %',
    '50.0 %',
    '98.4 %',
    '> 99.9 %',
    '100.0 %',
  ]);
  expect([0, 0.004, 0.6, 0.9996, 1].map((share) => percent(share, 0))).toEqual([
    '0 %',
    '< 1 %',
    '60 %',
    '> 99 %',
    '100 %',
  ]);
});

test('a change in percentage points has its sign, and next to nothing is said to be so', () => {
  expect([-0.64123, 0.002, -0.00004, 1e-6, 0, Number.NaN].map(points)).toEqual([
    '−64.1',
    '+0.200',
    '−0.004',
    '≈ 0',
    '0',
    'NaN',
  ]);
});

test('milliseconds are as precise as they are short', () => {
  expect([0.061, 9.994, 12.34, 512.6].map(milliseconds)).toEqual(['0.06', '9.99', '12.3', '513']);
});

test('large numbers are grouped in threes', () => {
  expect([0, 999, 1000, 525434, 6407434, 10000000].map(grouped)).toEqual([
    '0',
    '999',
    '1,000',
    '525,434',
    '6,407,434',
    '10,000,000',
  ]);
});

test('an exact product or sum is the float64 and no other, and its zero has no sign', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const read = back(exact64(value));
      expect(Math.fround(value) === value ? Math.fround(read) : read).toBe(value + 0);
    }),
  );
  expect(exact64(-0)).toBe('0');
});

test('a brief number is never longer than its cell, and keeps its sign', () => {
  fc.assert(
    fc.property(fc.float({ min: -5000, max: 5000, noNaN: true }), (value) => {
      const text = brief(value);
      expect(text.length).toBeLessThanOrEqual(4);
      if (text !== '0') expect(text.startsWith('−')).toBe(value < 0);
    }),
  );
});
