/** Dense layer, y[n, o] = b[o] + sum over i of w[o, i] x[n, i], and its gradients; `post` receives f(y). */
import { activateInto, activationParams } from './activation';
import { defineKernel, required } from './kernel';

const denseParams = { batch: 'u32', inFeatures: 'u32', outFeatures: 'u32' } as const;

export const dense = defineKernel({
  name: 'dense',
  ins: [{ name: 'x' }, { name: 'w', constant: true }, { name: 'b', constant: true, optional: true }],
  outs: [{ name: 'y' }, { name: 'post', optional: true }],
  params: { ...denseParams, ...activationParams },
  rounding: (p) => ({ terms: p.inFeatures + 1 }),
  twin(p, ins, outs) {
    const [x, w, b, y] = [required(ins, 0), required(ins, 1), ins[2], required(outs, 0)];
    for (let n = 0; n < p.batch; n++) {
      for (let o = 0; o < p.outFeatures; o++) {
        let sum = b ? (b[o] as number) : 0;
        for (let i = 0; i < p.inFeatures; i++) {
          sum += (w[o * p.inFeatures + i] as number) * (x[n * p.inFeatures + i] as number);
        }
        y[n * p.outFeatures + o] = sum;
      }
    }
    activateInto(p, y, outs[1]);
  },
});

/** gx[n, i] = sum over o of gy[n, o] w[o, i]. */
export const denseInputGradient = defineKernel({
  name: 'denseInputGradient',
  ins: [{ name: 'gy' }, { name: 'w', constant: true }],
  outs: [{ name: 'gx' }],
  params: denseParams,
  rounding: (p) => ({ terms: p.outFeatures }),
  twin(p, ins, outs) {
    const [gy, w, gx] = [required(ins, 0), required(ins, 1), required(outs, 0)];
    for (let n = 0; n < p.batch; n++) {
      for (let i = 0; i < p.inFeatures; i++) {
        let sum = 0;
        for (let o = 0; o < p.outFeatures; o++) {
          sum += (gy[n * p.outFeatures + o] as number) * (w[o * p.inFeatures + i] as number);
        }
        gx[n * p.inFeatures + i] = sum;
      }
    }
  },
});

/** gw[o, i] = sum over n of gy[n, o] x[n, i]; gb[o] = sum over n of gy[n, o]. */
export const denseWeightGradient = defineKernel({
  name: 'denseWeightGradient',
  ins: [{ name: 'x' }, { name: 'gy' }],
  outs: [{ name: 'gw' }, { name: 'gb', optional: true }],
  params: denseParams,
  rounding: (p) => ({ terms: p.batch }),
  twin(p, ins, outs) {
    const [x, gy, gw, gb] = [required(ins, 0), required(ins, 1), required(outs, 0), outs[1]];
    for (let o = 0; o < p.outFeatures; o++) {
      for (let i = 0; i < p.inFeatures; i++) {
        let sum = 0;
        for (let n = 0; n < p.batch; n++) {
          sum += (gy[n * p.outFeatures + o] as number) * (x[n * p.inFeatures + i] as number);
        }
        gw[o * p.inFeatures + i] = sum;
      }
      if (gb) {
        let sum = 0;
        for (let n = 0; n < p.batch; n++) sum += gy[n * p.outFeatures + o] as number;
        gb[o] = sum;
      }
    }
  },
});
