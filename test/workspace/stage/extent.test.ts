/** The numbers of the colour scale, and whose they are. */
import { expect, test } from 'vitest';
import { networkOf } from '../../../src/workspace/network';
import { anyBroken, extentOf, largestOf, legendUnit, mapOfLegend } from '../../../src/workspace/stage/extent';
import { chain, stored } from '../../helpers/models';
import { laidOut } from '../../helpers/stages';

const { units } = networkOf(stored(chain));
const layers = units.flatMap((unit) => unit.layers);
const tensor = (id: string): number => layers.find((layer) => layer.id === id)?.tensor ?? expect.fail(id);
const ranges = new Map([
  [tensor('input'), { min: -9, max: 99, broken: false }],
  [tensor('conv'), { min: -3, max: 2, broken: false }],
  [tensor('relu'), { min: 0, max: 2, broken: false }],
  [tensor('dense'), { min: -1, max: 5, broken: false }],
]);

test('the scale reaches to the largest |value| of what shares it; the input has another scale', () => {
  expect(extentOf(units[1]?.layers ?? [], ranges)).toBe(3);
  expect(extentOf(layers, ranges)).toBe(5);
  expect(extentOf(units[0]?.layers ?? [], ranges)).toBeNull();
  expect(extentOf(units[2]?.layers ?? [], ranges)).toBeNull();
});

test('the legend speaks of the layer that is pointed at, else of the first that has the scale', () => {
  const names = (pointed: string | null) => legendUnit(units, pointed)?.layers.map(({ id }) => id);
  expect(names('relu')).toEqual(['conv', 'relu']);
  expect(names('dense')).toEqual(['dense']);
  expect(names(null)).toEqual(['conv', 'relu']);
  expect(names('input')).toEqual(['conv', 'relu']);
});

test('a map that is not all numbers is noticed', () => {
  expect(anyBroken(ranges)).toBe(false);
  expect(anyBroken(new Map([...ranges, [tensor('pool'), { min: 0, max: 0, broken: true }]]))).toBe(true);
});

test('where each map has a range of its own, it is that of the pointed-at map, else of the first', () => {
  const layout = laidOut(chain);
  const named = (pointed: string | null, channel: number) => {
    const map = mapOfLegend(layout, pointed, channel);
    return `${map?.layer.id} ${map?.plane}`;
  };
  expect([named('pool', 2), named(null, 0), named('input', 0), named('dense', 0)]).toEqual([
    'pool 2',
    'conv 0',
    'conv 0',
    'dense 0',
  ]);
  const pool = mapOfLegend(layout, 'pool', 1) ?? expect.fail('no map');
  const values = Float32Array.from({ length: 80 }, (_, i) => (i === 20 ? -7 : i === 21 ? NaN : i === 40 ? 9 : 0.5));
  expect(largestOf(values, pool)).toBe(7);
});
