/** Preprocessing records: what is accepted, what is refused, and that drawings and photos feed either kind of model. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/graph/model';
import { cropFor, type Pixels } from '../../src/vision/picture';
import { checkPreprocessing, inkPixels, normalise, type Preprocessing, prepare } from '../../src/vision/preprocessing';
import { rasterise } from '../../src/vision/strokes';
import { digitPaths, penStrokes } from '../helpers/strokes';

const digits: Preprocessing = { kind: 'drawing', box: 20, size: [28, 28], mean: [0.1307], deviation: [0.3081] };
const objects: Preprocessing = {
  kind: 'picture',
  size: [32, 32],
  mean: [0.4913, 0.4821, 0.4465],
  deviation: [0.2452, 0.2428, 0.2606],
};

describe('checkPreprocessing', () => {
  it('accepts what it writes, through JSON, and drops what it does not know', () => {
    // That a record is plain JSON is checked by the compiler here.
    const records: Json[] = [digits, objects];
    for (const record of records) expect(checkPreprocessing(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(checkPreprocessing({ ...objects, box: 5, more: 1 })).toEqual(objects);
    expect(checkPreprocessing({ ...objects, mean: [0], deviation: [1] })).toMatchObject({ mean: [0] });
  });

  it.each([
    [null, 'preprocessing: preprocessing: needs an object, got null'],
    ['drawing', 'needs an object, got "drawing"'],
    [{ ...digits, kind: 'sound' }, 'kind: needs "drawing" or "picture", got "sound"'],
    [{ ...digits, size: [28] }, 'size: needs height and width of 1 to 4096, got [28]'],
    [{ ...digits, size: [28, 2.5] }, 'size: needs height and width'],
    [{ ...digits, size: [28, 100000] }, 'size: needs height and width'],
    [{ ...digits, size: '28x28' }, 'size: needs a list of numbers, got "28x28"'],
    [{ ...digits, mean: [Number.NaN] }, 'mean: needs numbers'],
    [{ ...digits, mean: [0, 0, 0], deviation: [1, 1, 1] }, 'mean: needs 1 numbers'],
    [{ ...objects, mean: [0, 0], deviation: [1, 1] }, 'mean: needs 1 or 3 numbers, got [0,0]'],
    [{ ...objects, deviation: [1] }, 'deviation: needs 3 numbers, got [1]'],
    [{ ...objects, deviation: [1, 0, 1] }, 'deviation: needs numbers above 0, got [1,0,1]'],
    [{ ...digits, box: 0 }, 'box: needs a number above 0, at most 28, got 0'],
    [{ ...digits, box: 29 }, 'box: needs'],
    [{ ...digits, box: undefined }, 'box: needs a number above 0, at most 28, got nothing'],
  ])('refuses %j', (value, message) => {
    expect(() => checkPreprocessing(value)).toThrow(message);
  });
});

it('normalises each channel by its own mean and deviation, where it is told', () => {
  const values = Float32Array.from([9, 1, 2, 3, 4, 9]);
  normalise(values, 1, 2, { mean: [1, 2], deviation: [0.5, 4] });
  expect([...values]).toEqual([9, 0, 2, 0.25, 0.5, 9]);
});

const drawing = rasterise(penStrokes(digitPaths[18] ?? expect.fail(), {}, 0.09), 112);

/** The drawing photographed: black ink on white paper, twice as wide as high. */
const photo = ((): Pixels => {
  const paper = inkPixels(drawing) ?? expect.fail();
  const data = new Uint8ClampedArray(4 * 224 * 112).fill(255);
  for (let y = 0; y < 112; y++) data.set(paper.data.subarray(448 * y, 448 * (y + 1)), 4 * (224 * y + 56));
  return { data, width: 224, height: 112 };
})();

describe('prepare', () => {
  it('makes a digits input of a drawing', () => {
    const made = prepare(digits, { kind: 'drawing', ink: drawing });
    expect(made?.tensor).toHaveLength(784);
    expect(made?.seen).toEqual(made?.steps?.centred.image);
    made?.tensor.forEach((value, i) => {
      expect(value).toBeCloseTo(((made.seen[i] as number) - 0.1307) / 0.3081, 5);
    });
  });

  it('sees nearly the same digit in its photo', () => {
    const drawn = prepare(digits, { kind: 'drawing', ink: drawing });
    const seen = prepare(digits, { kind: 'picture', pixels: photo });
    expect(seen?.inverted).toBe(true);
    expect(seen?.crop).toEqual({ x: 56, y: 0, width: 112, height: 112 });
    let error = 0;
    seen?.seen.forEach((value, i) => {
      error += (value - (drawn?.seen[i] as number)) ** 2;
    });
    expect(Math.sqrt(error / 784)).toBeLessThan(0.1);
  });

  it('makes an objects input of a photo, and of a drawing as ink on paper', () => {
    const crop = cropFor(photo, [32, 32], [0, 0.5]);
    const made = prepare(objects, { kind: 'picture', pixels: photo, crop });
    expect(made?.crop).toEqual(crop);
    expect(made?.tensor).toHaveLength(3072);
    expect(made?.seen[0]).toBeCloseTo(1, 5);
    expect(made?.tensor[2048]).toBeCloseTo((1 - 0.4465) / 0.2606, 4);
    const drawn = prepare(objects, { kind: 'drawing', ink: drawing });
    expect(Math.min(...(drawn?.seen ?? []))).toBeLessThan(0.1);
    expect(drawn?.seen[0]).toBeCloseTo(1, 5);
    expect(drawn?.seen.subarray(0, 1024)).toEqual(drawn?.seen.subarray(2048));
  });

  it('makes one channel of luma for a one-channel picture model', () => {
    const made = prepare({ ...objects, mean: [0], deviation: [2] }, { kind: 'picture', pixels: photo });
    expect(made?.tensor).toHaveLength(1024);
    expect(made?.tensor[0]).toBeCloseTo(0.5, 5);
  });

  it('has nothing to say about an empty pad or a blank photo', () => {
    const empty = { data: new Float32Array(112 * 112), width: 112, height: 112 };
    const blank = { data: new Uint8ClampedArray(400).fill(255), width: 10, height: 10 };
    expect(prepare(digits, { kind: 'drawing', ink: empty })).toBeNull();
    expect(prepare(objects, { kind: 'drawing', ink: empty })).toBeNull();
    expect(prepare(digits, { kind: 'picture', pixels: blank })).toBeNull();
  });

  it('leaves out the steps that are switched off', () => {
    const raw = prepare(digits, { kind: 'drawing', ink: drawing }, { normalising: false });
    expect(raw?.tensor).toEqual(raw?.seen);
    const plain = prepare(digits, { kind: 'drawing', ink: drawing }, { boxing: false, centring: false, inking: false });
    expect(plain?.seen).toEqual(plain?.steps?.drawn.image);
  });
});
