/** Softmax by hand: for any logits the digits add up, and the shares are those of the unrounded logits. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expDecimals, logitDecimals, roundingError, softmaxTable } from '../../../src/workspace/glass/softmaxRows';

const logitsOf = fc.array(fc.float({ min: -200, max: 200, noNaN: true }), { minLength: 1, maxLength: 1000 });

/** A decimal as a whole number of its last digit's unit. */
const units = (value: number, decimals: number): bigint => BigInt(value.toFixed(decimals).replace('.', ''));

test('what is shown adds up to the last digit', () => {
  fc.assert(
    fc.property(logitsOf, (logits) => {
      const table = softmaxTable(logits) ?? expect.fail('no table');
      const sum = table.rows.reduce((total, { exp }) => total + units(exp, expDecimals), 0n);
      expect(units(table.sum, expDecimals)).toBe(sum);
      for (const { logit, exp, share } of table.rows) {
        const shown = Math.exp(Number(logit.toFixed(logitDecimals)) - Number(table.largest.toFixed(logitDecimals)));
        expect(Math.abs(exp - shown)).toBeLessThanOrEqual(0.51 * 10 ** -expDecimals);
        expect(share).toBeCloseTo(Number(exp.toFixed(expDecimals)) / Number(table.sum.toFixed(expDecimals)), 12);
      }
    }),
  );
});

test('no share is further from that of the unrounded logits than is said', () => {
  fc.assert(
    fc.property(logitsOf, (logits) => {
      const { rows, order } = softmaxTable(logits) ?? expect.fail('no table');
      const largest = Math.max(...logits);
      const exps = logits.map((x) => Math.exp(x - largest));
      const sum = exps.reduce((total, e) => total + e, 0);
      const shares = exps.map((e) => e / sum);
      for (const { index, share } of rows) {
        expect(Math.abs(share - (shares[index] ?? 0))).toBeLessThanOrEqual(roundingError(logits.length));
      }
      const sorted = order.map((index) => rows[index]?.share ?? 0);
      expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
    }),
  );
});

test('logits that are not numbers have no table', () => {
  expect(softmaxTable([1, Number.NaN])).toBeNull();
  expect(softmaxTable([1, Infinity])).toBeNull();
  expect(softmaxTable([])).toBeNull();
});
