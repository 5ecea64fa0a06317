/** Half-precision numbers: every one of the 65,536 against the standard's definition, and rounding to the nearest. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHalf, toHalf } from '../../src/formats/half';

/** IEEE 754's own words, bit by bit: a sign, an exponent with bias 15 and a fraction after an implied one. */
function standard(bits: number): number {
  const text = bits.toString(2).padStart(16, '0');
  const exponent = Number.parseInt(text.slice(1, 6), 2);
  const fraction = [...text.slice(6)].reduce((sum, bit, i) => sum + Number(bit) / 2 ** (i + 1), 0);
  const size =
    exponent === 31
      ? fraction === 0
        ? Number.POSITIVE_INFINITY
        : Number.NaN
      : exponent === 0
        ? fraction * 2 ** -14
        : (1 + fraction) * 2 ** (exponent - 15);
  return text.startsWith('1') ? -size : size;
}

const all = Array.from({ length: 65_536 }, (_, bits) => bits);

test('all 65,536 mean what the standard says, and are written as they were read', () => {
  for (const bits of all) {
    const value = fromHalf(bits);
    if (!Object.is(value, standard(bits))) expect.fail(`${bits} is ${standard(bits)}, not ${value}`);
    if (!Number.isNaN(value) && toHalf(value) !== bits) expect.fail(`${value} is written as ${toHalf(value)}`);
  }
  expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
});

test('a float32 becomes the nearest, and of two as near the even one', () => {
  const finite = all.filter((bits) => Number.isFinite(standard(bits)) && bits < 0x8000).map(standard);
  const near = fc
    .nat({ max: finite.length - 2 })
    .chain((i) =>
      fc
        .constantFrom(0, 0.25, 0.5, 0.75, 0.5 + 2 ** -10, 0.5 - 2 ** -10)
        .map((share) => (finite[i] as number) + share * ((finite[i + 1] as number) - (finite[i] as number))),
    );
  fc.assert(
    fc.property(near, fc.boolean(), (size, negative) => {
      const value = Math.fround(negative ? -size : size);
      const bits = toHalf(value);
      const error = (other: number): number => Math.abs(standard(other) - value);
      for (const other of [bits - 1, bits + 1]) {
        if ((other ^ bits) & 0x8000 || !Number.isFinite(standard(other))) continue;
        expect(error(bits)).toBeLessThanOrEqual(error(other));
        if (error(bits) === error(other)) expect(bits % 2).toBe(0);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what is too large is infinite, and what is too small is zero', () => {
  expect([65_504, 65_519.99, 65_520, 1e30, -1e30].map((value) => fromHalf(toHalf(value)))).toEqual([
    65_504,
    65_504,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
  expect(toHalf(2 ** -26)).toBe(0);
  expect(toHalf(-(2 ** -26))).toBe(0x8000);
});
