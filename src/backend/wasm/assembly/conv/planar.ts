/**
 * Micro-kernel of 4 output channels x 8 pixels, the pixels in the lanes: eight accumulators, two vectors of pixels and
 * one weight at a time, which is what sixteen vector registers hold. Needs a horizontal stride of 1.
 */
import { activate } from '../activation';
import { madd } from '../simd';
import { Conv } from './conv';

/** Stores pre-activation and activation of one channel's two vectors. */
// @ts-ignore: decorator
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
 * One block of 4 output channels over the table's vectors [from, to). `x`: picture of the group; `out`: byte offset of
 * the block's first output plane from dst; `bias`: its 4 biases or 0; `rows`: how many of the 4 channels exist.
 */
export function planarBlock(c: Conv, x: usize, weights: usize, bias: usize, out: usize, rows: u32, from: u32, to: u32): void {
  const zero = f32x4.splat(0);
  const bias0 = bias ? v128.load32_splat(bias) : zero;
  const bias1 = bias && rows > 1 ? v128.load32_splat(bias, 4) : zero;
  const bias2 = bias && rows > 2 ? v128.load32_splat(bias, 8) : zero;
  const bias3 = bias && rows > 3 ? v128.load32_splat(bias, 12) : zero;
  const plane = <usize>(c.outH * c.outW) << 2;
  const channelStep = <usize>(c.paddedH * c.paddedW) << 2;
  const kernelW = c.kernelW;
  const rowStep = <usize>(c.paddedW * c.dilationY) << 2;
  const columnStep = <usize>c.dilationX << 2;
  const lastRow = <usize>(c.kernelH - 1) * rowStep;
  const inC = c.inC;
  const three = kernelW == 3 && c.dilationX == 1;
  const pointwise = kernelW == 1 && c.kernelH == 1;

  for (let v = from; v < to; v += 2) {
    const entryA = c.table + (<usize>v << 3);
    const entryB = c.table + (<usize>min(v + 1, to - 1) << 3);
    let xa = x + load<u32>(entryA);
    let xb = x + load<u32>(entryB);
    let w = weights;
    let a0 = bias0;
    let a1 = bias1;
    let a2 = bias2;
    let a3 = bias3;
    let b0 = bias0;
    let b1 = bias1;
    let b2 = bias2;
    let b3 = bias3;
    if (pointwise) {
      for (let i = inC; i; i--) {
        const p = v128.load(xa);
        const q = v128.load(xb);
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
        xa += channelStep;
        xb += channelStep;
      }
    } else if (three) {
      for (let i = inC; i; i--) {
        let ra = xa;
        let rb = xb;
        const end = xa + lastRow;
        do {
          let p = v128.load(ra);
          let q = v128.load(rb);
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

          p = v128.load(ra, 4);
          q = v128.load(rb, 4);
          k = v128.load32_splat(w, 16);
          a0 = madd(p, k, a0);
          b0 = madd(q, k, b0);
          k = v128.load32_splat(w, 20);
          a1 = madd(p, k, a1);
          b1 = madd(q, k, b1);
          k = v128.load32_splat(w, 24);
          a2 = madd(p, k, a2);
          b2 = madd(q, k, b2);
          k = v128.load32_splat(w, 28);
          a3 = madd(p, k, a3);
          b3 = madd(q, k, b3);

          p = v128.load(ra, 8);
          q = v128.load(rb, 8);
          k = v128.load32_splat(w, 32);
          a0 = madd(p, k, a0);
          b0 = madd(q, k, b0);
          k = v128.load32_splat(w, 36);
          a1 = madd(p, k, a1);
          b1 = madd(q, k, b1);
          k = v128.load32_splat(w, 40);
          a2 = madd(p, k, a2);
          b2 = madd(q, k, b2);
          k = v128.load32_splat(w, 44);
          a3 = madd(p, k, a3);
          b3 = madd(q, k, b3);

          w += 48;
          ra += rowStep;
          rb += rowStep;
        } while (ra <= end);
        xa += channelStep;
        xb += channelStep;
      }
    } else {
      for (let i = inC; i; i--) {
        for (let row: usize = 0; row <= lastRow; row += rowStep) {
          let ra = xa + row;
          let rb = xb + row;
          for (let column = kernelW; column; column--) {
            const p = v128.load(ra);
            const q = v128.load(rb);
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
            ra += columnStep;
            rb += columnStep;
          }
        }
        xa += channelStep;
        xb += channelStep;
      }
    }
    const first: usize = load<u32>(entryA, 4);
    const second: usize = load<u32>(entryB, 4);
    finish(c, out, first, second, a0, b0);
    if (rows > 1) finish(c, out + plane, first, second, a1, b1);
    if (rows > 2) finish(c, out + 2 * plane, first, second, a2, b2);
    if (rows > 3) finish(c, out + 3 * plane, first, second, a3, b3);
  }
}
