/** The twins against values worked out by hand or known from tables: what everything else is held to has to be right. */
import { describe, expect, it } from 'vitest';
import { erf } from '../../src/kernels/activation';
import { conv2d } from '../../src/kernels/conv2d';
import { dropout, hash } from '../../src/kernels/dropout';
import { paddedPixel, padModes } from '../../src/kernels/pad2d';
import { pool2d, poolKinds } from '../../src/kernels/pool2d';
import { softmax } from '../../src/kernels/softmax';

const floats = (...values: number[]): Float32Array => Float32Array.from(values);

describe('erf', () => {
  it.each([
    [0, 0],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [2, 0.9953222650189527],
    [3, 0.9999779095030014],
    [3.5, 0.9999992569016276],
    [7, 1],
  ])('of %d', (x, value) => {
    expect(erf(x)).toBeCloseTo(value, 13);
    expect(erf(-x)).toBeCloseTo(-value, 13);
  });
});

describe('conv2d', () => {
  const base = { batch: 1, inChannels: 1, inHeight: 3, inWidth: 3, outChannels: 1, outHeight: 2, outWidth: 2 };
  const window = { kernelHeight: 2, kernelWidth: 2, strideY: 1, strideX: 1, padTop: 0, padLeft: 0 };
  const rest = { dilationY: 1, dilationX: 1, groups: 1, activation: 1, alpha: 0, beta: 0 };
  const x = floats(1, 2, 3, 4, 5, 6, 7, 8, 9);

  it('does not flip the kernel, adds the bias, and keeps both maps', () => {
    const [y, post] = [new Float32Array(4), new Float32Array(4)];
    conv2d.twin({ ...base, ...window, ...rest }, [x, floats(1, 0, 0, -2), floats(10)], [y, post]);
    expect([...y]).toEqual([1, 0, -2, -3]);
    expect([...post]).toEqual([1, 0, 0, 0]);
  });

  it('pads with zeros that are no pixels, so that a NaN weight over them does nothing', () => {
    const y = new Float32Array(1);
    const one = { ...base, outHeight: 1, outWidth: 1, padTop: 1, padLeft: 1, strideY: 9, strideX: 9 };
    conv2d.twin({ ...window, ...rest, ...one }, [x, floats(Number.NaN, Number.NaN, Number.NaN, 4), null], [y, null]);
    expect([...y]).toEqual([4]);
  });

  it('keeps groups apart', () => {
    const y = new Float32Array(2);
    const grouped = {
      ...base,
      inChannels: 2,
      inHeight: 1,
      inWidth: 1,
      outChannels: 2,
      outHeight: 1,
      outWidth: 1,
      groups: 2,
    };
    conv2d.twin(
      { ...window, ...rest, ...grouped, kernelHeight: 1, kernelWidth: 1 },
      [floats(3, 5), floats(2, 7), null],
      [y, null],
    );
    expect([...y]).toEqual([6, 35]);
  });
});

describe('pool2d', () => {
  const geometry = { planes: 1, inHeight: 1, inWidth: 3, outHeight: 1, outWidth: 2, windowHeight: 1, windowWidth: 2 };
  const more = { strideY: 1, strideX: 2, padTop: 0, padLeft: 0, padBottom: 0, padRight: 0, dilationY: 1, dilationX: 1 };
  const pooled = (kind: number, values: Float32Array, countIncludePad = 0): number[] => {
    const y = new Float32Array(2);
    pool2d.twin({ ...geometry, ...more, kind, countIncludePad }, [values], [y]);
    return [...y];
  };

  it('looks only at pixels that exist', () => {
    expect(pooled(poolKinds.max, floats(-5, -4, -3))).toEqual([-4, -3]);
    expect(pooled(poolKinds.min, floats(5, 4, 3))).toEqual([4, 3]);
    expect(pooled(poolKinds.average, floats(1, 2, 7))).toEqual([1.5, 7]);
  });

  it('lets NaN win', () => {
    expect(pooled(poolKinds.max, floats(Number.NaN, 9, 1))).toEqual([Number.NaN, 1]);
    expect(pooled(poolKinds.min, floats(9, Number.NaN, 1))).toEqual([Number.NaN, 1]);
  });
});

describe('softmax', () => {
  it('of logits far apart neither overflows nor loses the sum', () => {
    const y = new Float32Array(3);
    softmax.twin({ outer: 1, classes: 3, inner: 1, log: 0 }, [floats(1000, 1000, -1000)], [y]);
    expect([...y]).toEqual([0.5, 0.5, 0]);
  });
});

describe('paddedPixel', () => {
  const row = (mode: number, size: number): number[] =>
    Array.from({ length: 9 }, (_, k) => paddedPixel(k - 4, size, mode));

  it('reflects about the edge pixel, repeats it, or gives the constant', () => {
    expect(row(padModes.reflect, 3)).toEqual([0, 1, 2, 1, 0, 1, 2, 1, 0]);
    expect(row(padModes.edge, 3)).toEqual([0, 0, 0, 0, 0, 1, 2, 2, 2]);
    expect(row(padModes.zero, 3)).toEqual([-1, -1, -1, -1, 0, 1, 2, -1, -1]);
    expect(row(padModes.reflect, 1)).toEqual(Array(9).fill(0));
  });
});

describe('dropout', () => {
  it('drops about its rate, keeps the mean, and differs from step to step', () => {
    const length = 20_000;
    const drop = (step: number): Float32Array => {
      const y = new Float32Array(length);
      const params = { length, threshold: Math.floor(0.3 * 2 ** 32), keep: 0.7, salt: 9 };
      dropout.twin(params, [new Float32Array(length).fill(1), floats(step, 0, 0, 0)], [y]);
      return y;
    };
    const [first, again, second] = [drop(1), drop(1), drop(2)];
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
    expect(first.filter((value) => value === 0).length / length).toBeCloseTo(0.3, 1);
    expect(first.reduce((sum, value) => sum + value, 0) / length).toBeCloseTo(1, 1);
    expect(hash(1, 2, 3)).not.toBe(hash(2, 1, 3));
  });
});
