/**
 * Micro-kernel of 8 output channels x 4 pixels, with channels in the lanes: each pixel is a broadcast load from
 * anywhere, so any stride, dilation and width runs at the same speed; the tile is transposed when stored.
 */
import { activate } from '../activation';
import { madd, storePart } from '../simd';
import { Conv } from './conv';

/** Stores up to 4 pixels (contiguous in the output plane) of one channel. */
@inline
function finish(c: Conv, at: usize, v: v128, count: u32): void {
  if (count == 4) {
    v128.store(c.dst + at, v);
    if (c.post) v128.store(c.post + at, activate(c.activation, v, c.alpha, c.beta));
    return;
  }
  storePart(c.dst + at, v, count);
  if (c.post) storePart(c.post + at, activate(c.activation, v, c.alpha, c.beta), count);
}

/** Transposes four pixels' vectors of four channels and stores the channels that exist. */
function finishFour(c: Conv, at: usize, plane: usize, rows: u32, count: u32, p0: v128, p1: v128, p2: v128, p3: v128): void {
  const low0 = v128.shuffle<f32>(p0, p1, 0, 4, 1, 5);
  const high0 = v128.shuffle<f32>(p0, p1, 2, 6, 3, 7);
  const low1 = v128.shuffle<f32>(p2, p3, 0, 4, 1, 5);
  const high1 = v128.shuffle<f32>(p2, p3, 2, 6, 3, 7);
  finish(c, at, v128.shuffle<f32>(low0, low1, 0, 1, 4, 5), count);
  if (rows > 1) finish(c, at + plane, v128.shuffle<f32>(low0, low1, 2, 3, 6, 7), count);
  if (rows > 2) finish(c, at + 2 * plane, v128.shuffle<f32>(high0, high1, 0, 1, 4, 5), count);
  if (rows > 3) finish(c, at + 3 * plane, v128.shuffle<f32>(high0, high1, 2, 3, 6, 7), count);
}

/** One block of 8 output channels over the table's pixels [from, to); arguments as in planarBlock. */
export function interleavedBlock(
  c: Conv, x: usize, weights: usize, out: usize, rows: u32, from: u32, to: u32,
): void {
  const plane = <usize>(c.outH * c.outW) << 2;
  const biases = c.biases;
  const taps = c.taps;
  const lastTap = taps + (<usize>(c.inC * c.kernelH * c.kernelW) << 2);
  for (let pixel = from; pixel < to; pixel += 4) {
    // Pixels beyond the last repeat it.
    const count = min<u32>(4, to - pixel);
    const entry = c.table + (<usize>pixel << 2);
    const x0 = x + load<u32>(entry);
    const x1 = x + load<u32>(entry + (<usize>min<u32>(1, count - 1) << 2));
    const x2 = x + load<u32>(entry + (<usize>min<u32>(2, count - 1) << 2));
    const x3 = x + load<u32>(entry + (<usize>min<u32>(3, count - 1) << 2));
    let w = weights;
    let a0 = v128.load(biases);
    let b0 = v128.load(biases, 16);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b1 = b0;
    let b2 = b0;
    let b3 = b0;
    for (let tap = taps; tap < lastTap; tap += 4) {
      const offset: usize = load<u32>(tap);
      const wa = v128.load(w);
      const wb = v128.load(w, 16);
      let k = v128.load32_splat(x0 + offset);
      a0 = madd(wa, k, a0);
      b0 = madd(wb, k, b0);
      k = v128.load32_splat(x1 + offset);
      a1 = madd(wa, k, a1);
      b1 = madd(wb, k, b1);
      k = v128.load32_splat(x2 + offset);
      a2 = madd(wa, k, a2);
      b2 = madd(wb, k, b2);
      k = v128.load32_splat(x3 + offset);
      a3 = madd(wa, k, a3);
      b3 = madd(wb, k, b3);
      w += 32;
    }
    const at = out + (<usize>pixel << 2);
    finishFour(c, at, plane, rows, count, a0, a1, a2, a3);
    if (rows > 4) finishFour(c, at + 4 * plane, plane, rows - 4, count, b0, b1, b2, b3);
  }
}
