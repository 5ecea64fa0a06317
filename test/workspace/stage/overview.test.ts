/**
 * Large networks from afar: their modules, and an overview that shows all of them in any room, in order, with nothing on
 * anything else; and one of them open among the others.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveModel } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import { unarranged } from '../../../src/workspace/stage/arrangement';
import { type StageBlock, stageBlocks } from '../../../src/workspace/stage/blocks';
import { overviewForms } from '../../../src/workspace/stage/forms';
import { stageUnits } from '../../../src/workspace/stage/layers';
import { layOutStage, type StageLayout } from '../../../src/workspace/stage/layout';
import { modulesOf, sectionsOf } from '../../../src/workspace/stage/modules';
import { type Box, overlap } from '../../../src/workspace/stage/pointer';
import { keyOf } from '../../../src/workspace/stage/strength';
import { chainOf, residualOf, resNetOf } from '../../helpers/deepNets';
import { vgg16 } from '../../helpers/largeNets';
import { squeezeNet } from '../../helpers/squeezeNet';
import { digits, drawn, laptop, objects, someNetwork } from '../../helpers/stages';

function blocksOf(spec: ReturnType<typeof squeezeNet>): readonly StageBlock[] {
  const model = resolveModel(spec, 1);
  return stageBlocks(model, stageUnits(model, planModel(spec), 'rgb'));
}

const squeezed = blocksOf(squeezeNet());
const bottlenecks = blocksOf(resNetOf([3, 24, 36, 3]));
const large: readonly (readonly StageBlock[])[] = [
  squeezed,
  bottlenecks,
  blocksOf(vgg16),
  ...[chainOf(30), chainOf(250), residualOf(20), residualOf(66)].map(blocksOf),
];

const projector = { width: 1920, height: 960 };
const anyRoom = fc.record({ width: fc.integer({ min: 700, max: 3000 }), height: fc.integer({ min: 300, max: 1600 }) });
const phone = fc.record({ width: fc.integer({ min: 300, max: 559 }), height: fc.integer({ min: 400, max: 900 }) });

/** Half a thousandth of a pixel is nothing. */
const NOTHING = 5e-4;
const isWithin = (outer: Box, { x, y, width, height }: Box): boolean =>
  x >= outer.x - NOTHING &&
  y >= outer.y - NOTHING &&
  x + width <= outer.x + outer.width + NOTHING &&
  y + height <= outer.y + outer.height + NOTHING;

function clashes(boxes: readonly Box[]): number {
  const inner = boxes.map(({ x, y, width, height }) => ({
    x: x + NOTHING,
    y: y + NOTHING,
    width: width - 2 * NOTHING,
    height: height - 2 * NOTHING,
  }));
  return inner.reduce((sum, box, i) => sum + inner.slice(i + 1).filter((other) => overlap(box, other)).length, 0);
}

const overviewIn = (layout: StageLayout) => layout.overview ?? expect.fail('no overview');

describe('modules', () => {
  test('are the fires, sums and layers that people speak of', () => {
    const names = (blocks: readonly StageBlock[]) => modulesOf(blocks).map(({ name }) => name);
    expect(names(squeezed)).toEqual(['conv1', ...Array.from({ length: 8 }, (_, k) => `fire${k + 2}`), 'conv10']);
    expect(names(blocksOf(residualOf(3)))).toEqual(['stem', 'add0', 'add1', 'add2']);
    expect(names(bottlenecks).slice(0, 3)).toEqual(['stem', 'layer1.0', 'layer1.1']);
    expect(names(objects.blocks)).toEqual(['conv1', 'conv2', 'conv3', 'conv4', 'conv5']);
    const [, first, second] = modulesOf(bottlenecks);
    expect([first?.joins, first?.skips, second?.joins, second?.skips]).toEqual(['add', false, 'add', true]);
    expect(modulesOf(squeezed)[1]).toMatchObject({ joins: 'concat', skips: false });
  });

  test('of one size are sections', () => {
    const sizes = (blocks: readonly StageBlock[]) =>
      sectionsOf(modulesOf(blocks)).map((section) => [section[0]?.sized.rows, section.length]);
    expect(sizes(bottlenecks)).toEqual([
      [32, 4],
      [16, 24],
      [8, 36],
      [4, 3],
    ]);
    expect(sizes(squeezed)).toEqual([
      [111, 1],
      [55, 2],
      [27, 2],
      [13, 5],
    ]);
  });

  test('have each block once, in order, and one value passes from one to the next', () => {
    const anyBlocks = fc.oneof(
      fc.constantFrom(...large, digits.blocks, objects.blocks),
      someNetwork.map(({ blocks }) => blocks),
    );
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        const modules = modulesOf(blocks);
        const inner = blocks.filter(({ form }) => form === 'maps' || form === 'units');
        expect(modules.flatMap((module) => module.blocks)).toEqual(inner);
        for (const { blocks: own, columns, joins } of modules) {
          expect(columns.flat().length).toBe(own.length - (joins ? 1 : 0));
          if (columns.length > 11) continue;
          const others = blocks.filter((block) => !own.includes(block));
          const sources = (readers: readonly StageBlock[], among: readonly StageBlock[]) =>
            new Set(
              readers
                .flatMap(({ reads }) => reads.map((read) => blocks[read]))
                .filter((one) => one && among.includes(one)),
            );
          expect(sources(own, others).size).toBeLessThanOrEqual(1);
          expect(sources(others, own).size).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('an overview', () => {
  const anyOpen = fc.constantFrom(...large).chain((blocks) =>
    fc.record({
      blocks: fc.constant(blocks),
      opened: fc.option(fc.constantFrom(...modulesOf(blocks).map(({ key }) => key)), { freq: 2 }),
    }),
  );

  test('is what a network is drawn as whose maps would not be legible, and no smaller one', () => {
    for (const room of [laptop, projector]) {
      for (const blocks of large) expect(layOutStage(blocks, room, { view: 'both' }).overview).not.toBeNull();
    }
    fc.assert(
      fc.property(fc.constantFrom(digits.blocks, objects.blocks), fc.oneof(anyRoom, phone), (blocks, room) => {
        expect(layOutStage(blocks, room, { view: 'both' }).overview).toBeNull();
      }),
    );
  });

  test('shows every module in any room, whole, in order and apart', () => {
    fc.assert(
      fc.property(fc.constantFrom(...large), fc.oneof(anyRoom, phone), (blocks, room) => {
        const layout = layOutStage(blocks, room, { view: 'both' });
        fc.pre(layout.overview !== null);
        const { modules, parts, heads } = overviewIn(layout);
        expect(modules.map(({ module }) => module)).toEqual(modulesOf(blocks));
        expect(parts.flat(2)).toEqual(modules);
        expect(layout.width).toBe(room.width);
        if (layout.direction === 'across') expect(layout.height).toBe(room.height);
        const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
        for (const place of [...modules, ...heads]) expect(isWithin(whole, place)).toBe(true);
        const parted = [layout.pad, layout.seen, ...(layout.answer ? [layout.answer] : [])];
        expect(clashes([...parted, ...modules])).toBe(0);
        // Within a line to the right, then a line down, then on with the next size.
        for (const [i, place] of modules.slice(1).entries()) {
          const before = modules[i] ?? place;
          const isBeside = place.x >= before.x + before.width - NOTHING;
          const isBelow = place.y >= before.y + before.height - NOTHING;
          expect(isBeside || isBelow).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('has maps of a useful size for hundreds of layers', () => {
    for (const blocks of large) {
      const { tile } = layOutStage(blocks, laptop, { view: 'both' });
      expect(tile).toBeGreaterThanOrEqual(24);
    }
  });

  test('lets one module stand open, with all its blocks, and the others stay', () => {
    fc.assert(
      fc.property(anyOpen, fc.oneof(anyRoom, phone), ({ blocks, opened }, room) => {
        const layout = layOutStage(blocks, room, { view: 'both', opened });
        fc.pre(layout.overview !== null);
        const { modules } = overviewIn(layout);
        expect(modules.map(({ module }) => module)).toEqual(modulesOf(blocks));
        const open = modules.filter(({ isOpen }) => isOpen);
        expect(open.map(({ module }) => module.key)).toEqual(opened === null ? [] : [opened]);
        for (const { module, ...place } of open) {
          const own = layout.blocks.filter(({ block }) => block.form !== 'answer');
          expect(new Set(own.map(({ block }) => block))).toEqual(new Set(module.blocks));
          for (const { block, head, ...box } of own) {
            // Nor does a caption touch the edge.
            const free = { ...place, width: place.width - 6 };
            if (layout.direction === 'across' && head) expect(isWithin(free, head)).toBe(true);
            if (layout.height > room.height && layout.direction === 'across') continue;
            expect(isWithin({ ...place, height: place.height + 30 }, box), block.layers[0]?.id).toBe(true);
          }
        }
        expect(clashes(modules)).toBe(0);
      }),
      { numRuns: 150 },
    );
    // At the size of a screen, what is open fits, too; and on phones held sideways.
    const sideways = [844, 812].map((width) => ({ width, height: 262 }));
    for (const room of [laptop, projector, ...sideways]) {
      for (const blocks of large) {
        const modules = modulesOf(blocks);
        for (const { key } of modules.filter((_, i) => i < 3 || i % 17 === 0 || i === modules.length - 1)) {
          const { width, height } = layOutStage(blocks, room, { view: 'both', opened: key });
          expect({ width, height }).toEqual(room);
        }
      }
    }
  });

  test('draws each map once, within its module, the strongest of those that do not fit', () => {
    fc.assert(
      fc.property(anyOpen, anyRoom, fc.nat(), ({ blocks, opened }, room, seed) => {
        const rank = (channel: number, count: number): number => (channel * 7 + seed) % count;
        const strongest = new Map(
          blocks.map((block) => {
            const count = block.layers[0]?.planes ?? 0;
            const all = Array.from({ length: count }, (_, channel) => channel);
            return [keyOf(block), all.sort((a, b) => rank(b, count) - rank(a, count) || a - b)] as const;
          }),
        );
        const layout = layOutStage(blocks, room, { view: 'both', opened, arrangement: { ...unarranged, strongest } });
        fc.pre(layout.overview !== null);
        const { modules, closed } = overviewIn(layout);
        expect(layout.lanes.map(({ layer }) => layer.id)).toHaveLength(
          new Set(layout.lanes.map(({ layer }) => layer.id)).size,
        );
        for (const { layer, tiles, count } of layout.lanes) {
          // Thousands of cells have no room in a few pixels.
          if (!closed.has(layer.id) || (layer.form === 'strip' && layout.tile < 24)) continue;
          const place = modules.find(({ module }) => module.blocks.some(({ layers }) => layers.includes(layer)));
          if (!place) expect.fail('no module');
          for (const tile of tiles) expect(isWithin(place, tile)).toBe(true);
          if (layer.form !== 'maps') continue;
          expect(count).toBe(tiles.length);
          const block = place.module.blocks.find(({ layers }) => layers.includes(layer));
          const ranked = strongest.get(block ? keyOf(block) : -1) ?? [];
          expect(new Set(tiles.map(({ plane }) => plane))).toEqual(new Set(ranked.slice(0, tiles.length)));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('joins what follows each other by lines, and shows what is added', () => {
    const layout = layOutStage(bottlenecks, projector, { view: 'both' });
    const forms = overviewForms(layout, overviewIn(layout));
    const count = (path: string, letter: string): number => path.split(letter).length - 1;
    // The first of each stage has a layer on its skip.
    expect(count(forms.arcs, 'M')).toBe(66 - 4);
    expect(count(forms.funnels, 'M')).toBe(3);
    expect(count(forms.lines, 'M')).toBe(modulesOf(bottlenecks).length + 1);
    const one = layOutStage(squeezed, laptop, { view: 'both' });
    const squeeze = overviewForms(one, overviewIn(one));
    expect(count(squeeze.brackets, 'M')).toBe(8);
    expect(squeeze.arcs).toBe('');
  });
});

test('a network of hundreds of layers is laid out in time', () => {
  const { blocks } = drawn(chainOf(250));
  layOutStage(blocks, laptop, { view: 'both' });
  const began = process.cpuUsage();
  for (let k = 0; k < 5; k++)
    layOutStage(blocks, laptop, { view: 'both', opened: modulesOf(blocks)[40 * k]?.key ?? null });
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 5000).toBeLessThan(40);
});
