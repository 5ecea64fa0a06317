/**
 * Softmax and log-softmax along the middle axis of [outer, classes, inner], stabilised by subtracting the largest
 * logit, and their gradient.
 */
import { defineKernel, required } from './kernel';

const softmaxParams = { outer: 'u32', classes: 'u32', inner: 'u32', log: 'u32' } as const;

type Lanes = { readonly outer: number; readonly classes: number; readonly inner: number };

/** Calls lane(index of class k) for every normalised vector. */
function everyLane(p: Lanes, lane: (at: (k: number) => number) => void): void {
  for (let o = 0; o < p.outer; o++) {
    for (let i = 0; i < p.inner; i++) lane((k) => (o * p.classes + k) * p.inner + i);
  }
}

/** y[k] = exp(x[k]) / sum over j of exp(x[j]), or its logarithm. */
export const softmax = defineKernel({
  name: 'softmax',
  ins: [{ name: 'x' }],
  outs: [{ name: 'y' }],
  params: softmaxParams,
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, y] = [required(ins, 0), required(outs, 0)];
    everyLane(p, (at) => {
      let largest = -Infinity;
      for (let k = 0; k < p.classes; k++) largest = Math.max(largest, x[at(k)] as number);
      let sum = 0;
      for (let k = 0; k < p.classes; k++) sum += Math.exp((x[at(k)] as number) - largest);
      for (let k = 0; k < p.classes; k++) {
        const shifted = (x[at(k)] as number) - largest;
        y[at(k)] = p.log ? shifted - Math.log(sum) : Math.exp(shifted) / sum;
      }
    });
  },
});

/** Softmax: gx = y (gy - sum y gy). Log-softmax: gx = gy - exp(y) sum gy. */
export const softmaxGradient = defineKernel({
  name: 'softmaxGradient',
  ins: [{ name: 'y' }, { name: 'gy' }],
  outs: [{ name: 'gx' }],
  params: softmaxParams,
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [y, gy, gx] = [required(ins, 0), required(ins, 1), required(outs, 0)];
    everyLane(p, (at) => {
      let sum = 0;
      for (let k = 0; k < p.classes; k++) sum += (gy[at(k)] as number) * (p.log ? 1 : (y[at(k)] as number));
      for (let k = 0; k < p.classes; k++) {
        const [value, g] = [y[at(k)] as number, gy[at(k)] as number];
        gx[at(k)] = p.log ? g - Math.exp(value) * sum : value * (g - sum);
      }
    });
  },
});
