/**
 * Batch normalisation of NCHW activations, per channel (Ioffe and Szegedy, 2015).
 *
 *   y = scale (x - mean) / sqrt(variance + epsilon) + shift
 *
 * `batchNorm` uses stored statistics (mean and shift are 0 when unconnected); `batchNormTrain` the batch's (biased
 * variance), and updates the running ones (unbiased, as in PyTorch): running += momentum (batch statistic - running).
 */
import { activateInto, activationParams } from './activation';
import { defineKernel, required } from './kernel';

const normParams = { batch: 'u32', channels: 'u32', plane: 'u32', epsilon: 'f32' } as const;

interface Extent {
  readonly batch: number;
  readonly channels: number;
  readonly plane: number;
}

/** Calls visit(index) for every element of channel c. */
function everyOf(c: number, p: Extent, visit: (index: number) => void): void {
  for (let n = 0; n < p.batch; n++) {
    const start = (n * p.channels + c) * p.plane;
    for (let i = start; i < start + p.plane; i++) visit(i);
  }
}

export const batchNorm = defineKernel({
  name: 'batchNorm',
  ins: [
    { name: 'x' },
    { name: 'scale', constant: true },
    { name: 'shift', constant: true, optional: true },
    { name: 'mean', constant: true, optional: true },
    { name: 'variance', constant: true },
  ],
  outs: [{ name: 'y' }, { name: 'post', optional: true }],
  params: { ...normParams, ...activationParams },
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, scale, variance, y] = [required(ins, 0), required(ins, 1), required(ins, 4), required(outs, 0)];
    const [shift, mean] = [ins[2], ins[3]];
    for (let c = 0; c < p.channels; c++) {
      const factor = (scale[c] as number) / Math.sqrt((variance[c] as number) + p.epsilon);
      everyOf(c, p, (i) => {
        y[i] = ((x[i] as number) - (mean?.[c] ?? 0)) * factor + (shift?.[c] ?? 0);
      });
    }
    activateInto(p, y, outs[1]);
  },
});

/** `mean` and `deviation` are saved for the gradient: the batch mean, and 1 / sqrt(variance + epsilon). */
export const batchNormTrain = defineKernel({
  name: 'batchNormTrain',
  ins: [{ name: 'x' }, { name: 'scale', constant: true }, { name: 'shift', constant: true }],
  outs: [
    { name: 'y' },
    { name: 'mean' },
    { name: 'inverseDeviation' },
    { name: 'runningMean', updated: true },
    { name: 'runningVariance', updated: true },
  ],
  params: { ...normParams, momentum: 'f32' },
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, scale, shift] = [required(ins, 0), required(ins, 1), required(ins, 2)];
    const [y, mean, inverse] = [required(outs, 0), required(outs, 1), required(outs, 2)];
    const [runningMean, runningVariance] = [required(outs, 3), required(outs, 4)];
    const count = p.batch * p.plane;
    for (let c = 0; c < p.channels; c++) {
      let sum = 0;
      everyOf(c, p, (i) => {
        sum += x[i] as number;
      });
      const m = sum / count;
      let squares = 0;
      everyOf(c, p, (i) => {
        squares += ((x[i] as number) - m) ** 2;
      });
      const factor = 1 / Math.sqrt(squares / count + p.epsilon);
      everyOf(c, p, (i) => {
        y[i] = ((x[i] as number) - m) * factor * (scale[c] as number) + (shift[c] as number);
      });
      mean[c] = m;
      inverse[c] = factor;
      const unbiased = squares / Math.max(1, count - 1);
      runningMean[c] = (runningMean[c] as number) + p.momentum * (m - (runningMean[c] as number));
      runningVariance[c] = (runningVariance[c] as number) + p.momentum * (unbiased - (runningVariance[c] as number));
    }
  },
});

/** With t = (x - mean) inv: gshift = sum gy, gscale = sum gy t, gx = scale inv (gy - (gshift + t gscale) / count). */
export const batchNormGradient = defineKernel({
  name: 'batchNormGradient',
  ins: [
    { name: 'x' },
    { name: 'scale', constant: true },
    { name: 'mean' },
    { name: 'inverseDeviation' },
    { name: 'gy' },
  ],
  outs: [{ name: 'gx' }, { name: 'gscale' }, { name: 'gshift' }],
  params: { batch: 'u32', channels: 'u32', plane: 'u32' },
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, scale, mean] = [required(ins, 0), required(ins, 1), required(ins, 2)];
    const [inverse, gy] = [required(ins, 3), required(ins, 4)];
    const [gx, gscale, gshift] = [required(outs, 0), required(outs, 1), required(outs, 2)];
    const count = p.batch * p.plane;
    for (let c = 0; c < p.channels; c++) {
      const [m, inv] = [mean[c] as number, inverse[c] as number];
      let shiftSum = 0;
      let scaleSum = 0;
      everyOf(c, p, (i) => {
        shiftSum += gy[i] as number;
        scaleSum += (gy[i] as number) * ((x[i] as number) - m) * inv;
      });
      everyOf(c, p, (i) => {
        const t = ((x[i] as number) - m) * inv;
        gx[i] = (scale[c] as number) * inv * ((gy[i] as number) - (shiftSum + t * scaleSum) / count);
      });
      gscale[c] = scaleSum;
      gshift[c] = shiftSum;
    }
  },
});
