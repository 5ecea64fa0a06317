/** The crop under a hand: it stays on the picture, and zooming keeps the point under the pointer in its place. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholePicture } from '../../../src/workspace/gesture';
import {
  type Cropped,
  centredAt,
  cropRect,
  isWithin,
  MOST_ZOOM,
  settled,
  zoomedAt,
} from '../../../src/workspace/input/cropping';

const side = fc.integer({ min: 1, max: 2000 });
const cropped = fc.record({
  picture: fc.record({ width: side, height: side }),
  size: fc.constantFrom([28, 28] as const, [32, 48] as const),
});
const share = fc.double({ min: -1, max: 2, noNaN: true });
const crop = fc.record({
  centre: fc.tuple(share, share),
  zoom: fc.double({ min: 1, max: MOST_ZOOM, noNaN: true }),
});

test('a settled crop lies on the picture, and settling it again changes nothing', () => {
  fc.assert(
    fc.property(cropped, crop, (what, given) => {
      const once = settled(what, given);
      const rect = cropRect(what, once);
      expect(Math.min(rect.x, rect.y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(rect.x + rect.width, rect.y + rect.height)).toBeLessThanOrEqual(1 + 1e-9);
      const again = settled(what, once).centre;
      expect(again[0]).toBeCloseTo(once.centre[0], 9);
      expect(again[1]).toBeCloseTo(once.centre[1], 9);
    }),
  );
});

const wide: Cropped = { picture: { width: 400, height: 200 }, size: [32, 32] };

test('a crop that was pushed against the edge comes back with the first step back', () => {
  const pushed = centredAt(wide, wholePicture, [3, -3]);
  expect(pushed.centre).toEqual([0.75, 0.5]);
  expect(centredAt(wide, pushed, [pushed.centre[0] - 0.1, 0.5]).centre[0]).toBeCloseTo(0.65);
});

test('zooming keeps what is under the pointer, where the picture has room', () => {
  const at = [0.6, 0.4] as const;
  const before = settled(wide, { centre: [0.5, 0.5], zoom: 2 });
  const after = zoomedAt(wide, before, 4, at);
  const [from, to] = [cropRect(wide, before), cropRect(wide, after)];
  expect((at[0] - to.x) / to.width).toBeCloseTo((at[0] - from.x) / from.width);
  expect((at[1] - to.y) / to.height).toBeCloseTo((at[1] - from.y) / from.height);
  expect(to.width).toBeCloseTo(from.width / 2);
});

test('zooms no further than it may', () => {
  expect(zoomedAt(wide, wholePicture, 0.2, [0.5, 0.5]).zoom).toBe(1);
  expect(zoomedAt(wide, wholePicture, 1000, [0.5, 0.5]).zoom).toBe(MOST_ZOOM);
});

test('tells a point of the crop from one beside it', () => {
  expect(isWithin(wide, wholePicture, [0.3, 0.9])).toBe(true);
  expect(isWithin(wide, wholePicture, [0.2, 0.9])).toBe(false);
});
