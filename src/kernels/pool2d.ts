/**
 * Max, average and min pooling over windows of each plane, and the gradient.
 *
 * Max and min consider only pixels inside the input; a window with none gives -Infinity or +Infinity. NaN wins. The
 * average divides by the number of pixels inside the input or, with `countIncludePad`, inside the padded input (where
 * ceil mode lets a window hang over the padded edge, only what is within counts), as in ONNX and PyTorch.
 */
import { defineKernel, required } from './kernel';

export const poolKinds = { max: 0, average: 1, min: 2 } as const;
export type PoolKind = keyof typeof poolKinds;

const poolParams = {
  planes: 'u32',
  inHeight: 'u32',
  inWidth: 'u32',
  outHeight: 'u32',
  outWidth: 'u32',
  windowHeight: 'u32',
  windowWidth: 'u32',
  strideY: 'u32',
  strideX: 'u32',
  padTop: 'i32',
  padLeft: 'i32',
  padBottom: 'i32',
  padRight: 'i32',
  dilationY: 'u32',
  dilationX: 'u32',
  kind: 'u32',
  countIncludePad: 'u32',
} as const;

type PoolGeometry = { readonly [K in keyof typeof poolParams]: number };

/** Calls each(y index, x indices of the pixels inside in row-major order, the average's divisor) for every window. */
function everyWindow(p: PoolGeometry, each: (y: number, pixels: readonly number[], divisor: number) => void): void {
  for (let plane = 0; plane < p.planes; plane++) {
    for (let i = 0; i < p.outHeight; i++) {
      for (let j = 0; j < p.outWidth; j++) {
        const pixels: number[] = [];
        let padded = 0;
        for (let u = 0; u < p.windowHeight; u++) {
          for (let v = 0; v < p.windowWidth; v++) {
            const row = i * p.strideY + u * p.dilationY - p.padTop;
            const column = j * p.strideX + v * p.dilationX - p.padLeft;
            if (row < p.inHeight + p.padBottom && column < p.inWidth + p.padRight) padded += 1;
            if (row < 0 || row >= p.inHeight || column < 0 || column >= p.inWidth) continue;
            pixels.push((plane * p.inHeight + row) * p.inWidth + column);
          }
        }
        each((plane * p.outHeight + i) * p.outWidth + j, pixels, p.countIncludePad ? padded : pixels.length);
      }
    }
  }
}

/** Whether `a` replaces the best so far: NaN beats everything, then the larger (max) or smaller (min). */
function wins(a: number, best: number, kind: number): boolean {
  if (Number.isNaN(best)) return false;
  if (Number.isNaN(a)) return true;
  return kind === poolKinds.max ? a > best : a < best;
}

export const pool2d = defineKernel({
  name: 'pool2d',
  ins: [{ name: 'x' }],
  outs: [{ name: 'y' }],
  params: poolParams,
  rounding: (p) => (p.kind === poolKinds.average ? { terms: p.windowHeight * p.windowWidth + 1 } : 'exact'),
  twin(p, ins, outs) {
    const [x, y] = [required(ins, 0), required(outs, 0)];
    everyWindow(p, (at, pixels, divisor) => {
      if (p.kind === poolKinds.average) {
        let sum = 0;
        for (const k of pixels) sum += x[k] as number;
        y[at] = divisor === 0 ? 0 : sum / divisor;
        return;
      }
      let best = p.kind === poolKinds.max ? -Infinity : Infinity;
      for (const k of pixels) if (wins(x[k] as number, best, p.kind)) best = x[k] as number;
      y[at] = best;
    });
  },
});

/** Average: gy spread evenly over the window. Max, min: all of gy to the window's first winner in row-major order. */
export const pool2dGradient = defineKernel({
  name: 'pool2dGradient',
  ins: [{ name: 'x' }, { name: 'y' }, { name: 'gy' }],
  outs: [{ name: 'gx' }],
  params: poolParams,
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, gy, gx] = [required(ins, 0), required(ins, 2), required(outs, 0)];
    const sums = new Float64Array(gx.length);
    everyWindow(p, (at, pixels, divisor) => {
      const g = gy[at] as number;
      if (p.kind === poolKinds.average) {
        for (const k of pixels) sums[k] = (sums[k] as number) + g / divisor;
        return;
      }
      let winner = pixels[0];
      for (const k of pixels) if (winner !== undefined && wins(x[k] as number, x[winner] as number, p.kind)) winner = k;
      if (winner !== undefined) sums[winner] = (sums[winner] as number) + g;
    });
    gx.set(sums);
  },
});

const globalParams = { planes: 'u32', length: 'u32', kind: 'u32' } as const;

/** One number per plane: its maximum, mean or minimum. NaN wins. */
export const globalPool = defineKernel({
  name: 'globalPool',
  ins: [{ name: 'x' }],
  outs: [{ name: 'y' }],
  params: globalParams,
  rounding: (p) => (p.kind === poolKinds.average ? { terms: p.length + 1 } : 'exact'),
  twin(p, ins, outs) {
    const [x, y] = [required(ins, 0), required(outs, 0)];
    for (let plane = 0; plane < p.planes; plane++) {
      const values = x.subarray(plane * p.length, (plane + 1) * p.length);
      let best = values[0] as number;
      let sum = 0;
      for (const value of values) {
        if (wins(value, best, p.kind)) best = value;
        sum += value;
      }
      y[plane] = p.kind === poolKinds.average ? sum / p.length : best;
    }
  },
});

/** Like pool2dGradient, with the whole plane as the window. */
export const globalPoolGradient = defineKernel({
  name: 'globalPoolGradient',
  ins: [{ name: 'x' }, { name: 'y' }, { name: 'gy' }],
  outs: [{ name: 'gx' }],
  params: globalParams,
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [x, gy, gx] = [required(ins, 0), required(ins, 2), required(outs, 0)];
    for (let plane = 0; plane < p.planes; plane++) {
      const start = plane * p.length;
      const g = gy[plane] as number;
      if (p.kind === poolKinds.average) {
        gx.fill(g / p.length, start, start + p.length);
        continue;
      }
      let winner = start;
      for (let k = start; k < start + p.length; k++) {
        if (wins(x[k] as number, x[winner] as number, p.kind)) winner = k;
      }
      gx.fill(0, start, start + p.length);
      gx[winner] = g;
    }
  },
});
