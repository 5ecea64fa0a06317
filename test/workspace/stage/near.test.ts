/** What of a large stage is written over: whatever is in sight, little more, and another part of it only now and then. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaAround, layoutNear } from '../../../src/workspace/stage/near';
import { overlap } from '../../../src/workspace/stage/pointer';
import { chainOf, residualOf } from '../../helpers/deepNets';
import { branches } from '../../helpers/models';
import { laidOut } from '../../helpers/stages';

const room = { width: 900, height: 500 };
const large = [chainOf(100), residualOf(40)].map((spec) => laidOut(spec, { zoom: 8 }, room));

test('all that is in sight of a large stage is near, and most of the stage is not', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(...large), share, share, (layout, across, down) => {
      const sight = { ...room, x: across * (layout.width - room.width), y: down * layout.height };
      const area = areaAround(sight, null);
      const near = layoutNear(layout, area);
      expect(near.lanes).toEqual(expect.arrayContaining(layout.lanes.filter((lane) => overlap(lane, sight))));
      expect(near.blocks).toEqual(expect.arrayContaining(layout.blocks.filter((block) => overlap(block, sight))));
      for (const part of [...near.lanes, ...near.blocks]) expect(overlap(part, area)).toBe(true);
      expect(near.lanes.length).toBeLessThan(layout.lanes.length / 2);
    }),
  );
});

test('the area stays the same one until another part comes near', () => {
  const at = (x: number) => ({ ...room, x, y: 0 });
  const area = areaAround(at(900), null);
  expect(areaAround(at(1799), area)).toBe(area);
  expect(areaAround(at(1800), area)).not.toBe(area);
  expect(areaAround({ ...at(900), width: 700 }, area)).not.toBe(area);
});

test('a stage of few layers is near as a whole, whatever is in sight', () => {
  const layout = laidOut(branches, {}, room);
  expect(layoutNear(layout, null)).toBe(layout);
  expect(layoutNear(layout, areaAround({ ...room, x: 5000, y: 0 }, null))).toBe(layout);
});
