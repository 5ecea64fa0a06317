/**
 * Micro-kernels of 1 output channel x 16 pixels, with pixels in the lanes: for depthwise convolutions and single
 * filters, at a horizontal stride of 1, or of 2 (reading two vectors and keeping every other pixel).
 */
import { activate } from '../activation';
import { madd } from '../simd';
import { Conv } from './conv';

@inline
function finish(c: Conv, at: usize, v: v128): void {
  v128.store(c.dst + at, v);
  if (c.post) v128.store(c.post + at, activate(c.activation, v, c.alpha, c.beta));
}

/** One output channel over the table's vectors [from, to); arguments as in planarBlock. */
export function singleBlock(c: Conv, x: usize, weights: usize, out: usize, from: u32, to: u32): void {
  const biases = c.biases;
  const taps = c.taps;
  const lastTap = taps + (<usize>(c.inC * c.kernelH * c.kernelW) << 2);
  for (let v = from; v < to; v += 4) {
    const entry0 = c.table + (<usize>v << 3);
    const entry1 = c.table + (<usize>min(v + 1, to - 1) << 3);
    const entry2 = c.table + (<usize>min(v + 2, to - 1) << 3);
    const entry3 = c.table + (<usize>min(v + 3, to - 1) << 3);
    const x0 = x + load<u32>(entry0);
    const x1 = x + load<u32>(entry1);
    const x2 = x + load<u32>(entry2);
    const x3 = x + load<u32>(entry3);
    let w = weights;
    let a0 = v128.load32_splat(biases);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let tap = taps; tap < lastTap; tap += 4, w += 4) {
      const offset: usize = load<u32>(tap);
      const k = v128.load32_splat(w);
      a0 = madd(v128.load(x0 + offset), k, a0);
      a1 = madd(v128.load(x1 + offset), k, a1);
      a2 = madd(v128.load(x2 + offset), k, a2);
      a3 = madd(v128.load(x3 + offset), k, a3);
    }
    finish(c, out + load<u32>(entry0, 4), a0);
    finish(c, out + load<u32>(entry1, 4), a1);
    finish(c, out + load<u32>(entry2, 4), a2);
    finish(c, out + load<u32>(entry3, 4), a3);
  }
}

/** Every other of the eight floats at an address; the last one read, past the last kept, may be anything. */
@inline
function skip(at: usize): v128 {
  return v128.shuffle<f32>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6);
}

/** Like singleBlock, at a horizontal stride of 2. */
export function skippingBlock(c: Conv, x: usize, weights: usize, out: usize, from: u32, to: u32): void {
  const taps = c.taps;
  const lastTap = taps + (<usize>(c.inC * c.kernelH * c.kernelW) << 2);
  for (let v = from; v < to; v += 2) {
    const entry0 = c.table + (<usize>v << 3);
    const entry1 = c.table + (<usize>min(v + 1, to - 1) << 3);
    const x0 = x + load<u32>(entry0);
    const x1 = x + load<u32>(entry1);
    let w = weights;
    let a0 = v128.load32_splat(c.biases);
    let a1 = a0;
    for (let tap = taps; tap < lastTap; tap += 4, w += 4) {
      const offset: usize = load<u32>(tap);
      const k = v128.load32_splat(w);
      a0 = madd(skip(x0 + offset), k, a0);
      a1 = madd(skip(x1 + offset), k, a1);
    }
    finish(c, out + load<u32>(entry0, 4), a0);
    finish(c, out + load<u32>(entry1, 4), a1);
  }
}
