/** Kernels of the convolutions beside the poolings, and of those that shift the picture. */
import { type KernelKind, MOST_SHIFT } from './settings';

/** Row k of Pascal's triangle, scaled to the sum 1: approximates a Gaussian blur in small windows. */
function binomial(size: number): number[] {
  let row = [1];
  while (row.length < size) row = [...row, 0].map((value, i) => value + (row[i - 1] ?? 0));
  return row.map((value) => value / 2 ** (size - 1));
}

/** From -1 in the left half to +1 in the right, scaled to a sum of |values| of 2; a single pixel is the identity. */
function slope(size: number): number[] {
  if (size === 1) return [1];
  const signs = Array.from({ length: size }, (_, i) => Math.sign(i - (size - 1) / 2));
  const sum = signs.reduce((total, sign) => total + Math.abs(sign), 0);
  return signs.map((sign) => (2 * sign) / sum);
}

/** size x size weights, row by row. */
export function stridedKernel(kind: KernelKind, size: number): Float32Array {
  const middle = Math.floor((size - 1) / 2);
  const one = Array.from({ length: size }, (_, i) => Number(i === middle));
  const [rows, columns] =
    kind === 'pixel' ? [one, one] : kind === 'blur' ? [binomial(size), binomial(size)] : [binomial(size), slope(size)];
  return Float32Array.from(rows.flatMap((row) => columns.map((column) => row * column)));
}

/** Taps of a kernel that shifts a picture by whole pixels, right or down if positive. */
export const SHIFT_TAPS = 2 * MOST_SHIFT + 1;

/** One kernel per channel: y[j] = sum over k of w[k] x[j + k - MOST_SHIFT] = x[j - pixels]. */
export function shiftKernel(pixels: number, channels: number): Float32Array {
  const kernel = new Float32Array(channels * SHIFT_TAPS);
  for (let c = 0; c < channels; c++) kernel[c * SHIFT_TAPS + MOST_SHIFT - pixels] = 1;
  return kernel;
}

/** Repeats a kernel for each channel. */
export function forEachChannel(kernel: Float32Array, channels: number): Float32Array {
  const all = new Float32Array(channels * kernel.length);
  for (let c = 0; c < channels; c++) all.set(kernel, c * kernel.length);
  return all;
}
