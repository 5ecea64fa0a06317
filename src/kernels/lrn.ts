/**
 * Local response normalisation across the channels of NCHW activations (Krizhevsky, Sutskever and Hinton, ImageNet
 * Classification with Deep Convolutional Neural Networks, 2012, section 3.3), as ONNX's LRN defines it:
 *
 *   y[c] = x[c] / d[c]^beta,   d[c] = bias + alpha / size * (sum of x[k]^2)
 *
 * over the existing channels k from c - floor((size - 1) / 2) to c + ceil((size - 1) / 2).
 */
import { defineKernel, type FloatArray, required } from './kernel';

const lrnParams = {
  batch: 'u32',
  channels: 'u32',
  plane: 'u32',
  size: 'u32',
  alpha: 'f32',
  beta: 'f32',
  bias: 'f32',
} as const;

type Params = { readonly [K in keyof typeof lrnParams]: number };

/** How many channels before and after its own normalise a value. */
const reach = (size: number): readonly [before: number, after: number] => [
  Math.floor((size - 1) / 2),
  Math.ceil((size - 1) / 2),
];

/** Calls column(index of channel c) for every position of every sample. */
function everyColumn(p: Params, column: (at: (c: number) => number) => void): void {
  for (let n = 0; n < p.batch; n++) {
    for (let i = 0; i < p.plane; i++) column((c) => (n * p.channels + c) * p.plane + i);
  }
}

/** d[c] at one position. */
function divisor(p: Params, x: FloatArray, at: (c: number) => number, c: number): number {
  const [before, after] = reach(p.size);
  let squares = 0;
  for (let k = Math.max(0, c - before); k <= Math.min(p.channels - 1, c + after); k++) {
    squares += (x[at(k)] as number) ** 2;
  }
  return p.bias + (p.alpha / p.size) * squares;
}

export const lrn = defineKernel({
  name: 'lrn',
  ins: [{ name: 'x' }],
  outs: [{ name: 'y' }],
  params: lrnParams,
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, y] = [required(ins, 0), required(outs, 0)];
    everyColumn(p, (at) => {
      for (let c = 0; c < p.channels; c++) y[at(c)] = (x[at(c)] as number) * divisor(p, x, at, c) ** -p.beta;
    });
  },
});

/** gx[i] = gy[i] d[i]^-beta - 2 alpha beta / size x[i] sum gy[c] x[c] d[c]^(-beta - 1), over the c whose d has x[i]. */
export const lrnGradient = defineKernel({
  name: 'lrnGradient',
  ins: [{ name: 'x' }, { name: 'gy' }],
  outs: [{ name: 'gx' }],
  params: lrnParams,
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, gy, gx] = [required(ins, 0), required(ins, 1), required(outs, 0)];
    const [before, after] = reach(p.size);
    everyColumn(p, (at) => {
      for (let i = 0; i < p.channels; i++) {
        let sum = 0;
        for (let c = Math.max(0, i - after); c <= Math.min(p.channels - 1, i + before); c++) {
          sum += (gy[at(c)] as number) * (x[at(c)] as number) * divisor(p, x, at, c) ** (-p.beta - 1);
        }
        const direct = (gy[at(i)] as number) * divisor(p, x, at, i) ** -p.beta;
        gx[at(i)] = direct - ((2 * p.alpha * p.beta) / p.size) * (x[at(i)] as number) * sum;
      }
    });
  },
});
