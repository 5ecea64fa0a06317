/** What fits: the shipped networks in every room of a screen, others as small as it goes; and how large maps are then. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MapView } from '../../../src/workspace/stage/layers';
import { layOutStage, type StageLayout } from '../../../src/workspace/stage/layout';
import { chainOf } from '../../helpers/deepNets';
import { digits, drawn, laptop, objects } from '../../helpers/stages';

const views: readonly MapView[] = ['feature', 'activation', 'both'];

describe('the shipped networks', () => {
  const shipped = [digits, objects];

  test('fit from 560 x 300 on, from the pad to the answer', () => {
    const room = fc.record({ width: fc.integer({ min: 560, max: 4000 }), height: fc.integer({ min: 300, max: 2300 }) });
    fc.assert(
      fc.property(fc.constantFrom(...shipped), room, fc.constantFrom(...views), ({ blocks }, asked, view) => {
        const { direction, width, height } = layOutStage(blocks, asked, { view });
        if (direction === 'across') expect({ width, height }).toEqual(asked);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    [1366, 680],
    [1920, 992],
    [844, 302],
  ])('fit %i x %i', (width, height) => {
    for (const { blocks } of shipped) {
      const layout = layOutStage(blocks, { width, height }, { view: 'both' });
      expect([layout.direction, layout.width, layout.height]).toEqual(['across', width, height]);
    }
  });

  test.each([
    [1366, 680],
    [1920, 992],
  ])('have legible maps at %i x %i', (width, height) => {
    for (const { blocks } of shipped) {
      const layout = layOutStage(blocks, { width, height }, { view: 'both' });
      expect(layout.tile).toBeGreaterThanOrEqual(56);
      for (const { layer, tiles } of layout.lanes) {
        const halvings = layer.kind === 'maxPool2d' ? 2 : 1;
        if (layer.form !== 'maps' || layer.kind === 'input') continue;
        for (const tile of tiles) expect(Math.max(tile.width, tile.height)).toBeGreaterThanOrEqual(56 / halvings);
      }
    }
  });

  const shownIn = ({ lanes }: StageLayout, id: string): number | undefined =>
    lanes.find(({ layer }) => layer.id === id)?.tiles.length;

  test('show all maps of the digits on a laptop, and nine of each block of the objects', () => {
    const stage = layOutStage(digits.blocks, laptop, { view: 'both' });
    expect(['conv1', 'relu1', 'pool1', 'conv2', 'relu2', 'pool2'].map((id) => shownIn(stage, id))).toEqual([
      8, 8, 8, 16, 16, 16,
    ]);
    const layout = layOutStage(objects.blocks, laptop, { view: 'both' });
    const maps = layout.blocks.filter(({ block }) => block.form === 'maps');
    expect(maps.length).toBeGreaterThan(2);
    for (const { block, more } of maps) {
      const lanes = layout.lanes.filter(({ layer }) => block.layers.includes(layer));
      expect(lanes.length).toBeGreaterThan(1);
      for (const { tiles } of lanes) expect(tiles).toHaveLength(9);
      expect(more?.count).toBe((block.layers[0]?.planes ?? 0) - 9);
    }
  });

  test('ends in an answer as high as the room, and begins with the pad', () => {
    for (const { blocks } of shipped) {
      const { pad, seen, answer } = layOutStage(blocks, laptop, { view: 'both' });
      expect(Math.min(pad.width, pad.height)).toBeGreaterThanOrEqual(140);
      expect(Math.min(seen.width, seen.height)).toBeGreaterThanOrEqual(135);
      expect(answer?.height).toBeGreaterThan(500);
      expect(answer?.width).toBeGreaterThan(150);
    }
  });

  test('on a phone a map is a target for a finger', () => {
    for (const { blocks } of shipped) {
      for (const width of [320, 390]) {
        const layout = layOutStage(blocks, { width, height: 640 }, { view: 'both' });
        expect(layout.direction).toBe('down');
        expect(layout.width).toBe(width);
        expect(layout.tile).toBeGreaterThanOrEqual(24);
      }
    }
  });
});

describe('large networks', () => {
  test('take time in proportion to their layers', () => {
    const accesses = (count: number): number => {
      let asked = 0;
      const blocks = drawn(chainOf(count)).blocks.map((block) => ({
        ...block,
        get layers() {
          asked += 1;
          return block.layers;
        },
      }));
      layOutStage(blocks, laptop, { view: 'both' });
      return asked;
    };
    expect(accesses(400)).toBeLessThan(4.5 * accesses(100));
  });
});
