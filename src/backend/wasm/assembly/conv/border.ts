/**
 * Zero padding and non-finite numbers. The micro-kernels multiply padding like any pixel, and 0 NaN is NaN, whereas the
 * sum is over the pixels that exist. In the rare case that a factor of the padding is not finite, these functions
 * recompute what it spoilt, over the existing products only.
 */
import { activate } from '../activation';
import { madd, storePart } from '../simd';
import { Conv } from './conv';

/** Whether `count` floats are all finite: 0 v is 0 for those, NaN for others. */
function allFinite(at: usize, count: usize): bool {
  const zero = f32x4.splat(0);
  let sum = zero;
  const end = at + (count << 2);
  for (; at + 16 <= end; at += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(at), zero));
  for (; at < end; at += 4) sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(at), zero));
  return !v128.any_true(f32x4.ne(sum, sum));
}

/** Whether all weights of a packed block are finite. */
export function isBlockFinite(c: Conv, weights: usize): bool {
  return allFinite(weights, <usize>(c.inC * c.kernelH * c.kernelW * c.lanes));
}

/**
 * Recomputes those pixels of a block's channels whose taps reach beyond the picture, with the taps in the same order.
 * `x`: the padded picture; other arguments as in planarBlock.
 */
export function mendBorder(c: Conv, x: usize, weights: usize, out: usize, rows: u32): void {
  const lastRow = <i32>((c.kernelH - 1) * c.dilationY);
  const lastColumn = <i32>((c.kernelW - 1) * c.dilationX);
  for (let i: u32 = 0; i < c.outH; i++) {
    const top = <i32>(i * c.strideY) - c.padTop;
    const rowsInside = top >= 0 && top + lastRow < <i32>c.inH;
    for (let j: u32 = 0; j < c.outW; j++) {
      const left = <i32>(j * c.strideX) - c.padLeft;
      if (rowsInside && left >= 0 && left + lastColumn < <i32>c.inW) continue;
      const first = x + (<usize>(i * c.strideY * c.paddedW + j * c.strideX) << 2);
      for (let lane: u32 = 0; lane < rows; lane++) {
        const y = pixel(c, first, top, left, weights + (<usize>lane << 2), v128.load32_splat(c.biases + (<usize>lane << 2)));
        const at = out + (<usize>((lane * c.outH + i) * c.outW + j) << 2);
        storePart(c.dst + at, y, 1);
        if (c.post) storePart(c.post + at, activate(c.activation, y, c.alpha, c.beta), 1);
      }
    }
  }
}

/**
 * One pixel of one channel over its existing taps, in every lane. `first`: its first tap, which lies at (top, left).
 */
function pixel(c: Conv, first: usize, top: i32, left: i32, w: usize, sum: v128): v128 {
  const step = <usize>c.lanes << 2;
  let tap = c.taps;
  for (let channel: u32 = 0; channel < c.inC; channel++) {
    for (let u: u32 = 0; u < c.kernelH; u++) {
      const row = top + <i32>(u * c.dilationY);
      for (let v: u32 = 0; v < c.kernelW; v++, tap += 4, w += step) {
        const column = left + <i32>(v * c.dilationX);
        if (row < 0 || row >= <i32>c.inH || column < 0 || column >= <i32>c.inW) continue;
        sum = madd(v128.load32_splat(first + load<u32>(tap)), v128.load32_splat(w), sum);
      }
    }
  }
  return sum;
}

/** Whether the gradient planes of one output channel are finite in every image. Fields of `c` as in weightGradient. */
function isGradientFinite(c: Conv, group: u32, channel: u32): bool {
  const plane = <usize>(c.outH * c.outW);
  for (let image: u32 = 0; image < c.batch; image++) {
    const at = c.dst + ((<usize>((image * c.groups + group) * c.outC + channel) * plane) << 2);
    if (!allFinite(at, plane)) return false;
  }
  return true;
}

/** Recomputes the gradients of a channel's taps [first, end) where its gy is not finite. */
export function mendWeightGradient(c: Conv, group: u32, channel: u32, first: u32, end: u32): void {
  if (isGradientFinite(c, group, channel)) return;
  const taps = c.inC * c.kernelH * c.kernelW;
  for (let tap = first; tap < end; tap++) {
    store<f32>(c.weights + (<usize>((group * c.outC + channel) * taps + tap) << 2), weightGradientOf(c, group, channel, tap));
  }
}

/** The gradient of one weight, at index `tap` over (input channel, row, column), over the products that exist. */
function weightGradientOf(c: Conv, group: u32, channel: u32, tap: u32): f32 {
  const taps = c.kernelH * c.kernelW;
  const u = (tap % taps) / c.kernelW;
  const v = tap % c.kernelW;
  let sum: f64 = 0;
  for (let image: u32 = 0; image < c.batch; image++) {
    const plane = (image * c.groups + group) * c.inC + tap / taps;
    let g = c.dst + (<usize>(((image * c.groups + group) * c.outC + channel) * c.outH * c.outW) << 2);
    for (let i: u32 = 0; i < c.outH; i++) {
      const row = <i32>(i * c.strideY + u * c.dilationY) - c.padTop;
      for (let j: u32 = 0; j < c.outW; j++, g += 4) {
        const column = <i32>(j * c.strideX + v * c.dilationX) - c.padLeft;
        if (row < 0 || row >= <i32>c.inH || column < 0 || column >= <i32>c.inW) continue;
        const x = c.src + (<usize>((plane * c.inH + row) * c.inW + column) << 2);
        sum += <f64>load<f32>(g) * <f64>load<f32>(x);
      }
    }
  }
  return <f32>sum;
}
