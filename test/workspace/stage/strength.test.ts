/** Sorting and filtering of maps by strength. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkOf } from '../../../src/workspace/network';
import {
  type Arrangement,
  foldLayers,
  keepings,
  plainWish,
  sortings,
  unarranged,
} from '../../../src/workspace/stage/arrangement';
import {
  canArrange,
  channelsFor,
  measuredLayer,
  measureOf,
  strengths,
  wishFor,
  withChannels,
} from '../../../src/workspace/stage/strength';
import { chain, stored } from '../../helpers/models';

const anyWish = fc.record({ sort: fc.constantFrom(...sortings), keep: fc.constantFrom(...keepings) });
const anyStrength = fc.array(fc.oneof(fc.constant(0), fc.float({ min: 0, max: 9, noNaN: true })), { maxLength: 100 });

describe('strength', () => {
  test('is the mean or the largest |value| of each map', () => {
    const values = Float32Array.of(1, -3, 0, 0, -8, 0);
    expect(strengths(values, 3, 'mean')).toEqual([2, 0, 4]);
    expect(strengths(values, 3, 'max')).toEqual([3, 0, 8]);
  });

  test('of a map that is not all numbers is above everything', () => {
    expect(strengths(Float32Array.of(1, NaN, -Infinity, 1, 5, 5), 3, 'max')).toEqual([Infinity, Infinity, 5]);
  });
});

describe('channels', () => {
  test('are a choice without repetition, of the strongest, in the order asked for', () => {
    fc.assert(
      fc.property(anyWish, anyStrength, (wish, strength) => {
        const shown = channelsFor(wish, strength);
        expect(new Set(shown).size).toBe(shown.length);
        const of = (channel: number): number => strength[channel] ?? Number.NaN;
        const away = [...strength.keys()].filter((channel) => !shown.includes(channel));
        const weakest = Math.min(...shown.map(of));
        for (const channel of away) expect(of(channel)).toBeLessThanOrEqual(wish.keep === 'live' ? 0 : weakest);
        if (wish.keep === 'all') expect(away).toEqual([]);
        if (wish.keep === 'live') expect(shown.every((channel) => of(channel) > 0)).toBe(true);
        const count = Number(wish.keep);
        if (count > 0) expect(shown).toHaveLength(Math.min(count, strength.length));
        for (const [i, channel] of shown.slice(1).entries()) {
          const before = shown[i] ?? Number.NaN;
          if (wish.sort === 'channel') expect(channel).toBeGreaterThan(before);
          else if (of(channel) === of(before)) expect(channel).toBeGreaterThan(before);
          else expect(of(channel)).toBeLessThan(of(before));
        }
      }),
    );
  });

  test('are measured by the mean unless sorted by the largest value', () => {
    expect(sortings.map((sort) => measureOf({ sort, keep: '8' }))).toEqual(['mean', 'mean', 'max']);
  });
});

describe('an arrangement', () => {
  const { units } = networkOf(stored(chain));

  test('measures the activation maps where they are shown', () => {
    const [, conv] = units;
    if (!conv) throw new Error('no unit');
    expect(measuredLayer(conv, 'both')?.id).toBe('relu');
    expect(measuredLayer(conv, 'activation')?.id).toBe('relu');
    expect(measuredLayer(conv, 'feature')?.id).toBe('conv');
    expect(units.map(canArrange)).toEqual([false, true, true, false, false, false]);
  });

  test('folds and unfolds', () => {
    const folded = foldLayers(unarranged, ['conv', 'pool'], true);
    expect([...folded.folded]).toEqual(['conv', 'pool']);
    expect([...foldLayers(folded, ['conv'], false).folded]).toEqual(['pool']);
    expect(unarranged.folded.size).toBe(0);
  });

  test('forgets what is asked for no longer, and is the same object when nothing is new', () => {
    const wished = wishFor(unarranged, [1, 2], { sort: 'max', keep: 'all' });
    expect([...wished.wishes.keys()]).toEqual([1, 2]);
    const found: Arrangement = withChannels(wished, new Map([[1, [2, 0, 1]]]));
    expect(found.channels.get(1)).toEqual([2, 0, 1]);
    expect(withChannels(found, new Map([[1, [2, 0, 1]]]))).toBe(found);
    expect(withChannels(found, new Map([[1, [2, 1, 0]]])).channels.get(1)).toEqual([2, 1, 0]);
    const plain = wishFor(found, [1], plainWish);
    expect([...plain.wishes.keys(), ...plain.channels.keys()]).toEqual([2]);
  });
});
