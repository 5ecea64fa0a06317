/** From a whole network to a module, a map and a value, a step at a time; and how maps get to their new places. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tile } from '../../../src/backend/types';
import { unarranged } from '../../../src/workspace/stage/arrangement';
import { layOutStage } from '../../../src/workspace/stage/layout';
import { followed, leadsTo, spotAt, stepIn, strongestOf } from '../../../src/workspace/stage/levels';
import { modulesOf } from '../../../src/workspace/stage/modules';
import { movingTiles } from '../../../src/workspace/stage/moving';
import { keyOf } from '../../../src/workspace/stage/strength';
import { residualOf } from '../../helpers/deepNets';
import { drawn, laptop } from '../../helpers/stages';

const network = drawn(residualOf(20));
const modules = modulesOf(network.blocks);
const [first, second, third] = modules;
if (!first || !second || !third) throw new Error('no modules');
const whole = { module: null, arrangement: unarranged };

describe('a step in', () => {
  test('opens what is pointed at, then its map', () => {
    const layout = layOutStage(network.blocks, laptop, { view: 'both' });
    for (const { module, x, y, width, height } of layout.overview?.modules ?? []) {
      const spot = spotAt(layout, { x: x + width / 2, y: y + height / 2 }, unarranged);
      expect(stepIn(network, whole, spot)).toEqual({ module: module.key });
    }
    const opened = layOutStage(network.blocks, laptop, { view: 'both', opened: second.key });
    const lane = opened.lanes.find(({ layer }) => layer.id === 'relu0') ?? expect.fail('no relu0');
    const tile = lane.tiles[2] ?? expect.fail('no map');
    const spot = spotAt(opened, { x: tile.x + 3, y: tile.y + 3 }, unarranged);
    const state = { ...whole, module: second.key };
    expect(stepIn(network, state, spot)).toEqual({ selection: { layer: 'relu0', channel: tile.plane, pixel: null } });
    // Another one beside it opens in its place.
    const other = opened.overview?.modules.find(({ module }) => module === third) ?? expect.fail('no place');
    expect(stepIn(network, state, spotAt(opened, { x: other.x + 1, y: other.y + 1 }, unarranged))).toEqual({
      module: third.key,
    });
    expect(spotAt(opened, { x: 1, y: 1 }, unarranged)).toBeNull();
  });

  test('with nothing pointed at begins with the first module, and goes on to the strongest map', () => {
    expect(stepIn(network, whole, null)).toEqual({ module: first.key });
    const last = second.blocks.at(-1) ?? expect.fail('no block');
    const arrangement = { ...unarranged, strongest: new Map([[keyOf(last), [5, 2, 0, 1, 3, 4, 6, 7]]]) };
    expect(strongestOf(second, arrangement)).toMatchObject({ layer: 'add0', channel: 5 });
    expect(stepIn(network, { module: second.key, arrangement }, null)).toEqual({
      selection: { layer: 'add0', channel: 5, pixel: null },
    });
  });
});

test('maps set out from where they were, arrive where they are, and never leave the way between', () => {
  const tile = (plane: number, x: number, width: number): Tile => ({
    tensor: 1,
    plane,
    rows: 4,
    columns: 4,
    x,
    y: 2 * x,
    width,
    height: width,
    colour: 'signed',
    group: 0,
  });
  const before = [tile(0, 10, 40), tile(1, 60, 40)];
  const after = [tile(0, 200, 80), tile(2, 300, 80)];
  const at = movingTiles(before, after);
  expect(at(0)[0]).toEqual(before[0]);
  expect(at(1)).toEqual(after);
  // A new one grows about its middle.
  expect(at(0)[1]).toMatchObject({ x: 340, width: 1 });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (part) => {
      const [moving] = at(part);
      expect(moving?.x).toBeGreaterThanOrEqual(10);
      expect(moving?.x).toBeLessThanOrEqual(200);
      expect(moving?.width).toBeGreaterThanOrEqual(40);
    }),
  );
});

test('a picture follows a pinch until it leads to another level, and hardly where there is none', () => {
  const factor = fc.double({ min: 0.05, max: 20, noNaN: true });
  const way = fc.record({ in: fc.boolean(), out: fc.boolean() });
  fc.assert(
    fc.property(factor, way, (by, has) => {
      const shown = followed(by, has);
      expect(Math.sign(shown - 1)).toBe(Math.sign(by - 1));
      expect(Math.abs(Math.log(shown))).toBeLessThanOrEqual(Math.abs(Math.log(by)) + 1e-12);
      if (leadsTo(by) === null && has.in && has.out) expect(shown).toBe(by);
      if (!has.in) expect(shown).toBeLessThan(2);
      if (!has.out) expect(shown).toBeGreaterThan(0.5);
      const back = leadsTo(1 / by);
      expect(leadsTo(by)).toBe(back === 'in' ? 'out' : back === 'out' ? 'in' : null);
    }),
  );
  expect([1.5, 1.2, 1, 0.8, 0.6].map(leadsTo)).toEqual(['in', null, null, null, 'out']);
});
