/** The ink of photographed digits: found whatever the light, boxed without shadows, and read by the network of digits. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random';
import { decodeModel } from '../../src/formats/model';
import { modelRuns } from '../../src/store/lessons/modelRuns';
import { type Ink, measureInk } from '../../src/vision/digit';
import { photoInk } from '../../src/vision/photoInk';
import type { Pixels } from '../../src/vision/picture';
import { prepare } from '../../src/vision/preprocessing';
import { rasterise } from '../../src/vision/strokes';
import { networkOf } from '../../src/workspace/network';
import { jobsOn } from '../helpers/jobs';
import { digitPaths, type Place, penStrokes } from '../helpers/strokes';

const SIDE = 240;
const whole = { x: 0, y: 0, width: SIDE, height: SIDE };

/** Light on the paper, 0 to 1, at a point of it. */
type Light = (x: number, y: number) => number;

const smoothStep = (from: number, to: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** As lamps, windows, hands and phones light paper. */
const lights: { readonly [name: string]: Light } = {
  even: () => 1,
  falling: (x) => 1 - 0.5 * x,
  'from a corner': (x, y) => 0.4 + 0.6 * Math.exp(-1.5 * (x * x + y * y)),
  'a soft shadow on the left': (x) => 0.45 + 0.55 * smoothStep(0.2, 0.45, x),
  'a sharp shadow on the left': (x) => 0.5 + 0.5 * smoothStep(0.27, 0.29, x),
  'a sharp shadow across the digit': (x, y) => 0.55 + 0.45 * smoothStep(-0.01, 0.01, x + 0.4 * y - 0.7),
  'the shadow of a phone': (x, y) => 1 - 0.5 * smoothStep(0.66, 0.7, y) * smoothStep(0.3, 0.34, x),
};

interface Shot {
  readonly ink?: number;
  readonly paper?: number;
  readonly light?: Light;
  /** Standard deviation of each byte. */
  readonly noise?: number;
}

/** A photograph of a drawing: ink and paper in bytes, and noise of the sensor. */
function photo(drawing: Ink, { ink = 40, paper = 235, light = () => 1, noise = 0 }: Shot = {}): Pixels {
  const random = new Random(7);
  const data = new Uint8ClampedArray(4 * SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [(i % SIDE) / SIDE, Math.floor(i / SIDE) / SIDE];
    const cover = drawing.data[i] as number;
    const value = light(x, y) * (paper + (ink - paper) * cover) + noise * random.normal();
    data.fill(value, 4 * i, 4 * i + 3);
    data[4 * i + 3] = 255;
  }
  return { data, width: SIDE, height: SIDE };
}

const drawn = (n: number, place: Partial<Place> = {}, thickness = 0.07): Ink =>
  rasterise(penStrokes(digitPaths[n] ?? expect.fail(), { size: 0.5, ...place }, thickness), SIDE);
const blank: Ink = { data: new Float32Array(SIDE * SIDE), width: SIDE, height: SIDE };

/** Left, top, right and bottom, as shares of the picture. */
function boxOf(ink: Ink): number[] {
  const { bounds } = measureInk(ink) ?? expect.fail('no ink');
  return [
    bounds.x / ink.width,
    bounds.y / ink.height,
    (bounds.x + bounds.width) / ink.width,
    (bounds.y + bounds.height) / ink.height,
  ];
}

const furthest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

describe('the ink', () => {
  it.each([
    ['dark on white paper', 30, 240, true],
    ['light on a blackboard', 230, 40, false],
    ['pencil on grey paper', 110, 190, true],
    ['pen on paper in the dusk', 20, 90, true],
  ] as const)('is found, and nothing else: %s', (_, ink, paper, inverted) => {
    for (const light of [lights.even, lights.falling]) {
      const drawing = drawn(6);
      const found = photoInk(photo(drawing, { ink, paper, ...(light && { light }) }), whole);
      expect(found.inverted).toBe(inverted);
      expect([found.width, found.height]).toEqual([112, 112]);
      const wanted = rasterise(penStrokes(digitPaths[6] ?? expect.fail(), { size: 0.5 }, 0.07), 112);
      const wrong = found.data.filter((value, i) => Math.abs(value - (wanted.data[i] as number)) > 0.5);
      expect(wrong.length).toBeLessThan(30);
      expect(found.data[0]).toBe(0);
    }
  });

  it('is as good in a shadow as beside it', () => {
    const drawing = drawn(20);
    const found = photoInk(photo(drawing, { light: (x) => 0.5 + 0.5 * smoothStep(0.49, 0.51, x) }), whole);
    const share = (from: number, to: number): number => {
      let sum = 0;
      found.data.forEach((value, i) => {
        const x = (i % 112) / 112;
        if (x >= from && x < to) sum += value;
      });
      return sum;
    };
    const even = photoInk(photo(drawing), whole);
    const both = [share(0, 0.48), share(0.52, 1)];
    const wanted = [0, 1].map((half) => {
      let sum = 0;
      even.data.forEach((value, i) => {
        const x = (i % 112) / 112;
        if (half === 0 ? x < 0.48 : x >= 0.52) sum += value;
      });
      return sum;
    });
    expect((both[0] ?? 0) / (wanted[0] ?? 1)).toBeCloseTo(1, 1);
    expect((both[1] ?? 0) / (wanted[1] ?? 1)).toBeCloseTo(1, 1);
  });

  it.each(Object.keys(lights))('is boxed without shadows and noise: %s', (name) => {
    const light = lights[name] ?? expect.fail();
    for (const noise of [0, 6]) {
      for (const [n, thickness] of [
        [0, 0.07],
        [4, 0.03],
        [8, 0.05],
        [14, 0.09],
        [20, 0.04],
        [26, 0.1],
      ] as const) {
        const drawing = drawn(n, { x: 0.55 }, thickness);
        const found = photoInk(photo(drawing, { light, noise }), whole);
        // To a pixel and a half of the picture that the ink is found in.
        expect(furthest(boxOf(found), boxOf(drawing)), `${n}, noise ${noise}`).toBeLessThan(1.6 / 112);
      }
    }
  });

  it('of a broad marker, close up, is filled', () => {
    const drawing = drawn(0, { size: 0.7 }, 0.22);
    const found = photoInk(photo(drawing, { light: lights.falling ?? expect.fail() }), whole);
    const total = (ink: Ink): number => ink.data.reduce((sum, value) => sum + value, 0) / ink.data.length;
    expect(total(found) / total(drawing)).toBeCloseTo(1, 1);
  });

  it.each(Object.keys(lights))('is none on blank paper: %s', (name) => {
    for (const noise of [0, 6]) {
      const found = photoInk(photo(blank, { light: lights[name] ?? expect.fail(), noise }), whole);
      expect(found.data.every((value) => value === 0)).toBe(true);
      expect(found.isTrace).toBe(false);
    }
  });

  it('is a trace of what is small or thin, and plain once it is zoomed in on', () => {
    const small = drawn(21, { size: 0.06 }, 0.006);
    for (const noise of [0, 6]) {
      const far = photoInk(photo(small, { noise }), whole);
      expect([far.isTrace, far.data.some((value) => value > 0)]).toEqual([true, false]);
      const near = photoInk(photo(small, { noise }), { x: 96, y: 96, width: 48, height: 48 });
      expect([near.isTrace, near.data.some((value) => value === 1)]).toEqual([false, true]);
    }
  });

  it('takes pictures of a pixel, a row and a column', () => {
    for (const [width, height] of [
      [1, 1],
      [40, 1],
      [1, 40],
    ] as const) {
      const data = new Uint8ClampedArray(4 * width * height).fill(200);
      const found = photoInk({ data, width, height }, { x: 0, y: 0, width, height });
      expect([...found.data].every((value) => value === 0)).toBe(true);
    }
  });
});

describe('the network of digits', () => {
  const file = fileURLToPath(new URL('../../public/models/digits.safetensors', import.meta.url));
  const digits = decodeModel(readFileSync(file));
  const network = networkOf(digits);
  const jobs = jobsOn('wasm');
  const runs = modelRuns(jobs, () => 'wasm');
  afterAll(() => jobs.dispose());

  const answer = async (pixels: Pixels): Promise<number> => {
    const prepared = prepare(network.preprocessing, { kind: 'picture', pixels });
    const [output] = await runs.run(digits, prepared?.tensor ?? expect.fail('nothing seen'), ['softmax']);
    const shares = [...(output?.values ?? [])];
    return shares.indexOf(Math.max(...shares));
  };

  it.each(Object.keys(lights))('reads them: %s', async (name) => {
    const light = lights[name] ?? expect.fail();
    let [right, count] = [0, 0];
    for (const [n, { digit }] of digitPaths.entries()) {
      for (const [thickness, noise] of [
        [0.07, 6],
        [0.03, 3],
      ] as const) {
        count += 1;
        if ((await answer(photo(drawn(n, { x: 0.55 }, thickness), { light, noise }))) === digit) right += 1;
      }
    }
    expect(right / count).toBeGreaterThanOrEqual(0.95);
  });
});
