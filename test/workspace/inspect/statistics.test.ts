/** A map's statistics and histogram, against loops over plain numbers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogramOf, statisticsOf } from '../../../src/workspace/inspect/statistics';

const value = fc.oneof(
  fc.constant(0),
  fc.float({ min: -50, max: 50, noNaN: true }),
  fc.constantFrom(Number.NaN, Infinity),
);
const maps = fc.array(value, { minLength: 1, maxLength: 200 }).map((values) => Float32Array.from(values));

test('statistics are those of the finite values', () => {
  fc.assert(
    fc.property(maps, (values) => {
      const { min, max, mean, deviation, zeros, broken } = statisticsOf(values);
      const finite = [...values].filter(Number.isFinite);
      expect(broken).toBe(values.length - finite.length);
      expect(zeros).toBe(finite.filter((v) => v === 0).length / values.length);
      if (finite.length === 0) {
        expect([min, max, mean, deviation]).toEqual(Array(4).fill(Number.NaN));
        return;
      }
      expect([min, max]).toEqual([Math.min(...finite), Math.max(...finite)]);
      const average = finite.reduce((a, b) => a + b) / finite.length;
      expect(mean).toBeCloseTo(average, 9);
      expect(deviation ** 2).toBeCloseTo(finite.reduce((a, b) => a + (b - average) ** 2, 0) / finite.length, 6);
    }),
  );
});

test('every finite value but exact zeros is in one bin, and the bins lie side by side', () => {
  fc.assert(
    fc.property(maps, fc.integer({ min: 1, max: 40 }), (values, bins) => {
      const counted = [...values].filter((v) => Number.isFinite(v) && v !== 0);
      const histogram = histogramOf(values, bins);
      expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(counted.length);
      if (counted.length === 0) {
        expect(histogram).toEqual([]);
        return;
      }
      expect(histogram).toHaveLength(bins);
      expect(histogram[0]?.from).toBe(Math.min(...counted));
      expect(histogram.at(-1)?.to).toBeCloseTo(Math.max(...counted), 4);
    }),
  );
});
