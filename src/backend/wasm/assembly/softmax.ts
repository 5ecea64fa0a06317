/**
 * Softmax and log-softmax along the middle axis of [outer, classes, inner], and their gradient.
 * Lanes run along the classes where these are contiguous (inner = 1), else along the inner axis.
 */
import { exp, logLanes } from './math';
import { cut } from './run';
import { give, loadPart, share, storePart, sumWide, take, widenAdd } from './simd';

const WORTH_THREADS: u32 = 4096;

/** Largest of `count` contiguous floats; NaN if any is. */
function largestOf(x: usize, count: u32): f32 {
  let best = f32x4.splat(-Infinity);
  const end = x + (<usize>(count & ~3) << 2);
  for (; x < end; x += 16) best = f32x4.max(best, v128.load(x));
  best = f32x4.max(best, v128.shuffle<f32>(best, best, 2, 3, 0, 1));
  let value = max(f32x4.extract_lane(best, 0), f32x4.extract_lane(best, 1));
  for (let rest = count & 3; rest; rest--, x += 4) value = max(value, load<f32>(x));
  return value;
}

/** y = exp(x - largest), and the sum of these in float64. */
function exponentials(x: usize, y: usize, count: u32, largest: f32): f64 {
  const top = f32x4.splat(largest);
  let sum = f64x2.splat(0);
  const end = x + (<usize>(count & ~3) << 2);
  for (; x < end; x += 16, y += 16) {
    const e = exp(f32x4.sub(v128.load(x), top));
    v128.store(y, e);
    sum = widenAdd(sum, e);
  }
  let total = sumWide(sum);
  const rest = count & 3;
  if (rest) {
    const e = exp(f32x4.sub(loadPart(x, rest), top));
    storePart(y, e, rest);
    for (let k: u32 = 0; k < rest; k++) total += load<f32>(y + (<usize>k << 2));
  }
  return total;
}

/** y = (y - shift) factor over contiguous floats. */
function rescale(from: usize, to: usize, count: u32, shift: f32, factor: f32): void {
  const s = f32x4.splat(shift);
  const a = f32x4.splat(factor);
  const end = to + (<usize>(count & ~3) << 2);
  for (; to < end; to += 16, from += 16) v128.store(to, f32x4.mul(f32x4.sub(v128.load(from), s), a));
  const rest = count & 3;
  if (rest) storePart(to, f32x4.mul(f32x4.sub(loadPart(from, rest), s), a), rest);
}

/** One contiguous vector. */
function softmaxRow(x: usize, y: usize, classes: u32, log: u32): void {
  const largest = largestOf(x, classes);
  const sum = exponentials(x, y, classes, largest);
  if (!log) {
    rescale(y, y, classes, 0, <f32>(1.0 / sum));
    return;
  }
  // Two subtractions, (x - largest) - log(sum): a single one would lose the bits of a large logit.
  rescale(x, y, classes, largest, 1);
  rescale(y, y, classes, <f32>Math.log(sum), 1);
}

/** Up to 4 neighbouring vectors, their classes `step` bytes apart. */
function softmaxColumns(x: usize, y: usize, classes: u32, step: usize, log: u32, count: u32): void {
  let largest = f32x4.splat(-Infinity);
  const end = <usize>classes * step;
  for (let k: usize = 0; k < end; k += step) largest = f32x4.max(largest, take(x + k, count));
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let k: usize = 0; k < end; k += step) {
    const e = exp(f32x4.sub(take(x + k, count), largest));
    low = f64x2.add(low, f64x2.promote_low_f32x4(e));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(e, e, 2, 3, 2, 3)));
    if (!log) give(y + k, e, count);
  }
  const sum = v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
  const scale = log ? logLanes(sum) : f32x4.div(f32x4.splat(1), sum);
  for (let k: usize = 0; k < end; k += step) {
    if (log) give(y + k, f32x4.sub(f32x4.sub(take(x + k, count), largest), scale), count);
    else give(y + k, f32x4.mul(take(y + k, count), scale), count);
  }
}

/** Ports x, y; params outer, classes, inner, log. */
export function softmax(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const x: usize = load<u32>(args);
  const y: usize = load<u32>(args, 4);
  const outer = load<u32>(args, 8);
  const classes = load<u32>(args, 12);
  const inner = load<u32>(args, 16);
  const log = load<u32>(args, 20);
  parts = cut(parts, outer * classes * inner >= WORTH_THREADS);
  const step = <usize>inner << 2;
  const last = share(outer, part + 1, parts);
  for (let o = share(outer, part, parts); o < last; o++) {
    const at = <usize>(o * classes) * step;
    if (inner == 1) {
      softmaxRow(x + at, y + at, classes, log);
      continue;
    }
    for (let i: u32 = 0; i < inner; i += 4) {
      const k = at + (<usize>i << 2);
      softmaxColumns(x + k, y + k, classes, step, log, min<u32>(4, inner - i));
    }
  }
}

/** Ports y, gy, gx; params outer, classes, inner, log. */
export function softmaxGradient(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const y: usize = load<u32>(args);
  const gy: usize = load<u32>(args, 4);
  const gx: usize = load<u32>(args, 8);
  const outer = load<u32>(args, 12);
  const classes = load<u32>(args, 16);
  const inner = load<u32>(args, 20);
  const log = load<u32>(args, 24);
  parts = cut(parts, outer * classes * inner >= WORTH_THREADS);
  const step = <usize>inner << 2;
  const last = share(outer, part + 1, parts);
  for (let o = share(outer, part, parts); o < last; o++) {
    for (let i: u32 = 0; i < inner; i++) {
      const at = <usize>(o * classes) * step + (<usize>i << 2);
      const end = at + <usize>classes * step;
      let sum: f64 = 0;
      for (let k = at; k < end; k += step) {
        sum += <f64>load<f32>(gy + k) * (log ? 1.0 : <f64>load<f32>(y + k));
      }
      for (let k = at; k < end; k += step) {
        const value = load<f32>(y + k);
        const g = <f64>load<f32>(gy + k);
        const change = log ? g - Math.exp(value) * sum : <f64>value * (g - sum);
        store<f32>(gx + k, <f32>change);
      }
    }
  }
}
