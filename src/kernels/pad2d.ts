/** Padding of each plane: constant, reflection about the edge pixel, or repetition of the edge pixel. */
import { defineKernel, required } from './kernel';

export const padModes = { zero: 0, reflect: 1, edge: 2 } as const;
export type PadMode = keyof typeof padModes;

const padParams = {
  planes: 'u32',
  inHeight: 'u32',
  inWidth: 'u32',
  outHeight: 'u32',
  outWidth: 'u32',
  padTop: 'i32',
  padLeft: 'i32',
  mode: 'u32',
} as const;

/**
 * The source pixel along one axis for position `at` (possibly outside), or -1 for the constant. Reflection may bounce
 * more than once when the padding is longer than the picture.
 */
export function paddedPixel(at: number, size: number, mode: number): number {
  if (at >= 0 && at < size) return at;
  if (mode === padModes.zero) return -1;
  if (mode === padModes.edge || size === 1) return at < 0 ? 0 : size - 1;
  const period = 2 * (size - 1);
  const phase = ((at % period) + period) % period;
  return phase < size ? phase : period - phase;
}

type PadGeometry = { readonly [K in keyof typeof padParams]: number };

/** Calls visit(y index, x index or -1) for every output pixel. */
function everyPixel(p: PadGeometry, visit: (y: number, x: number) => void): void {
  for (let plane = 0; plane < p.planes; plane++) {
    for (let i = 0; i < p.outHeight; i++) {
      const row = paddedPixel(i - p.padTop, p.inHeight, p.mode);
      for (let j = 0; j < p.outWidth; j++) {
        const column = paddedPixel(j - p.padLeft, p.inWidth, p.mode);
        const x = row < 0 || column < 0 ? -1 : (plane * p.inHeight + row) * p.inWidth + column;
        visit((plane * p.outHeight + i) * p.outWidth + j, x);
      }
    }
  }
}

/** Negative padding crops. */
export const pad2d = defineKernel({
  name: 'pad2d',
  ins: [{ name: 'x' }],
  outs: [{ name: 'y' }],
  params: { ...padParams, value: 'f32' },
  rounding: () => 'exact',
  twin(p, ins, outs) {
    const [x, y] = [required(ins, 0), required(outs, 0)];
    everyPixel(p, (yi, xi) => {
      y[yi] = xi < 0 ? p.value : (x[xi] as number);
    });
  },
});

/** gx[i] = sum of gy over the output pixels copied from x[i]. */
export const pad2dGradient = defineKernel({
  name: 'pad2dGradient',
  ins: [{ name: 'gy' }],
  outs: [{ name: 'gx' }],
  params: padParams,
  rounding: (p) => ({ terms: p.outHeight * p.outWidth }),
  twin(p, ins, outs) {
    const [gy, gx] = [required(ins, 0), required(outs, 0)];
    const sums = new Float64Array(gx.length);
    everyPixel(p, (yi, xi) => {
      if (xi >= 0) sums[xi] = (sums[xi] as number) + (gy[yi] as number);
    });
    gx.set(sums);
  },
});
