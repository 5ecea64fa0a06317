/**
 * Local response normalisation across channels, and its gradient. Lanes run along a plane; threads split the planes or,
 * for the gradient, columns of four neighbouring positions with all their channels.
 */
import { exp, logLanes } from './math';
import { cut } from './run';
import { give, madd, share, take } from './simd';

const WORTH_THREADS: u32 = 8192;

/** d^-power. The usual power, 3/4, needs no logarithm. */
function inversePower(d: v128, power: f32): v128 {
  if (power == 0.75) {
    const root = f32x4.sqrt(d);
    return f32x4.div(f32x4.splat(1), f32x4.mul(root, f32x4.sqrt(root)));
  }
  return exp(f32x4.mul(f32x4.splat(-power), logLanes(d)));
}

/** bias + factor (sum of squares near channel c); channel 0 is at x, and channels are `step` bytes apart. */
@inline
function divisor(x: usize, c: u32, channels: u32, size: u32, step: usize, count: u32, factor: v128, bias: v128): v128 {
  const end = min<u32>(channels, c + size / 2 + 1);
  let squares = f32x4.splat(0);
  for (let k = c - min<u32>(c, (size - 1) / 2); k < end; k++) {
    const near = take(x + <usize>k * step, count);
    squares = madd(near, near, squares);
  }
  return madd(factor, squares, bias);
}

/** Ports x, y; params batch, channels, plane, size, alpha, beta, bias. */
export function lrn(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const x: usize = load<u32>(args);
  const y: usize = load<u32>(args, 4);
  const channels = load<u32>(args, 12);
  const plane = load<u32>(args, 16);
  const size = load<u32>(args, 20);
  const factor = f32x4.splat(load<f32>(args, 24) / <f32>size);
  const beta = load<f32>(args, 28);
  const bias = f32x4.splat(load<f32>(args, 32));
  const planes = load<u32>(args, 8) * channels;
  parts = cut(parts, planes * plane >= WORTH_THREADS);
  const step = <usize>plane << 2;
  const last = share(planes, part + 1, parts);
  for (let k = share(planes, part, parts); k < last; k++) {
    const c = k % channels;
    const own = <usize>k * step;
    const first = own - <usize>c * step;
    for (let i: u32 = 0; i < plane; i += 4) {
      const count = min<u32>(4, plane - i);
      const at = <usize>i << 2;
      const d = divisor(x + first + at, c, channels, size, step, count, factor, bias);
      give(y + own + at, f32x4.mul(take(x + own + at, count), inversePower(d, beta)), count);
    }
  }
}

/** For each channel of a column: gy d^-beta, and gy x d^(-beta - 1). */
export function lrnGradientScratch(args: usize): usize {
  return <usize>load<u32>(args, 16) << 5;
}

/** Ports x, gy, gx; params batch, channels, plane, size, alpha, beta, bias. */
export function lrnGradient(args: usize, part: u32, parts: u32, scratch: usize): void {
  const batch = load<u32>(args, 12);
  const channels = load<u32>(args, 16);
  const plane = load<u32>(args, 20);
  const size = load<u32>(args, 24);
  const alpha = load<f32>(args, 28) / <f32>size;
  const beta = load<f32>(args, 32);
  const bias = f32x4.splat(load<f32>(args, 36));
  const factor = f32x4.splat(alpha);
  const coefficient = f32x4.splat(<f32>-2 * alpha * beta);
  parts = cut(parts, batch * channels * plane >= WORTH_THREADS);
  const step = <usize>plane << 2;
  const across = (plane + 3) >> 2;
  const last = share(batch * across, part + 1, parts);
  for (let column = share(batch * across, part, parts); column < last; column++) {
    const i = (column % across) << 2;
    const count = min<u32>(4, plane - i);
    const at = <usize>((column / across) * channels) * step + (<usize>i << 2);
    const x: usize = load<u32>(args) + at;
    const gy: usize = load<u32>(args, 4) + at;
    const gx: usize = load<u32>(args, 8) + at;
    for (let c: u32 = 0; c < channels; c++) {
      const d = divisor(x, c, channels, size, step, count, factor, bias);
      const direct = f32x4.mul(take(gy + <usize>c * step, count), inversePower(d, beta));
      const kept = scratch + (<usize>c << 5);
      v128.store(kept, direct);
      v128.store(kept, f32x4.div(f32x4.mul(direct, take(x + <usize>c * step, count)), d), 16);
    }
    for (let c: u32 = 0; c < channels; c++) {
      const end = min<u32>(channels, c + (size - 1) / 2 + 1);
      let sum = f32x4.splat(0);
      for (let k = c - min<u32>(c, size / 2); k < end; k++) {
        sum = f32x4.add(sum, v128.load(scratch + (<usize>k << 5), 16));
      }
      const own = f32x4.mul(coefficient, take(x + <usize>c * step, count));
      give(gx + <usize>c * step, madd(own, sum, v128.load(scratch + (<usize>c << 5))), count);
    }
  }
}
