/** Both painters draw the same pixels of the same scene, and those are what the tensors say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import type { Backend, Palette, Program, Scene, Surface } from '../../../src/backend/types';
import { createWebGpuBackend } from '../../../src/backend/webgpu';
import { planModel } from '../../../src/graph/plan';
import { digitsNet, palette, randomInput, randomWeights, sceneOf } from '../../helpers/digitsNet';

const plan = planModel(digitsNet);
let gpu: Backend;
beforeAll(async () => {
  gpu = await createWebGpuBackend({ allowFallbackAdapter: true });
});
afterAll(() => gpu.dispose());

/** What a canvas shows right after it was painted. */
function pixelsOf(canvas: HTMLCanvasElement): ImageData {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
  if (!copy) throw new Error('no 2-D context');
  copy.drawImage(canvas, 0, 0);
  return copy.getImageData(0, 0, canvas.width, canvas.height);
}

interface Painted {
  readonly program: Program;
  readonly surface: Surface;
  readonly canvas: HTMLCanvasElement;
}

async function painterOf(backend: Backend): Promise<Painted> {
  const program = await backend.load(plan, randomWeights(plan));
  const canvas = document.createElement('canvas');
  return { program, surface: program.surface(canvas), canvas };
}

/** Runs on an input, and gives the canvas' pixels. */
async function paint({ program, surface, canvas }: Painted, scene: Scene, input: Float32Array): Promise<ImageData> {
  surface.setScene(scene);
  program.write(plan.input, input);
  await program.run();
  surface.paint();
  return pixelsOf(canvas);
}

function worstDifference(a: ImageData, b: ImageData): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  return a.data.reduce((worst, byte, i) => Math.max(worst, Math.abs(byte - (b.data[i] as number))), 0);
}

const odd = (): Float32Array => {
  const input = randomInput(plan, 21);
  input[60] = Number.NaN;
  input[300] = Infinity;
  input[500] = -Infinity;
  return input;
};

const dark: Palette = { ...palette, zero: [20, 22, 30], paper: [0, 0, 0], ink: [255, 255, 255] };

/** Every other tile of a scene, under the ranges of all of it. */
function partly(range: Scene['range']): Scene {
  const whole = sceneOf(plan, range);
  const counted = [...new Map(whole.tiles.map(({ tensor, group }) => [tensor, { tensor, group }])).values()].slice(1);
  return { ...whole, tiles: whole.tiles.filter((_, k) => k % 2 === 0), counted };
}

describe('the painters', () => {
  let onGpu: Painted;
  let onCpu: Painted;
  beforeAll(async () => {
    onGpu = await painterOf(gpu);
    onCpu = await painterOf(createReferenceBackend());
  });
  afterAll(() => {
    onGpu.program.dispose();
    onCpu.program.dispose();
  });

  const scenes: readonly [string, Scene][] = [
    ['each map on its own range', sceneOf(plan, 'map')],
    ['a range per layer', sceneOf(plan, 'layer')],
    ['one range for the network, at 1.5 device pixels', sceneOf(plan, 'network', 1.5)],
    [
      'differences from another layer of the same size',
      {
        ...sceneOf(plan, 'layer'),
        tiles: sceneOf(plan, 'layer').tiles.map((tile) =>
          tile.tensor === plan.nodes[0]?.output ? { ...tile, minus: plan.nodes[1]?.output ?? -1 } : tile,
        ),
      },
    ],
    ['a range per layer, of layers that are counted whole and seen in part', partly('layer')],
    ['one range for the network, of which a part is seen', partly('network')],
    ['another palette', { ...sceneOf(plan, 'layer'), palette: dark }],
  ];

  it.each(scenes)('draw the same pixels: %s', async (_, scene) => {
    const input = randomInput(plan, 20);
    const [a, b] = [await paint(onGpu, scene, input), await paint(onCpu, scene, input)];
    expect(worstDifference(a, b)).toBeLessThanOrEqual(2);
    expect(new Set(new Uint32Array(a.data.buffer)).size).toBeGreaterThan(50);
  });

  it.each(['layer', 'network'] as const)('colour a part under %s as the whole', async (range) => {
    const input = randomInput(plan, 23);
    for (const painter of [onGpu, onCpu]) {
      const whole = new Uint32Array((await paint(painter, sceneOf(plan, range), input)).data.buffer);
      const part = new Uint32Array((await paint(painter, partly(range), input)).data.buffer);
      const seen = [...part.entries()].filter(([, pixel]) => pixel !== 0);
      expect(seen.length).toBeGreaterThan(1000);
      expect(seen.every(([k, pixel]) => pixel === whole[k])).toBe(true);
    }
  });

  it('draw the same pixels: NaN and infinities hatched', async () => {
    const scene = sceneOf(plan, 'layer');
    const [a, b] = [await paint(onGpu, scene, odd()), await paint(onCpu, scene, odd())];
    expect(worstDifference(a, b)).toBeLessThanOrEqual(2);
    const hatched = new Uint32Array(a.data.buffer).filter((pixel) => pixel === 0xffdc00dc).length;
    expect(hatched).toBeGreaterThan(500);
  });

  it('draw the colour of the value under each pixel, and nothing between tiles', async () => {
    const conv1 = plan.nodes[0]?.output ?? -1;
    const tile = {
      tensor: conv1,
      columns: 28,
      rows: 28,
      y: 4,
      width: 56,
      height: 56,
      colour: 'signed',
      group: 0,
    } as const;
    const scene: Scene = {
      width: 140,
      height: 64,
      pixelRatio: 1,
      tiles: [0, 1].map((plane) => ({ ...tile, plane, x: 4 + 66 * plane })),
      range: 'map',
      palette,
    };
    const image = await paint(onGpu, scene, randomInput(plan, 22));
    const at = (x: number, y: number): number[] => [...image.data.slice(4 * (y * 140 + x), 4 * (y * 140 + x) + 4)];
    const values = (await onGpu.program.read(conv1)).subarray(784, 2 * 784);
    const largest = values.reduce(
      (best, value, i) => (Math.abs(value) > Math.abs(values[best] as number) ? i : best),
      0,
    );
    const expected = (values[largest] as number) > 0 ? palette.positive : palette.negative;
    const [x, y] = [70 + 2 * (largest % 28), 4 + 2 * Math.floor(largest / 28)];
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const)
      expect(at(x + dx, y + dy)).toEqual([...expected, 255]);
    expect(at(65, 30)).toEqual([0, 0, 0, 0]);
    expect(at(3, 4)).toEqual([0, 0, 0, 0]);
  });

  it('draw a dead map plain, whatever its neighbours do', async () => {
    const blank = new Float32Array(784);
    const scene: Scene = {
      width: 28,
      height: 28,
      pixelRatio: 1,
      tiles: [
        {
          tensor: plan.input,
          plane: 0,
          columns: 28,
          rows: 28,
          x: 0,
          y: 0,
          width: 28,
          height: 28,
          colour: 'signed',
          group: 0,
        },
      ],
      range: 'map',
      palette,
    };
    for (const painter of [onGpu, onCpu]) {
      const image = await paint(painter, scene, blank);
      expect(new Set(new Uint32Array(image.data.buffer))).toEqual(new Set([0xfffafafa]));
    }
  });

  it('draw the primaries of a picture, ink and gray with their scale and shift', async () => {
    const input = new Float32Array(784).fill(0.25);
    const tiles = (['red', 'green', 'blue', 'ink', 'gray'] as const).map((colour, k) => ({
      tensor: plan.input,
      plane: 0,
      columns: 28,
      rows: 28,
      x: 8 * k,
      y: 0,
      width: 8,
      height: 8,
      colour,
      scale: 2,
      shift: 0.1,
      group: 0,
    }));
    const scene: Scene = { width: 40, height: 8, pixelRatio: 1, tiles, range: 'map', palette };
    for (const painter of [onGpu, onCpu]) {
      const image = await paint(painter, scene, input);
      const colours = [0, 8, 16, 24, 32].map((x) => [...image.data.slice(4 * x, 4 * x + 3)]);
      expect(colours).toEqual([
        [153, 0, 0],
        [0, 153, 0],
        [0, 0, 153],
        [108, 108, 108],
        [153, 153, 153],
      ]);
    }
  });

  it('refuse a tile of what the tensor does not hold', () => {
    const [tile] = sceneOf(plan, 'map').tiles;
    if (!tile) throw new Error('no tile');
    const scene = { ...sceneOf(plan, 'map'), tiles: [{ ...tile, plane: 1 }] };
    expect(() => onGpu.surface.setScene(scene)).toThrow('plane 1');
    expect(() => onCpu.surface.setScene(scene)).toThrow('plane 1');
  });
});
