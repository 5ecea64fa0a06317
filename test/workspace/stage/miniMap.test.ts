/** The strip of a whole network: a place for each module, and what of it is in sight. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutStage } from '../../../src/workspace/stage/layout';
import { alongAt, miniMap, seenOn, spanAt } from '../../../src/workspace/stage/miniMap';
import { modulesOf } from '../../../src/workspace/stage/modules';
import { chainOf, residualOf, resNetOf } from '../../helpers/deepNets';
import { digits, drawn, laptop, objects } from '../../helpers/stages';

const networks = [digits, objects, ...[chainOf(250), residualOf(20), resNetOf([3, 4, 6, 3])].map(drawn)];
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('gives each module its place, in order and without gaps, and a bar within the strip to each layer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...networks), fc.integer({ min: 100, max: 2000 }), share, ({ blocks }, width, at) => {
      const modules = modulesOf(blocks);
      const { spans, filled, outlined } = miniMap(modules, width, 40);
      expect(spans).toHaveLength(modules.length);
      expect([spans[0]?.start, spans.at(-1)?.end]).toEqual([0, expect.closeTo(width, 6)]);
      for (const [i, { start, end }] of spans.entries()) {
        expect(end).toBeGreaterThan(start);
        if (i > 0) expect(start).toBe(spans[i - 1]?.end);
      }
      const bars = [...`${filled}${outlined}`.matchAll(/M([\d.e-]+) ([\d.e-]+)/g)];
      expect(bars.length).toBeGreaterThanOrEqual(modules.length);
      for (const [, x, y] of bars) {
        expect(Number(x)).toBeLessThan(width);
        expect(Number(y)).toBeGreaterThanOrEqual(-1e-6);
        expect(Number(y)).toBeLessThan(40);
      }
      const found = spans[spanAt(spans, at * width)];
      expect(at * width).toBeGreaterThanOrEqual((found?.start ?? 0) - 1e-6);
      expect(at * width).toBeLessThanOrEqual((found?.end ?? 0) + 1e-6);
    }),
  );
});

test('has a bar for every layer where there is room', () => {
  const { filled, outlined } = miniMap(modulesOf(digits.blocks), 900, 40);
  const count = (path: string): number => path.split('M').length - 1;
  // conv1, conv2 and dense1; what follows each of them.
  expect([count(filled), count(outlined)]).toEqual([3, 5]);
});

test('frames what is in sight of a zoomed stage, and leads back to it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(digits, objects),
      fc.double({ min: 1.5, max: 8, noNaN: true }),
      share,
      ({ blocks }, zoom, at) => {
        const modules = modulesOf(blocks);
        const layout = layOutStage(blocks, laptop, { view: 'both', zoom });
        const map = miniMap(modules, 1000, 40);
        const start = at * (layout.width - laptop.width);
        const sight = seenOn(map, layout, modules, { start, end: start + laptop.width });
        expect(sight.start).toBeGreaterThanOrEqual(0);
        expect(sight.end).toBeLessThanOrEqual(1000 + 1e-6);
        for (const [i, { block, ...place }] of layout.blocks.entries()) {
          const span = map.spans[i];
          if (!span || block.form === 'answer') continue;
          const isSeen = place.x >= start && place.x + place.width <= start + laptop.width;
          if (isSeen) {
            expect(sight.start).toBeLessThanOrEqual(span.start + 1e-6);
            expect(sight.end).toBeGreaterThanOrEqual(span.end - 1e-6);
          }
          const middle = (span.start + span.end) / 2;
          expect(alongAt(map, layout, modules, middle)).toBeCloseTo(place.x + place.width / 2, 3);
        }
      },
    ),
  );
});
