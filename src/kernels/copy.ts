/**
 * Strided copy of blocks: y[o outStride + outOffset + i] = x[o inStride + inOffset + i] for o < outer, i < inner. A
 * concat writes each input into its slice with it; its gradient cuts the slices out again. Leaves the rest of y alone.
 */
import { defineKernel, required } from './kernel';

export const copy = defineKernel({
  name: 'copy',
  ins: [{ name: 'x' }],
  outs: [{ name: 'y', updated: true }],
  params: {
    outer: 'u32',
    inner: 'u32',
    inOffset: 'u32',
    inStride: 'u32',
    outOffset: 'u32',
    outStride: 'u32',
  },
  rounding: () => 'exact',
  twin(p, ins, outs) {
    const [x, y] = [required(ins, 0), required(outs, 0)];
    for (let o = 0; o < p.outer; o++) {
      for (let i = 0; i < p.inner; i++) {
        y[o * p.outStride + p.outOffset + i] = x[o * p.inStride + p.inOffset + i] as number;
      }
    }
  },
});
