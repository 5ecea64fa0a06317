/**
 * 2-D convolution (cross-correlation, as every CNN library computes it) with groups and dilation, and its gradients.
 *
 *   y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n, g C/G + c, i s + u d - p, j s + v d - p]
 *
 * over the pixels inside the input (zero padding); g is the group of output channel o. `post` receives f(y).
 */
import { activateInto, activationParams } from './activation';
import { defineKernel, required } from './kernel';

/** Geometry shared by the three kernels. Padding at the end follows from the output size. */
export const convParams = {
  batch: 'u32',
  inChannels: 'u32',
  inHeight: 'u32',
  inWidth: 'u32',
  outChannels: 'u32',
  outHeight: 'u32',
  outWidth: 'u32',
  kernelHeight: 'u32',
  kernelWidth: 'u32',
  strideY: 'u32',
  strideX: 'u32',
  padTop: 'i32',
  padLeft: 'i32',
  dilationY: 'u32',
  dilationX: 'u32',
  groups: 'u32',
} as const;

export type ConvGeometry = { readonly [K in keyof typeof convParams]: number };

/** Calls visit(x index, w index, y index) for every product of the convolution. */
function everyProduct(p: ConvGeometry, visit: (x: number, w: number, y: number) => void): void {
  const inPerGroup = p.inChannels / p.groups;
  const outPerGroup = p.outChannels / p.groups;
  for (let n = 0; n < p.batch; n++) {
    for (let o = 0; o < p.outChannels; o++) {
      const firstIn = Math.floor(o / outPerGroup) * inPerGroup;
      for (let i = 0; i < p.outHeight; i++) {
        for (let j = 0; j < p.outWidth; j++) {
          const y = ((n * p.outChannels + o) * p.outHeight + i) * p.outWidth + j;
          for (let c = 0; c < inPerGroup; c++) {
            for (let u = 0; u < p.kernelHeight; u++) {
              const row = i * p.strideY + u * p.dilationY - p.padTop;
              if (row < 0 || row >= p.inHeight) continue;
              for (let v = 0; v < p.kernelWidth; v++) {
                const column = j * p.strideX + v * p.dilationX - p.padLeft;
                if (column < 0 || column >= p.inWidth) continue;
                visit(
                  ((n * p.inChannels + firstIn + c) * p.inHeight + row) * p.inWidth + column,
                  ((o * inPerGroup + c) * p.kernelHeight + u) * p.kernelWidth + v,
                  y,
                );
              }
            }
          }
        }
      }
    }
  }
}

export const conv2d = defineKernel({
  name: 'conv2d',
  ins: [{ name: 'x' }, { name: 'w', constant: true }, { name: 'b', constant: true, optional: true }],
  outs: [{ name: 'y' }, { name: 'post', optional: true }],
  params: { ...convParams, ...activationParams },
  rounding: (p) => ({ terms: (p.inChannels / p.groups) * p.kernelHeight * p.kernelWidth + 1 }),
  twin(p, ins, outs) {
    const [x, w, b, y] = [required(ins, 0), required(ins, 1), ins[2], required(outs, 0)];
    const plane = p.outHeight * p.outWidth;
    const sums = new Float64Array(y.length);
    if (b) for (let i = 0; i < sums.length; i++) sums[i] = b[Math.floor(i / plane) % p.outChannels] as number;
    everyProduct(p, (xi, wi, yi) => {
      sums[yi] = (sums[yi] as number) + (x[xi] as number) * (w[wi] as number);
    });
    y.set(sums);
    activateInto(p, y, outs[1]);
  },
});

/** gx[i] = sum of gy[k] w[j] over the products x[i] w[j] that contribute to y[k]. */
export const conv2dInputGradient = defineKernel({
  name: 'conv2dInputGradient',
  ins: [{ name: 'gy' }, { name: 'w', constant: true }],
  outs: [{ name: 'gx' }],
  params: convParams,
  rounding: (p) => ({ terms: (p.outChannels / p.groups) * p.kernelHeight * p.kernelWidth }),
  twin(p, ins, outs) {
    const [gy, w, gx] = [required(ins, 0), required(ins, 1), required(outs, 0)];
    const sums = new Float64Array(gx.length);
    everyProduct(p, (xi, wi, yi) => {
      sums[xi] = (sums[xi] as number) + (gy[yi] as number) * (w[wi] as number);
    });
    gx.set(sums);
  },
});

/** gw[j] = sum of gy[k] x[i] over the products x[i] w[j] that contribute to y[k]; gb[o] = sum of gy over o's plane. */
export const conv2dWeightGradient = defineKernel({
  name: 'conv2dWeightGradient',
  ins: [{ name: 'x' }, { name: 'gy' }],
  outs: [{ name: 'gw' }, { name: 'gb', optional: true }],
  params: convParams,
  rounding: (p) => ({ terms: p.batch * p.outHeight * p.outWidth }),
  twin(p, ins, outs) {
    const [x, gy, gw, gb] = [required(ins, 0), required(ins, 1), required(outs, 0), outs[1]];
    const sums = new Float64Array(gw.length);
    everyProduct(p, (xi, wi, yi) => {
      sums[wi] = (sums[wi] as number) + (gy[yi] as number) * (x[xi] as number);
    });
    gw.set(sums);
    if (gb) {
      const plane = p.outHeight * p.outWidth;
      const biases = new Float64Array(p.outChannels);
      for (let k = 0; k < gy.length; k++) {
        const o = Math.floor(k / plane) % p.outChannels;
        biases[o] = (biases[o] as number) + (gy[k] as number);
      }
      gb.set(biases);
    }
  },
});
