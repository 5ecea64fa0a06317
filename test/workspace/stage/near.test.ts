/** What of a large stage is written over: whatever is in sight, little more, and another part of it only now and then. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkOf } from '../../../src/workspace/network';
import { fitting, layOutStage } from '../../../src/workspace/stage/layout';
import { areaAround, layoutNear } from '../../../src/workspace/stage/near';
import { overlap } from '../../../src/workspace/stage/pointer';
import { chainOf, residualOf } from '../../helpers/deepNets';
import { branches, stored } from '../../helpers/models';

const room = { width: 900, height: 500 };
const stageOf = (spec: typeof branches) => {
  const { units } = networkOf(stored(spec));
  return layOutStage(units, fitting(units, room, 'both'));
};
const large = [chainOf(100), residualOf(40)].map(stageOf);

test('all that is in sight of a large stage is near, and most of the stage is not', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(...large), share, share, (layout, across, down) => {
      const sight = { ...room, x: across * (layout.width - room.width), y: down * layout.height };
      const near = layoutNear(layout, areaAround(sight, null));
      expect(near.lanes).toEqual(expect.arrayContaining(layout.lanes.filter((lane) => overlap(lane, sight))));
      expect(near.lanes.length).toBeLessThan(60);
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
  const layout = stageOf(branches);
  expect(layoutNear(layout, null)).toBe(layout);
  expect(layoutNear(layout, areaAround({ ...room, x: 5000, y: 0 }, null))).toBe(layout);
});
