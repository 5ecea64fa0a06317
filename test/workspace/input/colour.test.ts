/**
 * What an input looks like, on a light page and a dark one: pictures are bright where their values are high, drawings are
 * ink. Pixel by pixel, by the stage's painter and by the one for pictures beside the stage.
 */
import { describe, expect, test } from 'vitest';
import { paintPixels } from '../../../src/backend/cpu/painter';
import { colourTable } from '../../../src/backend/paint/colour';
import { layoutScene } from '../../../src/backend/paint/layout';
import { RANGE_STRIDE, scanMaps } from '../../../src/backend/paint/ranges';
import type { Palette } from '../../../src/backend/types';
import { INPUT } from '../../../src/graph/model';
import { inputColour, planeColour } from '../../../src/workspace/input/colour';
import { networkOf } from '../../../src/workspace/network';
import { layOutStage } from '../../../src/workspace/stage/layout';
import { planePixels } from '../../../src/workspace/stage/mapPixels';
import { stageScene } from '../../../src/workspace/stage/scene';
import { palette } from '../../helpers/digitsNet';
import { branches, chain, stored } from '../../helpers/models';

const light: Palette = { ...palette, paper: [255, 255, 255], ink: [21, 24, 28] };
const dark: Palette = { ...palette, paper: [13, 15, 17], ink: [242, 243, 244] };
const pages = [light, dark];

/** The same network on drawings, and on gray pictures. */
const drawing = networkOf(stored(chain));
const gray = networkOf(
  stored({ ...chain, preprocessing: { kind: 'picture', size: [8, 8], mean: [0.25], deviation: [0.5] } }),
);
const colour = networkOf(stored(branches));

/** Pixel values 0 to 1, and what the network is given for them. */
const pixels = Float32Array.from({ length: 3 * 120 }, (_, i) => ((i * 37) % 256) / 255);
const fed = ({ preprocessing, plan, spec }: typeof gray) => {
  const [channels, rows, columns] = spec.input.shape;
  const { mean, deviation } = preprocessing;
  return {
    tensor: plan.input,
    values: Float32Array.from({ length: channels * rows * columns }, (_, i) => {
      const c = Math.floor(i / (rows * columns));
      return ((pixels[i] ?? 0) - (mean[c] ?? 0)) / (deviation[c] ?? 1);
    }),
  };
};

/** Red, green and blue of every pixel of the input's tiles, as the stage paints them, one screen pixel each. */
function onStage(network: typeof gray, page: Palette): number[][] {
  const layout = layOutStage(network.blocks, { width: 1200, height: 600 }, { view: 'both' });
  const { width, height } = layout;
  const whole = stageScene(layout, { x: 0, y: 0, width, height }, 'layer', network.inputScale);
  const input = whole.tiles
    .filter(({ tensor }) => tensor === network.plan.input)
    .map((tile, k) => ({ ...tile, x: k * tile.columns, y: 0, width: tile.columns, height: tile.rows }));
  const [first = expect.fail('no input')] = input;
  const scene = {
    width: first.columns * input.length,
    height: first.rows,
    pixelRatio: 1,
    tiles: input,
    range: 'layer' as const,
    palette: page,
  };
  const drawn = layoutScene(scene, network.plan);
  const { values } = fed(network);
  const ranges = new Float32Array(drawn.maps.length * RANGE_STRIDE);
  scanMaps(drawn.maps, () => values, ranges);
  const painted = new Uint32Array(scene.width * scene.height);
  paintPixels(painted, drawn, ranges, colourTable(page), () => values);
  const bytes = new Uint8Array(painted.buffer);
  return input.flatMap((_, k) =>
    Array.from({ length: first.rows * first.columns }, (_, i) => {
      const [row, column] = [Math.floor(i / first.columns), (i % first.columns) + k * first.columns];
      const at = 4 * (row * scene.width + column);
      return [...bytes.subarray(at, at + 3)];
    }),
  );
}

/** The same, as a picture beside the stage: what the network sees, the player, a file. */
function beside(network: typeof gray, page: Palette): number[][] {
  const { values } = fed(network);
  const [channels, rows, columns] = network.spec.input.shape;
  return Array.from({ length: channels }, (_, plane) => {
    const own = values.subarray(plane * rows * columns, (plane + 1) * rows * columns);
    const scale = network.inputScale[plane] ?? expect.fail('no scale');
    const look = { colour: planeColour(inputColour(network.preprocessing), plane), ...scale };
    const bytes = planePixels(own, look, page);
    return Array.from(own, (_, i) => [...bytes.subarray(4 * i, 4 * i + 3)]);
  }).flat();
}

const byte = (value: number): number => Math.round(255 * value);
const painters = [
  { name: 'on the stage', painted: onStage },
  { name: 'beside it', painted: beside },
];

describe.each(painters)('$name', ({ painted }) => {
  test('a gray picture is bright where it is high, on a light page and a dark one', () => {
    for (const page of pages) {
      expect(painted(gray, page)).toEqual([...pixels.subarray(0, 64)].map((value) => Array(3).fill(byte(value))));
    }
  });

  test('a drawing is ink on paper, the same way round as the pad', () => {
    for (const page of pages) {
      const mixed = (value: number, k: 0 | 1 | 2): number =>
        Math.round(page.paper[k] + (byte(value) / 255) * (page.ink[k] - page.paper[k]));
      expect(painted(drawing, page)).toEqual(
        [...pixels.subarray(0, 64)].map((value) => [mixed(value, 0), mixed(value, 1), mixed(value, 2)]),
      );
    }
  });

  test("a picture's channels are bright in their own colours", () => {
    for (const page of pages) {
      const channel = (i: number): number => Math.floor(i / 120);
      expect(painted(colour, page)).toEqual(
        Array.from(pixels, (value, i) => [0, 1, 2].map((k) => (k === channel(i) ? byte(value) : 0))),
      );
    }
  });
});

test('the layer on the stage has the colour of what its network reads', () => {
  const layerOf = ({ units }: typeof gray) => units[0]?.layers[0];
  expect([drawing, gray, colour].map((each) => layerOf(each)?.id)).toEqual([INPUT, INPUT, INPUT]);
  expect([drawing, gray, colour].map((each) => layerOf(each)?.colour)).toEqual(['ink', 'gray', 'rgb']);
});
