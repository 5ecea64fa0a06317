/**
 * Micro-kernel of 1 output channel x 16 pixels, the pixels in the lanes: for depthwise convolutions and single filters,
 * whose weights need no packing. Needs a horizontal stride of 1.
 */
import { activate } from '../activation';
import { madd } from '../simd';
import { Conv } from './conv';

// @ts-ignore: decorator
@inline
function finish(c: Conv, at: usize, v: v128): void {
  v128.store(c.dst + at, v);
  if (c.post) v128.store(c.post + at, activate(c.activation, v, c.alpha, c.beta));
}

/** One output channel over the table's vectors [from, to). `weights`: its [inC, kernelH, kernelW]; else as planarBlock. */
export function singleBlock(c: Conv, x: usize, weights: usize, bias: usize, out: usize, from: u32, to: u32): void {
  const start = bias ? v128.load32_splat(bias) : f32x4.splat(0);
  const kernelW = c.kernelW;
  const columnStep = <usize>c.dilationX << 2;
  const rowStep = (<usize>(c.paddedW * c.dilationY) << 2) - kernelW * columnStep;
  const channelStep = (<usize>(c.paddedH * c.paddedW) << 2) - c.kernelH * (<usize>(c.paddedW * c.dilationY) << 2);
  const three = kernelW == 3 && c.dilationX == 1;
  for (let v = from; v < to; v += 4) {
    const entry0 = c.table + (<usize>v << 3);
    const entry1 = c.table + (<usize>min(v + 1, to - 1) << 3);
    const entry2 = c.table + (<usize>min(v + 2, to - 1) << 3);
    const entry3 = c.table + (<usize>min(v + 3, to - 1) << 3);
    let x0 = x + load<u32>(entry0);
    let x1 = x + load<u32>(entry1);
    let x2 = x + load<u32>(entry2);
    let x3 = x + load<u32>(entry3);
    let w = weights;
    let a0 = start;
    let a1 = start;
    let a2 = start;
    let a3 = start;
    for (let i = c.inC; i; i--) {
      for (let row = c.kernelH; row; row--) {
        if (three) {
          let k = v128.load32_splat(w);
          a0 = madd(v128.load(x0), k, a0);
          a1 = madd(v128.load(x1), k, a1);
          a2 = madd(v128.load(x2), k, a2);
          a3 = madd(v128.load(x3), k, a3);
          k = v128.load32_splat(w, 4);
          a0 = madd(v128.load(x0, 4), k, a0);
          a1 = madd(v128.load(x1, 4), k, a1);
          a2 = madd(v128.load(x2, 4), k, a2);
          a3 = madd(v128.load(x3, 4), k, a3);
          k = v128.load32_splat(w, 8);
          a0 = madd(v128.load(x0, 8), k, a0);
          a1 = madd(v128.load(x1, 8), k, a1);
          a2 = madd(v128.load(x2, 8), k, a2);
          a3 = madd(v128.load(x3, 8), k, a3);
          w += 12;
          x0 += 12;
          x1 += 12;
          x2 += 12;
          x3 += 12;
        } else {
          for (let column = kernelW; column; column--) {
            const k = v128.load32_splat(w);
            a0 = madd(v128.load(x0), k, a0);
            a1 = madd(v128.load(x1), k, a1);
            a2 = madd(v128.load(x2), k, a2);
            a3 = madd(v128.load(x3), k, a3);
            w += 4;
            x0 += columnStep;
            x1 += columnStep;
            x2 += columnStep;
            x3 += columnStep;
          }
        }
        x0 += rowStep;
        x1 += rowStep;
        x2 += rowStep;
        x3 += rowStep;
      }
      x0 += channelStep;
      x1 += channelStep;
      x2 += channelStep;
      x3 += channelStep;
    }
    finish(c, out + load<u32>(entry0, 4), a0);
    finish(c, out + load<u32>(entry1, 4), a1);
    finish(c, out + load<u32>(entry2, 4), a2);
    finish(c, out + load<u32>(entry3, 4), a3);
  }
}
