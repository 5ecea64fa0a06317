/** Shares in order, and digits that add up whatever they are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestShares, shareDecimals } from '../../../src/workspace/glass/shares';

const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });

test('what is shown adds up to the total as shown, and the largest come first', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), value, (parts, constant) => {
      const contributions = Float64Array.from(parts);
      const total = parts.reduce((sum, part) => sum + part, constant);
      const shares = largestShares({ contributions, constant, total }, 6);
      const units = (number: number): bigint => BigInt(number.toFixed(shareDecimals).replace('.', ''));
      const sum = shares.largest.reduce((all, { share }) => all + units(share), 0n);
      expect(sum + units(shares.rest) + units(shares.constant)).toBe(units(shares.total));
      expect(shares.largest.length + shares.others).toBe(parts.length);
      for (const { map, share } of shares.largest) expect(Math.abs(share - (parts[map] ?? 0))).toBeLessThan(0.6e-4);
      const least = Math.min(...shares.largest.map(({ share }) => Math.abs(share)));
      const shown = new Set(shares.largest.map(({ map }) => map));
      for (const [map, part] of parts.entries()) if (!shown.has(map)) expect(Math.abs(part)).toBeLessThan(least + 1e-4);
      // What the others add is theirs but for rounding: half a unit for each number that is shown.
      const rest = parts.reduce((all, part, map) => (shown.has(map) ? all : all + part), 0);
      expect(Math.abs(shares.rest - rest)).toBeLessThan(9 * 0.5e-4);
    }),
  );
});
