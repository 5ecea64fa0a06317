/** Digit preprocessing: the way of MNIST, the switches, and every odd drawing. */
import { describe, expect, it } from 'vitest';
import { DigitPreprocessor, type DigitSteps, type Ink, measureInk } from '../../src/vision/digit';
import { rasterise } from '../../src/vision/strokes';
import { digitPaths, type Place, penStrokes } from '../helpers/strokes';

const preprocessor = new DigitPreprocessor();
const sum = (values: Float32Array): number => values.reduce((a, b) => a + b, 0);

function ink(width: number, height: number, value: (x: number, y: number) => number): Ink {
  return {
    data: Float32Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
    width,
    height,
  };
}

/** A bar or block of full ink. */
const block = (width: number, height: number, x0: number, y0: number, w: number, h: number): Ink =>
  ink(width, height, (x, y) => Number(x >= x0 && x < x0 + w && y >= y0 && y < y0 + h));

function steps(drawing: Ink, options: ConstructorParameters<typeof DigitPreprocessor>[0] = {}): DigitSteps {
  const made = new DigitPreprocessor(options).steps(drawing);
  if (made === null) throw new Error('the drawing counts as empty');
  return made;
}

/** Rows and columns that hold ink, and the centre of mass, in pixel indices. */
function extent(image: Float32Array): { width: number; height: number; x: number; y: number } {
  const measured = measureInk({ data: image, width: 28, height: 28 });
  if (measured === null) throw new Error('no ink');
  const { bounds, x, y } = measured;
  return { width: bounds.width, height: bounds.height, x: x - 0.5, y: y - 0.5 };
}

const drawn = (n: number, where: Partial<Place>, thickness: number): Ink =>
  rasterise(penStrokes(digitPaths[n] ?? expect.fail(`no path ${n}`), where, thickness), 112);

describe('boxing and centring', () => {
  it('makes the longer side 20 pixels and keeps the aspect', () => {
    const { centred, bounds } = steps(block(280, 280, 31, 67, 50, 100));
    expect(bounds).toEqual({ x: 31, y: 67, width: 50, height: 100 });
    expect(extent(centred.image)).toMatchObject({ width: 10, height: 20 });
    expect(sum(centred.image)).toBeCloseTo(200, 3);
    const wide = steps(block(280, 280, 3, 5, 240, 60)).centred;
    expect(extent(wide.image)).toMatchObject({ width: 20, height: 5 });
  });

  it('puts the centre of mass within half a pixel of index 14', () => {
    digitPaths.forEach((_, n) => {
      for (const where of [{}, { size: 0.3, x: 0.2, y: 0.8 }, { size: 0.9, slant: 0.2 }]) {
        const { x, y } = extent(steps(drawn(n, where, 0.07)).centred.image);
        expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.51);
        expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.51);
      }
    });
  });

  it('does not mind where on the pad, or how large', () => {
    const place = (x: number, y: number, k: number): Float32Array =>
      steps(
        ink(200, 200, (px, py) =>
          Number(px >= x && py >= y && px < x + 20 * k && py < y + 20 * k && (px - x < 4 * k || py - y >= 16 * k)),
        ),
      ).centred.image;
    const reference = place(0, 0, 2);
    for (const other of [place(100, 13, 2), place(160, 160, 2), place(0, 0, 9), place(20, 20, 5)]) {
      other.forEach((value, i) => {
        expect(Math.abs(value - (reference[i] as number))).toBeLessThan(1e-5);
      });
    }
    expect(place(140, 40, 2)).toEqual(reference);
  });

  it('moves the rest of the digit when the mass is on one side', () => {
    // An L: heavy at the bottom left, so the box does not end up in the middle.
    const { boxed, centred } = steps(
      ink(100, 100, (x, y) => Number(x >= 10 && x < 70 && y >= 10 && y < 70 && (x < 25 || y >= 55))),
    );
    expect([boxed.left + 10 / boxed.step, boxed.top + 10 / boxed.step]).toEqual([4, 4]);
    expect(centred.left).toBeGreaterThan(boxed.left);
    expect(centred.top).toBeLessThan(boxed.top);
    expect(Number.isInteger(Math.round((centred.left - boxed.left) * 1e6) / 1e6)).toBe(true);
  });

  it('tells where each result pixel lies on the drawing', () => {
    const drawing = block(140, 140, 40, 20, 30, 90);
    const { left, top, step } = steps(drawing).centred;
    // The box's corners map to whole pixels of the result.
    expect((40 / step + left) % 1).toBeCloseTo(0, 6);
    expect(20 / step + top + 20).toBeCloseTo(110 / step + top, 6);
    expect(step).toBeCloseTo(4.5, 6);
  });
});

describe('switches', () => {
  const drawing = block(112, 112, 10, 10, 20, 40);

  it('without boxing, scales the whole pad and still centres', () => {
    const { centred } = steps(drawing, { boxing: false });
    expect(extent(centred.image)).toMatchObject({ height: 11 });
    expect(Math.abs(extent(centred.image).x - 14)).toBeLessThanOrEqual(0.51);
  });

  it('without centring, puts the box in the middle', () => {
    const { centred, boxed } = steps(
      ink(100, 100, (x, y) => Number(x >= 10 && x < 70 && y >= 10 && y < 70 && (x < 25 || y >= 55))),
      {
        centring: false,
      },
    );
    expect(centred.image).toEqual(boxed.image);
  });

  it('without any, is the whole pad as drawn', () => {
    const { centred, drawn: whole } = steps(drawing, { boxing: false, centring: false, inking: false });
    expect(centred.image).toEqual(whole.image);
    expect(whole.image[3 * 28 + 3]).toBeCloseTo(1, 5);
    expect(whole.image[2 * 28 + 2]).toBeCloseTo(0.25, 5);
    expect(sum(whole.image)).toBeCloseTo((20 * 40) / 16, 3);
  });

  it('inking brings the darkest pixel to one and says by how much', () => {
    const faint = ink(112, 112, (x, y) => 0.3 * Number(x === 50 && y > 20 && y < 90));
    const strong = steps(faint);
    const weak = steps(faint, { inking: false });
    expect(Math.max(...strong.centred.image)).toBeCloseTo(1, 6);
    expect(Math.max(...weak.centred.image)).toBeLessThan(0.3);
    expect(strong.gain * Math.max(...weak.centred.image)).toBeCloseTo(1, 5);
    expect(weak.gain).toBe(1);
  });

  it('fits a pad that is not square, and other sizes', () => {
    const { drawn: whole } = steps(block(200, 100, 0, 0, 200, 100), { boxing: false, centring: false });
    expect(extent(whole.image)).toMatchObject({ width: 28, height: 14 });
    const large = new DigitPreprocessor({ size: [64, 48], box: 40 }).steps(block(200, 100, 20, 20, 20, 60));
    expect(large?.centred.image).toHaveLength(64 * 48);
    expect(
      measureInk({ data: large?.centred.image ?? new Float32Array(0), width: 48, height: 64 })?.bounds.height,
    ).toBe(40);
  });
});

describe('odd drawings', () => {
  it('gives nothing for an empty pad, or one with only dust', () => {
    expect(preprocessor.steps(ink(112, 112, () => 0))).toBeNull();
    expect(preprocessor.steps(ink(112, 112, () => 0.01))).toBeNull();
    const into = new Float32Array(784).fill(3);
    expect(
      preprocessor.write(
        ink(10, 10, () => 0),
        into,
        0,
      ),
    ).toBeNull();
    expect(into.every((value) => value === 3)).toBe(true);
  });

  it('keeps a dot a dot', () => {
    const { centred } = steps(block(112, 112, 55, 60, 1, 1));
    expect(sum(centred.image)).toBeGreaterThan(0.5);
    expect(extent(centred.image).width).toBeLessThanOrEqual(3);
    const blot = steps(
      rasterise([{ points: [{ x: 0.1, y: 0.9, pressure: 0.5 }], thickness: 0.06, eraser: false }], 112),
    ).centred;
    expect(extent(blot.image).width).toBeLessThanOrEqual(14);
    expect(Math.abs(extent(blot.image).x - 14)).toBeLessThanOrEqual(0.51);
  });

  it('copes with ink at every border, a full pad, and a pad of one pixel', () => {
    const frame = steps(ink(112, 112, (x, y) => Number(x === 0 || y === 0 || x === 111 || y === 111))).centred;
    expect(extent(frame.image)).toMatchObject({ width: 20, height: 20 });
    const full = steps(ink(30, 30, () => 1)).centred;
    expect(sum(full.image)).toBeCloseTo(400, 2);
    expect(extent(steps(ink(1, 1, () => 1)).centred.image).x).toBeCloseTo(14, 0);
  });

  it('cuts off what centring pushes over the edge, and stays within 0..1', () => {
    // A long thin tail with all its mass at one end.
    const tail = ink(112, 112, (x, y) => Number(y < 110 && (y < 30 ? x < 40 : x < 2)));
    const { centred } = steps(tail);
    expect(Math.max(...centred.image)).toBeLessThanOrEqual(1);
    expect(Math.min(...centred.image)).toBeGreaterThanOrEqual(0);
    expect(sum(centred.image)).toBeGreaterThan(10);
  });

  it('refuses data of the wrong length and impossible options', () => {
    expect(() => preprocessor.steps({ data: new Float32Array(10), width: 5, height: 3 })).toThrow(
      'needs 5 x 3, got 10',
    );
    expect(() => new DigitPreprocessor({ box: 0 })).toThrow('positive');
    expect(() => new DigitPreprocessor({ size: [28, 0.5] })).toThrow('positive');
  });
});

it('write gives the last of the steps, at an offset', () => {
  const drawing = drawn(21, {}, 0.08);
  const into = new Float32Array(784 + 7).fill(-1);
  const placement = preprocessor.write(drawing, into, 5);
  const { image, ...expected } = steps(drawing).centred;
  expect(into.subarray(5, 789)).toEqual(image);
  expect(placement).toEqual(expected);
  expect([...into.subarray(0, 5), into[789], into[790]]).toEqual(new Array(7).fill(-1));
});
