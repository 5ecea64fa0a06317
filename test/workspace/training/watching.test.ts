/** How a run is watched, in the address; and places along the timeline. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chosenMoments } from '../../../src/workspace/training/animation/save';
import { filmOf } from '../../../src/workspace/training/film';
import { filterPixels } from '../../../src/workspace/training/filterPixels';
import {
  axes,
  filmStrip,
  ranges,
  scaleOf,
  standingAt,
  toggled,
  trackNames,
  watchedAtFirst,
  watchingCodec,
} from '../../../src/workspace/training/watching';

const watching = fc.record({
  tracks: fc.option(fc.subarray([...trackNames])),
  axis: fc.constantFrom(...axes),
  range: fc.constantFrom(...ranges),
  isTall: fc.boolean(),
  filter: fc.integer({ min: 0, max: 4095 }),
});

test('every way to watch survives an address, and the usual one needs none', () => {
  fc.assert(
    fc.property(watching, (state) => {
      const texts = Object.entries(watchingCodec.write(state)).filter((entry): entry is [string, string] => !!entry[1]);
      expect(watchingCodec.read(new URLSearchParams(texts))).toEqual(state);
    }),
  );
  expect(Object.values(watchingCodec.write(watchedAtFirst)).every((text) => text === null)).toBe(true);
  const nonsense = { tracks: 'speed', axis: 'round', scale: '7', rows: 'many', kernel: '0.5' };
  expect(watchingCodec.read(new URLSearchParams(nonsense))).toEqual({ ...watchedAtFirst, tracks: [] });
});

test('a track comes and goes, and keeps its place', () => {
  fc.assert(
    fc.property(fc.subarray([...trackNames]), fc.constantFrom(...trackNames), (tracks, name) => {
      const other = toggled(tracks, name);
      expect(other.includes(name)).toBe(!tracks.includes(name));
      expect(toggled(other, name)).toEqual(tracks);
      expect(other).toEqual([...other].sort((a, b) => trackNames.indexOf(a) - trackNames.indexOf(b)));
    }),
  );
});

test('both axes run from 0 to 1 and back again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50_000 }), fc.constantFrom(...axes), fc.nat(1000), (steps, axis, part) => {
      const scale = scaleOf(filmOf(steps), axis);
      const step = (steps * part) / 1000;
      expect([scale.shareAt(0), scale.shareAt(steps)]).toEqual([0, expect.closeTo(1, 9)]);
      expect(scale.stepAt(scale.shareAt(step))).toBeCloseTo(step, 4);
    }),
  );
  // Evenly, the middle is half of all steps; in film time much less.
  expect(scaleOf(filmOf(1000), 'even').stepAt(0.5)).toBe(500);
  expect(scaleOf(filmOf(1000), 'film').stepAt(0.5)).toBeLessThan(120);
});

const places = fc
  .uniqueArray(fc.double({ min: 0.001, max: 1, noNaN: true }), { maxLength: 60 })
  .map((list) => [0, ...list.sort((a, b) => a - b)]);

test('a film strip shows at each place what stood there, up to where the run is', () => {
  fc.assert(
    fc.property(places, fc.integer({ min: 1, max: 30 }), (shares, pictures) => {
      const strip = filmStrip(shares, pictures);
      const last = shares.at(-1) ?? 0;
      for (let i = 0; i < pictures; i++) {
        const [start, middle] = [i / pictures, (i + 0.5) / pictures];
        // By looking at all of them.
        let standing = -1;
        for (const [moment, share] of shares.entries()) if (share <= middle) standing = moment;
        expect(strip[i]).toBe(start <= last ? standing : undefined);
      }
    }),
  );
  expect(standingAt([0, 0.5], -0.1)).toBe(-1);
});

const palette = {
  negative: [0, 0, 255],
  zero: [255, 255, 255],
  positive: [255, 0, 0],
  paper: [255, 255, 255],
  ink: [0, 0, 0],
  broken: [255, 0, 255],
} as const;

test('kernels of red, green and blue are one picture in colour, in which grey is zero', () => {
  const shape = { rows: 1, columns: 2, channels: 3 };
  // Red at its most, then green at its least; blue is nothing.
  const pixels = filterPixels(Float32Array.from([0.5, 0, 0, -0.5, 0, 0]), shape, 0.5, palette);
  expect([...pixels]).toEqual([255, 128, 128, 255, 128, 0, 128, 255]);
  const one = filterPixels(Float32Array.from([0.5, -0.5]), { ...shape, channels: 1 }, 0.5, palette);
  expect([...one]).toEqual([255, 0, 0, 255, 0, 0, 255, 255]);
});

test('the frames of an animation begin and end with the run, and none comes twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 2, max: 90 }), (count, most) => {
      const chosen = chosenMoments(count, most);
      expect(chosen.length).toBe(Math.min(count, most));
      expect([chosen[0], chosen.at(-1)]).toEqual([0, count - 1]);
      expect(new Set(chosen).size).toBe(chosen.length);
    }),
  );
});
