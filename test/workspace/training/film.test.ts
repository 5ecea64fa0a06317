/** The pace of a run, and the moments that are kept of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filmOf } from '../../../src/workspace/training/film';

const steps = fc.integer({ min: 1, max: 1_000_000 });

test('a film begins at step 0 and ends after half a minute at the last, and never goes back', () => {
  fc.assert(
    fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (count, share) => {
      const film = filmOf(count);
      expect(film.stepAt(0)).toBe(0);
      expect(film.stepAt(film.seconds)).toBeCloseTo(count, 6);
      const seconds = share * film.seconds;
      expect(film.stepAt(seconds)).toBeLessThanOrEqual(film.stepAt(Math.min(film.seconds, seconds + 0.01)));
      expect(film.secondsAt(film.stepAt(seconds))).toBeCloseTo(seconds, 6);
    }),
  );
});

test('moments are whole steps in order, from the first to the last, at most four a second', () => {
  fc.assert(
    fc.property(steps, (count) => {
      const { moments } = filmOf(count);
      expect([moments[0], moments.at(-1)]).toEqual([0, count]);
      expect(moments.every((step, i) => Number.isInteger(step) && step > (moments[i - 1] ?? -1))).toBe(true);
      expect(moments.length).toBeLessThanOrEqual(121);
    }),
  );
});

test('the usual run is slow at first: two or three steps in the first second, hundreds in the last', () => {
  const film = filmOf(2500);
  expect(film.stepAt(1)).toBeGreaterThan(1);
  expect(film.stepAt(1)).toBeLessThan(3);
  expect(2500 - film.stepAt(29)).toBeGreaterThan(300);
});

test('a small set has a shorter film, through the same steps', () => {
  const film = filmOf(200, 10);
  expect(film.stepAt(10)).toBeCloseTo(200, 6);
  expect(film.moments.length).toBeLessThanOrEqual(41);
  expect(film.moments.at(-1)).toBe(200);
});
