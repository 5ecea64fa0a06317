/** What is opened has its places, whatever the network and the room: nothing overlaps, nothing lies outside. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeModel } from '../../../src/formats/model';
import { networkOf } from '../../../src/workspace/network';
import type { StageLayer } from '../../../src/workspace/stage/layers';
import {
  blocksFitting,
  layOutOpened,
  type OpenedForm,
  type OpenedView,
  unitOf,
} from '../../../src/workspace/stage/opened';
import { type Box, overlap, pixelAt, pixelBox } from '../../../src/workspace/stage/pointer';
import { residualOf } from '../../helpers/deepNets';
import { branches, chain, stored } from '../../helpers/models';
import { squeezeNet } from '../../helpers/squeezeNet';

const picture = { kind: 'picture', size: [224, 224], mean: [0.5, 0.5, 0.5], deviation: [1, 1, 1] } as const;
const networks = {
  digits: networkOf(decodeModel(readFileSync(new URL('../../../public/models/digits.safetensors', import.meta.url)))),
  chain: networkOf(stored(chain)),
  branches: networkOf(stored(branches)),
  squeezeNet: networkOf({ spec: { ...squeezeNet(), preprocessing: picture } }),
  residual: networkOf({ spec: residualOf(60) }),
};
type Name = keyof typeof networks;
const layersOf = (name: Name): readonly StageLayer[] => networks[name].units.flatMap((unit) => unit.layers);
const layerOf = (name: Name, id: string): StageLayer =>
  layersOf(name).find((layer) => layer.id === id) ?? expect.fail(id);

const kinds: readonly OpenedForm['kind'][] = ['rows', 'list', 'operation', 'blocks'];

/** A view of a layer that reads `source`, in any form, as far as both have maps. */
function viewOf(
  name: Name,
  opened: StageLayer,
  source: StageLayer,
  kind: OpenedForm['kind'],
  read: number,
): OpenedView {
  const channels = Array.from({ length: Math.min(read, source.planes) }, (_, channel) => channel);
  const maps = channels.map((channel) => ({ layer: source, channel }));
  const own = { layer: opened, channel: opened.planes - 1 };
  const activation = layersOf(name).find(({ unit, role }) => unit === opened.unit && role === 'activation');
  const isPair = opened.role === 'feature' && activation;
  const outputs: OpenedView['outputs'] = isPair ? [own, { layer: activation, channel: own.channel }] : [own];
  const isMaps = opened.form === 'maps' && source.form === 'maps';
  const form: OpenedForm =
    kind === 'rows' && isMaps
      ? { kind, maps, more: source.planes > maps.length, window: 1 + (read % 7) }
      : kind === 'blocks' || kind === 'list'
        ? { kind }
        : { kind: 'operation', maps: maps.slice(0, 3) };
  return { opened: opened.id, form, outputs };
}

const anyView = fc
  .record({
    name: fc.constantFrom<Name>('digits', 'chain', 'branches', 'squeezeNet', 'residual'),
    at: fc.nat(1000),
    from: fc.nat(1000),
    kind: fc.constantFrom(...kinds),
    read: fc.integer({ min: 1, max: 8 }),
  })
  .map(({ name, at, from, kind, read }) => {
    const layers = layersOf(name);
    const opened = layers[at % layers.length] ?? expect.fail('a layer');
    const others = layers.filter((layer) => layer !== opened && layer.unit !== opened.unit);
    const source = others[from % others.length] ?? expect.fail('a source');
    return { name, view: viewOf(name, opened, source, kind, read) };
  });
const anyRoom = fc.record({ width: fc.integer({ min: 320, max: 2600 }), height: fc.integer({ min: 200, max: 1500 }) });

const inside = (box: Box, { width, height }: { readonly width: number; readonly height: number }): void => {
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(width + 0.01);
  expect(box.y + box.height).toBeLessThanOrEqual(height + 0.01);
};
/** Slightly smaller, so that boxes may touch. */
const inner = ({ x, y, width, height }: Box): Box => ({
  x: x + 0.01,
  y: y + 0.01,
  width: width - 0.02,
  height: height - 0.02,
});

test('no two maps overlap, and none lies outside or under text', () => {
  fc.assert(
    fc.property(anyView, anyRoom, ({ name, view }, room) => {
      const layout = layOutOpened(networks[name].units, room, view);
      const tiles = layout.lanes.flatMap((lane) => lane.tiles);
      for (const tile of tiles) inside(tile, layout);
      for (const [i, tile] of tiles.entries()) {
        for (const other of tiles.slice(i + 1)) expect(overlap(inner(tile), inner(other))).toBe(false);
      }
      const { bar, main, side, graph, band, sum, foot } = layout.places;
      const text = [bar, main, side, graph, band, sum, foot].filter((box) => box !== undefined && box.height > 0);
      for (const box of text) {
        if (box) for (const tile of tiles) expect(overlap(inner(box), inner(tile)), JSON.stringify(box)).toBe(false);
      }
    }),
    { numRuns: 100 },
  );
});

test('the strip shows the opened layer, and the layers around it in their order', () => {
  fc.assert(
    fc.property(anyView, anyRoom, ({ name, view }, room) => {
      const { strip } = layOutOpened(networks[name].units, room, view);
      const order = layersOf(name).map(({ id }) => id);
      const places = strip.map(({ layer }) => order.indexOf(layer.id));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(strip.map(({ layer }) => layer.id)).toContain(view.opened);
      for (const [i, lane] of strip.entries()) {
        const next = strip[i + 1];
        if (next) expect(lane.x + Math.max(lane.width, lane.name)).toBeLessThanOrEqual(next.x + 0.01);
      }
    }),
  );
});

test('a pixel of the opened map is found where it is drawn', () => {
  fc.assert(
    fc.property(anyView, anyRoom, fc.nat(1e6), ({ name, view }, room, at) => {
      const layout = layOutOpened(networks[name].units, room, view);
      const lanes = layout.maps.filter(({ layer }) => layer.id === view.opened);
      const [tile] = lanes[0]?.tiles ?? [];
      if (!tile || tile.width / tile.columns < 1) return;
      const [row, column] = [at % tile.rows, Math.floor(at / tile.rows) % tile.columns];
      const [x, y] = [
        tile.x + ((column + 0.5) * tile.width) / tile.columns,
        tile.y + ((row + 0.5) * tile.height) / tile.rows,
      ];
      const pixel = pixelAt(layout, x, y) ?? expect.fail('no pixel');
      expect(pixel.layer).toBe(view.opened);
      const box = pixelBox(layout, pixel) ?? expect.fail('no box');
      inside({ x: x - box.x, y: y - box.y, width: 0, height: 0 }, box);
    }),
  );
});

describe('on a laptop, below the header', () => {
  const room = { width: 1366, height: 716 };

  test('nothing scrolls, of any layer of both kinds', () => {
    for (const name of ['digits', 'branches'] as const) {
      for (const opened of layersOf(name)) {
        for (const source of layersOf(name).filter(({ unit }) => unit !== opened.unit)) {
          for (const kind of kinds) {
            const layout = layOutOpened(networks[name].units, room, viewOf(name, opened, source, kind, 8));
            expect([layout.width, layout.height]).toEqual([1366, 716]);
          }
        }
      }
    }
  });

  test('a convolution of eight maps has readable numbers, and all of its products fit', () => {
    const [conv, pool] = [layerOf('digits', 'conv2'), layerOf('digits', 'pool1')];
    const { units } = networks.digits;
    const map = layOutOpened(units, room, viewOf('digits', conv, pool, 'rows', 8));
    for (const { tiles } of map.maps.slice(0, 2)) {
      expect((tiles[0]?.width ?? 0) / (tiles[0]?.columns ?? 1)).toBeGreaterThanOrEqual(30);
    }
    const value = layOutOpened(units, room, viewOf('digits', conv, pool, 'blocks', 8));
    const fitting = blocksFitting(value, [5, 5]);
    expect(fitting.count).toBeGreaterThanOrEqual(8);
    const down = Math.ceil(8 / fitting.columns);
    expect(down * (5 * fitting.cell + 22)).toBeLessThanOrEqual(value.places.main?.height ?? 0);
  });
});

test('everything is larger on a projector, and never smaller than on a laptop', () => {
  expect(unitOf({ width: 1366, height: 720 })).toBe(1);
  expect(unitOf({ width: 390, height: 700 })).toBe(1);
  expect(unitOf({ width: 1920, height: 1032 })).toBeCloseTo(1.405, 2);
  expect(unitOf({ width: 3840, height: 2100 })).toBe(1.6);
});
