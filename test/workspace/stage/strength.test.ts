/** Sorting and filtering of maps by strength. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkOf } from '../../../src/workspace/network';
import {
  type Arrangement,
  channelsShown,
  foldLayers,
  keepings,
  plainWish,
  sortings,
  unarranged,
} from '../../../src/workspace/stage/arrangement';
import {
  arrangedBy,
  canArrange,
  channelsFor,
  measured,
  measuredLayer,
  measureOf,
  strengths,
  wishFor,
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
  const { blocks } = networkOf(stored(chain));

  test('measures the activation maps where they are shown', () => {
    const [, conv] = blocks;
    if (!conv) throw new Error('no block');
    expect(measuredLayer(conv, 'both')?.id).toBe('relu');
    expect(measuredLayer(conv, 'activation')?.id).toBe('relu');
    expect(measuredLayer(conv, 'feature')?.id).toBe('conv');
    expect(blocks.map(canArrange)).toEqual([false, true, false]);
  });

  test('folds and unfolds', () => {
    const folded = foldLayers(unarranged, ['conv', 'pool'], true);
    expect([...folded.folded]).toEqual(['conv', 'pool']);
    expect([...foldLayers(folded, ['conv'], false).folded]).toEqual(['pool']);
    expect(unarranged.folded.size).toBe(0);
  });

  test('measures what is sorted, filtered or folded, and nothing else', () => {
    const wish = { sort: 'max', keep: 'all' } as const;
    const of = (arrangement: Arrangement, folds: readonly number[]) =>
      measured(blocks, arrangement, 'both', new Set(folds)).map(({ unit, wish: { sort }, layer }) => [
        unit,
        sort,
        layer.id,
      ]);
    expect(of(unarranged, [])).toEqual([]);
    expect(of(unarranged, [1])).toEqual([[1, 'channel', 'relu']]);
    expect(of(wishFor(unarranged, [1], wish), [])).toEqual([[1, 'max', 'relu']]);
    // The input and the answer have nothing to sort.
    expect(of(wishFor(unarranged, [0, 3], wish), [0, 3])).toEqual([]);
  });

  test('forgets what is asked for no longer, and is the same object when nothing is new', () => {
    const [layer = expect.fail('no layer')] = blocks[1]?.layers ?? [];
    const by = (arrangement: Arrangement, unit: number, sizes: readonly number[]): Arrangement => {
      const wish = arrangement.wishes.get(unit) ?? plainWish;
      const size = layer.rows * layer.columns;
      const values = Float32Array.from({ length: layer.planes * size }, (_, i) => -(sizes[Math.floor(i / size)] ?? 0));
      return arrangedBy(arrangement, [{ unit, wish, layer }], [strengths(values, layer.planes, measureOf(wish))]);
    };
    const wished = wishFor(unarranged, [1, 2], { sort: 'max', keep: '8' });
    expect([...wished.wishes.keys()]).toEqual([1, 2]);
    expect(wished.met.size, 'nothing has been measured').toBe(0);
    const found = by(wished, 1, [1, 2, 9, 0, 4]);
    expect(found.channels.get(1)).toEqual([2, 4, 1, 0, 3]);
    expect([...found.met]).toEqual([[1, { sort: 'max', keep: '8' }]]);
    const other = wishFor(found, [1], { sort: 'mean', keep: '8' });
    expect(other.met.get(1), 'until the next has been measured').toEqual({ sort: 'max', keep: '8' });
    expect(by(other, 1, [1, 2, 9, 0, 4]).met.get(1)).toEqual({ sort: 'mean', keep: '8' });
    expect(found.strongest.get(1)).toEqual([2, 4, 1, 0, 3]);
    expect(by(found, 1, [1, 2, 9, 0, 4])).toBe(found);
    expect(by(found, 1, [1, 2, 9, 0, 8]), 'the same order').toBe(found);
    expect(by(found, 1, [1, 10, 9, 0, 4]).channels.get(1)).toEqual([1, 2, 4, 0, 3]);
    const plain = wishFor(found, [1], plainWish);
    expect([...plain.wishes.keys(), ...plain.channels.keys(), ...plain.met.keys()]).toEqual([2]);
    // Without a wish all stand in their own order; the strongest are known for when they do not fit.
    const folded = by(unarranged, 1, [1, 2, 9, 0, 4]);
    expect(folded.channels.size).toBe(0);
    expect(channelsShown(1, 5, 5, folded)).toEqual([0, 1, 2, 3, 4]);
    expect(channelsShown(1, 5, 3, folded)).toEqual([1, 2, 4]);
  });
});
