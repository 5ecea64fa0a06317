/**
 * Batch normalisation per channel: with stored statistics, with batch statistics, and the latter's gradient. Sums
 * accumulate in float64; threads split the channels.
 */
import { activate } from './activation';
import { cut } from './run';
import { loadPart, madd, share, storePart, sumWide, widenAdd } from './simd';

const WORTH_THREADS: u32 = 8192;

@inline
function at(base: usize, index: u32): f32 {
  return load<f32>(base + (<usize>index << 2));
}

@inline
function put(base: usize, index: u32, value: f32): void {
  store<f32>(base + (<usize>index << 2), value);
}

/** Ports x, scale, shift?, mean?, variance, y, post?; params batch, channels, plane, epsilon, activation, alpha, beta. */
export function batchNorm(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const batch = load<u32>(args, 28);
  const channels = load<u32>(args, 32);
  const plane = load<u32>(args, 36);
  parts = cut(parts, batch * channels * plane >= WORTH_THREADS);
  const code = load<u32>(args, 44);
  const alpha = load<f32>(args, 48);
  const beta = load<f32>(args, 52);
  const shifts: usize = load<u32>(args, 8);
  const means: usize = load<u32>(args, 12);
  const post: usize = load<u32>(args, 24);
  const planes = batch * channels;
  const last = share(planes, part + 1, parts);
  for (let k = share(planes, part, parts); k < last; k++) {
    const channel = k % channels;
    const deviation = Math.sqrt(<f64>at(load<u32>(args, 16), channel) + <f64>load<f32>(args, 40));
    const factor = f32x4.splat(<f32>(<f64>at(load<u32>(args, 4), channel) / deviation));
    const shift = f32x4.splat(shifts ? at(shifts, channel) : 0);
    const mean = f32x4.splat(means ? at(means, channel) : 0);
    let x: usize = load<u32>(args) + (<usize>(k * plane) << 2);
    let y: usize = load<u32>(args, 20) + (<usize>(k * plane) << 2);
    let f = post + (<usize>(k * plane) << 2);
    for (const end = y + (<usize>(plane & ~3) << 2); y < end; x += 16, y += 16, f += 16) {
      const v = madd(f32x4.sub(v128.load(x), mean), factor, shift);
      v128.store(y, v);
      if (post) v128.store(f, activate(code, v, alpha, beta));
    }
    const rest = plane & 3;
    if (!rest) continue;
    const v = madd(f32x4.sub(loadPart(x, rest), mean), factor, shift);
    storePart(y, v, rest);
    if (post) storePart(f, activate(code, v, alpha, beta), rest);
  }
}

/** Sum of one channel over the batch. `step`: bytes from image to image. */
function channelSum(x: usize, batch: u32, step: usize, plane: u32): f64 {
  let sum = f64x2.splat(0);
  let rest: f64 = 0;
  for (let n = batch; n; n--, x += step) {
    let k = x;
    const end = x + (<usize>plane << 2);
    for (; k + 16 <= end; k += 16) sum = widenAdd(sum, v128.load(k));
    for (; k < end; k += 4) rest += load<f32>(k);
  }
  return sumWide(sum) + rest;
}

/** Sum of squared distances from `mean`, in float64 throughout. */
function channelSquares(x: usize, batch: u32, step: usize, plane: u32, mean: f64): f64 {
  let sum = f64x2.splat(0);
  let rest: f64 = 0;
  const m = f64x2.splat(mean);
  for (let n = batch; n; n--, x += step) {
    let k = x;
    const end = x + (<usize>plane << 2);
    for (; k + 16 <= end; k += 16) {
      const v = v128.load(k);
      const low = f64x2.sub(f64x2.promote_low_f32x4(v), m);
      const high = f64x2.sub(f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3)), m);
      sum = f64x2.add(sum, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
    }
    for (; k < end; k += 4) {
      const distance = <f64>load<f32>(k) - mean;
      rest += distance * distance;
    }
  }
  return sumWide(sum) + rest;
}

/**
 * Ports x, scale, shift, y, mean, inverseDeviation, runningMean, runningVariance; params batch, channels, plane,
 * epsilon, momentum.
 */
export function batchNormTrain(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const batch = load<u32>(args, 32);
  const channels = load<u32>(args, 36);
  const plane = load<u32>(args, 40);
  const epsilon = <f64>load<f32>(args, 44);
  const momentum = <f64>load<f32>(args, 48);
  parts = cut(parts, batch * channels * plane >= WORTH_THREADS);
  const step = <usize>(channels * plane) << 2;
  const count = <f64>(batch * plane);
  const last = share(channels, part + 1, parts);
  for (let c = share(channels, part, parts); c < last; c++) {
    const x: usize = load<u32>(args) + (<usize>(c * plane) << 2);
    const mean = channelSum(x, batch, step, plane) / count;
    const squares = channelSquares(x, batch, step, plane, mean);
    const inverse = 1.0 / Math.sqrt(squares / count + epsilon);
    const scale = at(load<u32>(args, 4), c);
    normalise(
      x, load<u32>(args, 12) + (<usize>(c * plane) << 2), batch, step, plane, mean, <f32>(inverse * <f64>scale),
      at(load<u32>(args, 8), c),
    );
    put(load<u32>(args, 16), c, <f32>mean);
    put(load<u32>(args, 20), c, <f32>inverse);
    const runningMean = <f64>at(load<u32>(args, 24), c);
    put(load<u32>(args, 24), c, <f32>(runningMean + momentum * (mean - runningMean)));
    const unbiased = squares / max(1.0, count - 1.0);
    const runningVariance = <f64>at(load<u32>(args, 28), c);
    put(load<u32>(args, 28), c, <f32>(runningVariance + momentum * (unbiased - runningVariance)));
  }
}

/** y = (x - mean) factor + shift. The mean is subtracted in two parts to hide its rounding to float32. */
function normalise(
  x: usize, y: usize, batch: u32, step: usize, plane: u32, mean: f64, factor: f32, shift: f32,
): void {
  const m = f32x4.splat(<f32>mean);
  const low = f32x4.splat(<f32>(mean - <f64>(<f32>mean)));
  const a = f32x4.splat(factor);
  const b = f32x4.splat(shift);
  for (let n = batch; n; n--, x += step, y += step) {
    let k: usize = 0;
    for (const end = <usize>(plane & ~3) << 2; k < end; k += 16) {
      v128.store(y + k, madd(f32x4.sub(f32x4.sub(v128.load(x + k), m), low), a, b));
    }
    const rest = plane & 3;
    if (rest) storePart(y + k, madd(f32x4.sub(f32x4.sub(loadPart(x + k, rest), m), low), a, b), rest);
  }
}

/** Sum over one channel of gy (x - mean), products in float64. */
function channelProduct(x: usize, gy: usize, batch: u32, step: usize, plane: u32, mean: f64): f64 {
  let sum = f64x2.splat(0);
  let rest: f64 = 0;
  const m = f64x2.splat(mean);
  for (let n = batch; n; n--, x += step, gy += step) {
    let k: usize = 0;
    const end = <usize>plane << 2;
    for (; k + 16 <= end; k += 16) {
      const v = v128.load(x + k);
      const g = v128.load(gy + k);
      const low = f64x2.mul(f64x2.sub(f64x2.promote_low_f32x4(v), m), f64x2.promote_low_f32x4(g));
      const v2 = v128.shuffle<f32>(v, v, 2, 3, 2, 3);
      const g2 = v128.shuffle<f32>(g, g, 2, 3, 2, 3);
      const high = f64x2.mul(f64x2.sub(f64x2.promote_low_f32x4(v2), m), f64x2.promote_low_f32x4(g2));
      sum = f64x2.add(sum, f64x2.add(low, high));
    }
    for (; k < end; k += 4) rest += (<f64>load<f32>(x + k) - mean) * <f64>load<f32>(gy + k);
  }
  return sumWide(sum) + rest;
}

/** Ports x, scale, mean, inverseDeviation, gy, gx, gscale, gshift; params batch, channels, plane. */
export function batchNormGradient(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const batch = load<u32>(args, 32);
  const channels = load<u32>(args, 36);
  const plane = load<u32>(args, 40);
  parts = cut(parts, batch * channels * plane >= WORTH_THREADS);
  const step = <usize>(channels * plane) << 2;
  const count = <f64>(batch * plane);
  const last = share(channels, part + 1, parts);
  for (let c = share(channels, part, parts); c < last; c++) {
    let x: usize = load<u32>(args) + (<usize>(c * plane) << 2);
    let gy: usize = load<u32>(args, 16) + (<usize>(c * plane) << 2);
    let gx: usize = load<u32>(args, 20) + (<usize>(c * plane) << 2);
    const mean = at(load<u32>(args, 8), c);
    const inverse = <f64>at(load<u32>(args, 12), c);
    const shiftSum = channelSum(gy, batch, step, plane);
    const scaleSum = channelProduct(x, gy, batch, step, plane, mean) * inverse;
    // gx = outer (gy - (x - mean) slope - offset)
    const outer = f32x4.splat(<f32>(<f64>at(load<u32>(args, 4), c) * inverse));
    const slope = f32x4.splat(<f32>((-inverse * scaleSum) / count));
    const offset = f32x4.splat(<f32>(shiftSum / count));
    const m = f32x4.splat(mean);
    for (let n = batch; n; n--, x += step, gy += step, gx += step) {
      let k: usize = 0;
      for (const end = <usize>(plane & ~3) << 2; k < end; k += 16) {
        const centred = f32x4.sub(v128.load(gy + k), offset);
        v128.store(gx + k, f32x4.mul(outer, madd(f32x4.sub(v128.load(x + k), m), slope, centred)));
      }
      const rest = plane & 3;
      if (!rest) continue;
      const centred = f32x4.sub(loadPart(gy + k, rest), offset);
      storePart(gx + k, f32x4.mul(outer, madd(f32x4.sub(loadPart(x + k, rest), m), slope, centred)), rest);
    }
    put(load<u32>(args, 24), c, <f32>scaleSum);
    put(load<u32>(args, 28), c, <f32>shiftSum);
  }
}
