/** Large inputs of the laboratories: the worker gives what the page itself would, bit by bit. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Pixels } from '../../../src/vision/picture';
import { InputPipeline, type InputRequest } from '../../../src/workspace/input/pipeline';
import { LargeInput } from '../../../src/workspace/labs/largeInput';

const SIDE = 300;

const picture = (seed: number): Pixels => {
  const [width, height] = [211, 157];
  const data = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => (i * i * seed + 7 * i) % 256);
  return { data, width, height };
};

const asked = (change: Partial<InputRequest>, channels = 3): InputRequest => ({
  input: 'picture',
  strokes: [],
  crop: { centre: [0.5, 0.5], zoom: 1 },
  preprocessing: {
    kind: 'picture',
    size: [SIDE, SIDE],
    mean: new Array<number>(channels).fill(0),
    deviation: new Array<number>(channels).fill(1),
  },
  switches: { boxing: false, centring: false },
  ...change,
});

/** Where two arrays differ first; -1: nowhere. Matchers take a minute over so many values. */
const firstOther = (a: Float32Array, b: Float32Array): number =>
  a.length === b.length ? a.findIndex((value, i) => value !== b[i]) : 0;

afterEach(() => vi.unstubAllGlobals());

test('pictures, crops, drawings and the camera, one after the other, are prepared as the page would', async () => {
  const pipeline = new InputPipeline();
  const large = new LargeInput(pipeline);
  const points = Array.from({ length: 20 }, (_, i) => ({ x: 0.2 + i / 40, y: 0.8 - i / 50, pressure: 0.5 }));
  const requests: readonly (readonly [InputRequest, Pixels | null])[] = [
    [asked({}), null],
    [asked({}), picture(1)],
    [asked({ crop: { centre: [0.3, 0.6], zoom: 1.7 } }), picture(1)],
    [asked({}, 1), picture(3)],
    [asked({ input: 'draw', strokes: [{ points, thickness: 0.09, eraser: false }] }), picture(3)],
    [asked({ input: 'camera' }), picture(3)],
  ];
  pipeline.live = () => picture(5);
  for (const [request, brought] of requests) {
    pipeline.picture = brought;
    const own = pipeline.prepareOther(request);
    const given = await large.prepare(request, own.tensor.length);
    expect(firstOther(given.tensor, own.tensor)).toBe(-1);
    expect(given.isEmpty).toBe(own.prepared === null);
  }
});

test('where workers fail, the page prepares them itself', async () => {
  vi.stubGlobal('Worker', undefined);
  const pipeline = new InputPipeline();
  pipeline.picture = picture(2);
  const given = await new LargeInput(pipeline).prepare(asked({}, 1), 3 * SIDE * SIDE);
  const plane = pipeline.prepareOther(asked({}, 1)).tensor;
  for (const channel of [0, 1, 2]) {
    const own = given.tensor.subarray(channel * SIDE * SIDE, (channel + 1) * SIDE * SIDE);
    expect(firstOther(own, plane)).toBe(-1);
  }
});
