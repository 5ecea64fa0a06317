/** What the stage shows of any network: its units and blocks, and what of them the engine is asked to paint. */
import { describe, expect, test } from 'vitest';
import { layoutScene, placesAmong } from '../../../src/backend/paint/layout';
import type { Palette, Scene } from '../../../src/backend/types';
import { anchorAt } from '../../../src/workspace/stage/anchor';
import { type Arrangement, unarranged } from '../../../src/workspace/stage/arrangement';
import type { StageBlock } from '../../../src/workspace/stage/blocks';
import { isVisible, type MapView } from '../../../src/workspace/stage/layers';
import { layOutStage } from '../../../src/workspace/stage/layout';
import { pixelAt } from '../../../src/workspace/stage/pointer';
import { stageScene } from '../../../src/workspace/stage/scene';
import { residualOf } from '../../helpers/deepNets';
import { branches, chain } from '../../helpers/models';
import { digits, drawn, laidOut, laptop, objects } from '../../helpers/stages';

const networks = { chain: drawn(chain), branches: drawn(branches) };
const colour = [0, 0, 0] as const;
const palette: Palette = {
  negative: colour,
  zero: colour,
  positive: colour,
  paper: colour,
  ink: colour,
  broken: colour,
};

describe('units', () => {
  test('a layer and its activation share one, dropout and flatten are not shown, the input is first', () => {
    const { units } = networks.chain;
    expect(units.map(({ layers }) => layers.map(({ id }) => id))).toEqual([
      ['input'],
      ['conv', 'relu'],
      ['pool'],
      ['dense'],
      ['softmax'],
    ]);
    expect(units.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4]);
    const [conv, relu] = units[1]?.layers ?? [];
    expect([conv?.role, relu?.role]).toEqual(['feature', 'activation']);
    expect(conv).toMatchObject({ form: 'maps', planes: 5, rows: 8, columns: 8, shape: [5, 8, 8], colour: 'signed' });
    expect(units[0]?.layers[0]).toMatchObject({ kind: 'input', colour: 'ink', planes: 1 });
  });

  test('layers without height and width are strips; those of the classes carry their names', () => {
    const layers = networks.chain.units.flatMap((unit) => unit.layers);
    const averages = networks.branches.units.flatMap((unit) => unit.layers).at(-1);
    expect(averages).toMatchObject({ id: 'average', form: 'strip', rows: 12, labels: [] });
    expect(layers.find(({ id }) => id === 'dense')).toMatchObject({ form: 'strip', rows: 3 });
    expect(layers.find(({ id }) => id === 'softmax')).toMatchObject({ form: 'strip', labels: ['a', 'b', 'c'] });
  });

  test('branches have the same depth, what joins them comes after the longest', () => {
    const depth = new Map(
      networks.branches.units.flatMap((unit) => unit.layers.map(({ id }) => [id, unit.depth] as const)),
    );
    expect(Object.fromEntries(depth)).toEqual({
      input: 0,
      squeeze: 1,
      squeezed: 1,
      small: 2,
      large: 2,
      largeRelu: 2,
      joined: 3,
      average: 4,
    });
  });

  test('the switch hides one half of activated layers and nothing else', () => {
    const layers = networks.chain.units.flatMap((unit) => unit.layers);
    const shown = (view: MapView): string[] => layers.filter((layer) => isVisible(layer, view)).map(({ id }) => id);
    expect(shown('both')).toEqual(['input', 'conv', 'relu', 'pool', 'dense', 'softmax']);
    expect(shown('feature')).not.toContain('relu');
    expect(shown('activation')).not.toContain('conv');
    expect(shown('feature')).toContain('pool');
  });
});

describe('blocks', () => {
  const told = ({ blocks }: Pick<typeof networks.chain, 'blocks'>) =>
    blocks.map(({ form, layers, depth, reads }) => [form, layers.map(({ id }) => id).join(' '), depth, reads]);

  test('a convolution with what follows it channel by channel is one, the scores and their shares are the answer', () => {
    expect(told(networks.chain)).toEqual([
      ['input', 'input', 0, []],
      ['maps', 'conv relu pool', 1, [0]],
      ['answer', 'dense softmax', 2, [1]],
    ]);
    expect(told(digits)).toEqual([
      ['input', 'input', 0, []],
      ['maps', 'conv1 relu1 pool1', 1, [0]],
      ['maps', 'conv2 relu2 pool2', 2, [1]],
      ['units', 'dense1 relu3', 3, [2]],
      ['answer', 'dense2 softmax', 4, [3]],
    ]);
  });

  test('of a shipped network each begins with what has filters, and every layer with values of its own is in one', () => {
    for (const { blocks, units } of [digits, objects]) {
      const inner = blocks.slice(1);
      for (const {
        layers: [first],
      } of inner)
        expect(['conv2d', 'dense', 'globalAveragePool']).toContain(first?.kind);
      expect(blocks.flatMap(({ layers }) => layers)).toEqual(units.flatMap(({ layers }) => layers));
      expect(blocks.flatMap((block) => block.units)).toEqual([...units.keys()]);
    }
  });

  test('what several read ends a block, and branches that are joined stand at their depths', () => {
    expect(told(networks.branches)).toEqual([
      ['input', 'input', 0, []],
      ['maps', 'squeeze squeezed', 1, [0]],
      ['maps', 'small', 2, [1]],
      ['maps', 'large largeRelu', 2, [1]],
      ['maps', 'joined', 3, [2, 3]],
      ['answer', 'average', 4, [4]],
    ]);
    expect(told(drawn(residualOf(1))).slice(1)).toEqual([
      ['maps', 'stem', 1, [0]],
      ['maps', 'first0 relu0', 2, [1]],
      ['maps', 'second0', 3, [2]],
      ['maps', 'add0 average', 4, [1, 3]],
      ['answer', 'dense softmax', 5, [4]],
    ]);
  });
});

describe('scene', () => {
  const { chain: network } = networks;
  const layout = layOutStage(network.blocks, laptop, { view: 'both' });
  const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
  const scene = (range: Scene['range'], sight = whole): Scene => ({
    width: sight.width,
    height: sight.height,
    pixelRatio: 1,
    ...stageScene(layout, sight, range, network.inputScale),
    palette,
  });
  const pool = layout.lanes.find(({ layer }) => layer.id === 'pool');
  const corner = { x: pool?.tiles[0]?.x ?? Number.NaN, y: pool?.tiles[0]?.y ?? Number.NaN, width: 10, height: 10 };

  test('is one that the painters accept, for every network', () => {
    for (const { blocks, plan, inputScale } of [...Object.values(networks), digits, objects]) {
      const all = layOutStage(blocks, laptop, { view: 'both' });
      const size = { width: all.width, height: all.height };
      const shown = stageScene(all, { x: 0, y: 0, ...size }, 'layer', inputScale);
      const resolved = layoutScene({ ...size, pixelRatio: 2, ...shown, palette }, plan);
      // Bars and the answer are no pictures.
      const painted = all.lanes.filter(({ drawn: how }) => how === 'colours');
      expect(resolved.tiles).toHaveLength(painted.flatMap((lane) => lane.tiles).length);
      expect(painted.length).toBeGreaterThan(3);
    }
  });

  test('moves with the scroll position', () => {
    const [first] = scene('map', corner).tiles;
    const { width, height } = pool?.tiles[0] ?? expect.fail('no map');
    expect(first).toMatchObject({ x: 0, y: 0, width, height });
  });

  test('leaves out what is not seen, but never the range of what a seen map shares it with', () => {
    for (const range of ['map', 'layer', 'network'] as const) expect(scene(range, corner).tiles).toHaveLength(1);
    const signed = layout.lanes.filter(({ layer }) => layer.colour === 'signed').map(({ layer }) => layer.tensor);
    const counted = (range: Scene['range']) => scene(range, corner).counted?.map(({ tensor }) => tensor);
    expect(counted('map')).toEqual([]);
    expect(counted('layer')).toEqual([pool?.layer.tensor]);
    expect(counted('network')).toEqual(signed);
  });

  test('maps that are folded or filtered away still count in their range', () => {
    const arrangement = { ...unarranged, folded: new Set(['relu']), channels: new Map([[1, [4, 2]]]) };
    const some = laidOut(chain, { arrangement });
    const sight = { x: 0, y: 0, width: some.width, height: some.height };
    const { tiles, counted } = stageScene(some, sight, 'layer', network.inputScale);
    const tensors = network.units[1]?.layers.map(({ tensor }) => tensor) ?? [];
    expect(tiles.filter(({ group }) => group === 1).map(({ tensor, plane }) => [tensor, plane])).toEqual([
      [tensors[0], 4],
      [tensors[0], 2],
    ]);
    expect(counted?.filter(({ group }) => group === 1).map(({ tensor }) => tensor)).toEqual(tensors);
  });

  test('a convolution and its activation share a group, other layers have their own', () => {
    const groups = new Map(scene('layer').tiles.map(({ tensor, group }) => [tensor, group]));
    const group = (id: string): number | undefined =>
      groups.get(layout.lanes.find(({ layer }) => layer.id === id)?.layer.tensor ?? -1);
    expect(group('conv')).toBe(group('relu'));
    expect(group('pool')).not.toBe(group('conv'));
  });

  test('the input is shown as it was before normalisation', () => {
    expect(scene('layer').tiles[0]).toMatchObject({ colour: 'ink', scale: 0.5, shift: 0.25 });
    const { inputScale } = networks.branches;
    const picture = laidOut(branches);
    const { tiles } = stageScene(picture, { x: 0, y: 0, ...laptop }, 'layer', inputScale);
    expect(tiles.slice(0, 3).map(({ colour: ink, scale, shift }) => [ink, scale, shift])).toEqual([
      ['red', 0.25, 0.5],
      ['green', 0.5, 0.4],
      ['blue', 1, 0.3],
    ]);
  });
});

describe('a stage of 500 layers of 2,000 channels', () => {
  const [layers, channels] = [500, 2000];
  let placed = 0;
  /** Channels that count how many of them are made tiles of. */
  class Counting extends Array<number> {
    static override get [Symbol.species]() {
      return Array;
    }
    /** Those that are shown count, too. */
    override slice(start?: number, end?: number): number[] {
      return Counting.from(super.slice(start, end));
    }
    override map<T>(of: (value: number, index: number, all: number[]) => T): T[] {
      placed += this.length;
      return super.map(of);
    }
  }
  const own = Counting.from({ length: channels }, (_, channel) => channel);
  const blocks = Array.from({ length: layers }, (_, unit): StageBlock => {
    const [rows, columns] = [8, 8];
    const planes = unit === 0 ? 1 : channels;
    const shape = { form: 'maps', planes, rows, columns, shape: [planes, rows, columns] } as const;
    const layer = { id: `conv${unit}`, kind: 'conv2d', ...shape, colour: 'signed', role: 'plain', labels: [] } as const;
    const reads = unit === 0 ? [] : [unit - 1];
    const form = unit === 0 ? 'input' : 'maps';
    return { form, units: [unit], layers: [{ ...layer, tensor: unit, unit }], depth: unit, reads };
  });
  const arrangement: Arrangement = { ...unarranged, channels: new Map(blocks.map((_, unit) => [unit, own])) };
  const plan = { tensors: blocks.map((_, k) => ({ name: `${k}`, length: channels * 64 })) };
  const size = { width: 1200, height: 700 };

  test('is looked at in time, and makes tiles only of the maps that stand for the others', () => {
    placed = 0;
    const layout = layOutStage(blocks, size, { view: 'both', arrangement, opened: 250 });
    expect(layout.overview?.modules).toHaveLength(layers - 1);
    expect(placed).toBe(0);
    const scene: Scene = {
      ...size,
      pixelRatio: 1,
      ...stageScene(layout, { x: 0, y: 0, ...size }, 'network', []),
      palette,
    };
    const shown = layout.lanes.reduce((sum, { count }) => sum + count, 0);
    expect(shown).toBeLessThan(2000);
    expect(scene.tiles).toHaveLength(shown);
    expect(placed).toBe(shown - 1);
    const painted = layoutScene(scene, plan);
    expect(painted.tiles.length).toBeLessThanOrEqual(shown);
    expect(painted.maps.length).toBeLessThan(5000);
    // The next module's open: nothing is to be looked for that is not known.
    const next = layOutStage(blocks, size, { view: 'both', arrangement, opened: 251 });
    const after = { ...scene, ...stageScene(next, { x: 0, y: 0, ...size }, 'network', []) };
    expect(placesAmong(layoutScene(after, plan).maps, painted.maps).filter((place) => place < 0).length).toBeLessThan(
      100,
    );
    const middle = layout.lanes.find(({ layer }) => layer.id === 'conv250')?.tiles[0] ?? expect.fail('no map');
    expect(anchorAt(layout, { x: middle.x + 8, y: middle.y + 8 })?.layer).toBe('conv250');
    expect(pixelAt(layout, middle.x + 8, middle.y + 8)?.layer).toBe('conv250');
  });
});
