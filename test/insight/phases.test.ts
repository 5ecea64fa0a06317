/** A step's phases: every term once and in order, few enough to be watched, the bias and the result after them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phasesOf } from '../../src/insight/phases';

const partsOf = (lengths: readonly number[]) =>
  lengths.map((length, plane) => ({
    input: 0,
    plane,
    terms: Array.from({ length }, (_, index) => ({ input: 0, index, value: 1 })),
  }));

test('pass every term once and in order, in at most about fifty phases', () => {
  const cases = fc.record({
    parts: fc.integer({ min: 1, max: 600 }),
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 9 }),
    bias: fc.boolean(),
    activation: fc.boolean(),
  });
  fc.assert(
    fc.property(cases, ({ parts, rows, columns, bias, activation }) => {
      const lengths = Array.from({ length: parts }, () => rows * columns);
      const phases = phasesOf(partsOf(lengths), columns, { bias, activation });
      const terms = phases.flatMap((phase) => (phase.kind === 'terms' ? [phase] : []));
      expect(terms.length).toBeLessThanOrEqual(48);
      expect(terms.at(-1)).toMatchObject({ done: parts * rows * columns, part: parts - 1 });
      terms.forEach(({ done, part }, k) => {
        expect(done).toBeGreaterThan(terms[k - 1]?.done ?? 0);
        // The last term shown lies in the part that is named.
        expect(Math.ceil(done / (rows * columns)) - 1).toBe(part);
      });
      const after = phases.slice(terms.length).map(({ kind }) => kind);
      expect(after).toEqual([...(bias ? ['bias'] : []), 'result', ...(activation ? ['activation'] : [])]);
    }),
  );
});

test('terms come one by one where there are few', () => {
  expect(phasesOf(partsOf([9]), 3, { bias: true, activation: true })).toHaveLength(9 + 3);
  expect(phasesOf(partsOf([9, 9, 9]), 3, { bias: false, activation: false })).toHaveLength(27 + 1);
  // By rows of the window, by planes, by several planes at once.
  expect(phasesOf(partsOf(Array(8).fill(25)), 5, { bias: false, activation: false })).toHaveLength(40 + 1);
  expect(phasesOf(partsOf(Array(16).fill(25)), 5, { bias: false, activation: false })).toHaveLength(16 + 1);
  expect(phasesOf(partsOf(Array(512).fill(9)), 3, { bias: false, activation: false })).toHaveLength(47 + 1);
});
