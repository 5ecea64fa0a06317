/**
 * What a number that is not finite may reach: only sums with a product of it and a pixel that exists, not those in which
 * it meets the padding. Kernels of 3 x 3 at a padding of 1 over pictures of ones; all of the kernel, or of gy, is zero but
 * its upper left corner, so that every result is known without computing it.
 */
import { expect, it } from 'vitest';
import type { Backend } from '../../src/backend/types';
import { kernels } from '../../src/kernels';
import { runOnBackend } from '../helpers/plan';

const SIZE = 5;

/** `count` planes of size x size, alike. */
function planes(count: number, size: number, value: (row: number, column: number) => number): Float32Array {
  const area = size * size;
  return Float32Array.from({ length: count * area }, (_, k) => value(Math.floor((k % area) / size), k % size));
}

const ones = (count: number): Float32Array => planes(count, SIZE, () => 1);

/** Declares the tests of one backend: three kernels for each number, with so many output channels. */
export function describePadding(get: () => Promise<Backend>): void {
  const cases = [Number.NaN, Infinity, -Infinity].flatMap((odd) => [1, 5, 16].map((n) => [odd, n] as const));
  it.each(cases)('convolution, where the padding meets %d in %i filter(s)', async (odd, n) => {
    const backend = await get();
    const params = {
      ...{ batch: 1, inChannels: 1, inHeight: SIZE, inWidth: SIZE, outChannels: n, outHeight: SIZE, outWidth: SIZE },
      ...{ kernelHeight: 3, kernelWidth: 3, strideY: 1, strideX: 1, padTop: 1, padLeft: 1, dilationY: 1, dilationX: 1 },
      groups: 1,
    };
    const w = planes(n, 3, (row, column) => (row + column === 0 ? odd : 0));
    const y = new Float32Array(n * SIZE * SIZE);
    const identity = { activation: 0, alpha: 0, beta: 0 };
    const forward = { kernel: kernels.conv2d, params: { ...params, ...identity } };
    // The corner's pixel lies one up and one to the left.
    expect(await runOnBackend(backend, { ...forward, values: [ones(1), w, null, y, null] })).toEqual([
      planes(n, SIZE, (row, column) => (row > 0 && column > 0 ? odd : 0)),
      null,
    ]);
    const back = { kernel: kernels.conv2dInputGradient, params, values: [ones(n), w, new Float32Array(SIZE * SIZE)] };
    expect(await runOnBackend(backend, back)).toEqual([
      planes(1, SIZE, (row, column) => (row < SIZE - 1 && column < SIZE - 1 ? odd : 0)),
    ]);
    // The window of the first output begins beyond the picture.
    const gy = planes(n, SIZE, (row, column) => (row + column === 0 ? odd : 0));
    const values = [ones(1), gy, new Float32Array(n * 9), null];
    expect(await runOnBackend(backend, { kernel: kernels.conv2dWeightGradient, params, values })).toEqual([
      planes(n, 3, (row, column) => (row > 0 && column > 0 ? odd : 0)),
      null,
    ]);
  });
}
