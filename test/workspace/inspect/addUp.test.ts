/** Rounding whose digits add up: exactly, and never by a whole unit of the last place. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addUp, decimalsFor, unitsOf, unitsText } from '../../../src/workspace/inspect/addUp';

const float = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 });
const terms = fc.array(float, { minLength: 1, maxLength: 300 });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What a reader adds up by hand: the digits of the written numbers, as whole numbers. */
const digits = (text: string): bigint => BigInt(text.replace('−', '-').replace('.', ''));

describe('the written terms', () => {
  test('add up to the written sum exactly, each one unit at most from its value', () => {
    fc.assert(
      fc.property(terms, fc.integer({ min: 0, max: 6 }), (values, decimals) => {
        const total = unitsOf(sum(values), decimals);
        const units = addUp(values, total, decimals);
        const written = units.map((unit) => digits(unitsText(unit, decimals)));
        expect(written.reduce((a, b) => a + b, 0n)).toBe(digits(unitsText(total, decimals)));
        units.forEach((unit, i) => {
          expect(Math.abs(unit - (values[i] ?? 0) * 10 ** decimals)).toBeLessThan(1 + 1e-6);
        });
      }),
    );
  });

  test('add up at both levels: products to the channel, channels and bias to the result', () => {
    fc.assert(
      fc.property(fc.array(terms, { minLength: 1, maxLength: 12 }), float, (channels, bias) => {
        const sums = channels.map(sum);
        const result = sum([...sums, bias]);
        const decimals = decimalsFor([...sums, bias, result]) ?? expect.fail('finite values have decimals');
        const units = addUp([...sums, bias], unitsOf(result, decimals), decimals);
        expect(sum(units)).toBe(unitsOf(result, decimals));
        channels.forEach((products, c) => {
          const written = addUp(products, units[c] ?? 0, decimals);
          expect(sum(written)).toBe(units[c]);
          written.forEach((unit, i) => {
            expect(Math.abs(unit - (products[i] ?? 0) * 10 ** decimals)).toBeLessThan(1 + 1e-6);
          });
        });
      }),
    );
  });

  test('are those of the largest remainder method', () => {
    expect(addUp([0.14, 0.24, 0.34], unitsOf(0.72, 1), 1)).toEqual([1, 2, 4]);
    expect(addUp([1 / 3, 1 / 3, 1 / 3], 1000, 3)).toEqual([334, 333, 333]);
    expect(addUp([-1 / 3, -1 / 3, -1 / 3], -1000, 3)).toEqual([-333, -333, -334]);
    expect(addUp([], 0, 3)).toEqual([]);
  });
});

describe('decimals', () => {
  test('give the largest value four digits', () => {
    expect(decimalsFor([0.5, -1.6917])).toBe(3);
    expect(decimalsFor([12.5, 3])).toBe(2);
    expect(decimalsFor([0.0312])).toBe(5);
    expect(decimalsFor([0, 0])).toBe(3);
    expect(decimalsFor([123456])).toBe(0);
  });

  test('there are none for what has no digits', () => {
    for (const value of [Number.NaN, Infinity, -Infinity, 1e9]) expect(decimalsFor([1, value])).toBeNull();
  });
});

test('units are written with a real minus sign and all their decimals', () => {
  expect(unitsText(-53, 4)).toBe('−0.0053');
  expect(unitsText(16917, 4)).toBe('1.6917');
  expect(unitsText(0, 3)).toBe('0.000');
  expect(unitsText(-0, 2)).toBe('0.00');
  expect(unitsText(42, 0)).toBe('42');
});
