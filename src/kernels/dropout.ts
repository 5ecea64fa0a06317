/**
 * Dropout in training: each value is zeroed with probability `rate`, the others divided by 1 - rate. Whether value i
 * survives is a hash of (i, the step's draw, salt), so the gradient is the same kernel on gy, and a seed replays exactly.
 */
import { hyperSlots } from './hyper';
import { defineKernel, required } from './kernel';

/** 32 well-mixed bits of (index, draw, salt): two rounds of Chris Wellons' `lowbias32` finaliser. */
export function hash(index: number, draw: number, salt: number): number {
  const mix = (value: number): number => {
    let z = value | 0;
    z = Math.imul(z ^ (z >>> 16), 0x7feb352d);
    z = Math.imul(z ^ (z >>> 15), 0x846ca68b);
    return z ^ (z >>> 16);
  };
  return mix(mix(index + Math.imul(draw, 0x9e3779b9)) ^ salt) >>> 0;
}

export const dropout = defineKernel({
  name: 'dropout',
  ins: [{ name: 'x' }, { name: 'hyper' }],
  outs: [{ name: 'y' }],
  /** `threshold`: rate * 2^32, rounded down; `keep`: 1 - rate. */
  params: { length: 'u32', threshold: 'u32', keep: 'f32', salt: 'u32' },
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, hyper, y] = [required(ins, 0), required(ins, 1), required(outs, 0)];
    const draw = hyper[hyperSlots.draw] as number;
    for (let i = 0; i < p.length; i++) {
      y[i] = hash(i, draw, p.salt) < p.threshold ? 0 : (x[i] as number) / p.keep;
    }
  },
});
