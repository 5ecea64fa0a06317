/**
 * Micro-kernel of 4 output channels x 8 pixels, with pixels in the lanes: eight accumulators, two vectors of pixels and
 * one weight at a time, which fits sixteen vector registers. Requires a horizontal stride of 1.
 */
import { activate } from '../activation';
import { madd } from '../simd';
import { Conv } from './conv';

/** Stores pre-activation and activation of one channel's two vectors. */
@inline
function finish(c: Conv, channel: usize, first: usize, second: usize, a: v128, b: v128): void {
  const y = c.dst + channel;
  v128.store(y + first, a);
  v128.store(y + second, b);
  if (c.post) {
    const f = c.post + channel;
    v128.store(f + first, activate(c.activation, a, c.alpha, c.beta));
    v128.store(f + second, activate(c.activation, b, c.alpha, c.beta));
  }
}

/**
 * One block of 4 output channels over the table's vectors [from, to). `x`: picture of the group; `weights`: of the
 * block, packed; `out`: byte offset of its first output plane from dst; `rows`: how many of the 4 channels exist.
 */
export function planarBlock(c: Conv, x: usize, weights: usize, out: usize, rows: u32, from: u32, to: u32): void {
  const plane = <usize>(c.outH * c.outW) << 2;
  const biases = c.biases;
  const taps = c.taps;
  const lastTap = taps + (<usize>(c.inC * c.kernelH * c.kernelW) << 2);
  for (let v = from; v < to; v += 2) {
    const entryA = c.table + (<usize>v << 3);
    const entryB = c.table + (<usize>min(v + 1, to - 1) << 3);
    const xa = x + load<u32>(entryA);
    const xb = x + load<u32>(entryB);
    let w = weights;
    let a0 = v128.load32_splat(biases);
    let a1 = v128.load32_splat(biases, 4);
    let a2 = v128.load32_splat(biases, 8);
    let a3 = v128.load32_splat(biases, 12);
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    for (let tap = taps; tap < lastTap; tap += 4) {
      const offset: usize = load<u32>(tap);
      const p = v128.load(xa + offset);
      const q = v128.load(xb + offset);
      let k = v128.load32_splat(w);
      a0 = madd(p, k, a0);
      b0 = madd(q, k, b0);
      k = v128.load32_splat(w, 4);
      a1 = madd(p, k, a1);
      b1 = madd(q, k, b1);
      k = v128.load32_splat(w, 8);
      a2 = madd(p, k, a2);
      b2 = madd(q, k, b2);
      k = v128.load32_splat(w, 12);
      a3 = madd(p, k, a3);
      b3 = madd(q, k, b3);
      w += 16;
    }
    const first: usize = load<u32>(entryA, 4);
    const second: usize = load<u32>(entryB, 4);
    finish(c, out, first, second, a0, b0);
    if (rows > 1) finish(c, out + plane, first, second, a1, b1);
    if (rows > 2) finish(c, out + 2 * plane, first, second, a2, b2);
    if (rows > 3) finish(c, out + 3 * plane, first, second, a3, b3);
  }
}
