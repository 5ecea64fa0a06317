/**
 * Max, average and min pooling of planes, and the gradients. Threads split the planes. Windows entirely between the
 * left and right edge go four at a time, at strides 1 and 2; all others pixel by pixel over the part that exists.
 */
import { cut } from './run';
import { share, sumWide, widenAdd } from './simd';

const MAX: u32 = 0;
const AVERAGE: u32 = 1;
const MIN: u32 = 2;

/** Whether `a` replaces the best so far: NaN beats everything, then the larger (max) or smaller (min). */
@inline
function wins(a: f32, best: f32, kind: u32): bool {
  if (best != best) return false;
  if (a != a) return true;
  return kind == MAX ? a > best : a < best;
}

/** Lanes in which `a` replaces `best`, by the same rule. */
@inline
function winning(a: v128, best: v128, kind: u32): v128 {
  const better = kind == MAX ? f32x4.gt(a, best) : f32x4.lt(a, best);
  return v128.and(v128.or(better, f32x4.ne(a, a)), f32x4.eq(best, best));
}

/** Even and odd floats of eight. */
@inline
function evens(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 2, 4, 6);
}

@inline
function odds(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 1, 3, 5, 7);
}

/** The parameters after the ports, as pool2d and its gradient read them. */
@unmanaged
class Pool {
  planes: u32 = 0;
  inH: u32 = 0;
  inW: u32 = 0;
  outH: u32 = 0;
  outW: u32 = 0;
  windowH: u32 = 0;
  windowW: u32 = 0;
  strideY: u32 = 0;
  strideX: u32 = 0;
  padTop: i32 = 0;
  padLeft: i32 = 0;
  padBottom: i32 = 0;
  padRight: i32 = 0;
  dilationY: u32 = 0;
  dilationX: u32 = 0;
  kind: u32 = 0;
  countIncludePad: u32 = 0;
}

/** First tap at or after pixel 0, for a window that starts at `start`. */
@inline
function firstTap(start: i32, dilation: u32): u32 {
  return start >= 0 ? 0 : (<u32>-start + dilation - 1) / dilation;
}

/** One past the last tap before pixel `size`. */
@inline
function endTap(start: i32, dilation: u32, taps: u32, size: i32): u32 {
  const room = size - start;
  return room <= 0 ? 0 : min<u32>(taps, (<u32>room + dilation - 1) / dilation);
}

@inline
function isTwoByTwo(p: Pool): bool {
  return p.windowH == 2 && p.windowW == 2 && p.strideY == 2 && p.strideX == 2 && p.padTop == 0 && p.padLeft == 0 &&
    p.dilationY == 1 && p.dilationX == 1 && p.outH * 2 <= p.inH && p.outW * 2 <= p.inW;
}

/** Divisor of the average for a window with `present` existing taps. */
@inline
function divisorOf(p: Pool, top: i32, left: i32, present: u32): f32 {
  if (!p.countIncludePad) return <f32>present;
  const rows = endTap(top, p.dilationY, p.windowH, <i32>p.inH + p.padBottom);
  const columns = endTap(left, p.dilationX, p.windowW, <i32>p.inW + p.padRight);
  return <f32>(rows * columns);
}

/** One window's value. `plane`: its input plane. */
function windowValue(p: Pool, plane: usize, i: u32, j: u32): f32 {
  const top = <i32>(i * p.strideY) - p.padTop;
  const left = <i32>(j * p.strideX) - p.padLeft;
  const u0 = firstTap(top, p.dilationY);
  const u1 = endTap(top, p.dilationY, p.windowH, p.inH);
  const v0 = firstTap(left, p.dilationX);
  const v1 = endTap(left, p.dilationX, p.windowW, p.inW);
  let best: f32 = p.kind == MAX ? -Infinity : Infinity;
  let sum: f64 = 0;
  let present: u32 = 0;
  for (let u = u0; u < u1; u++) {
    const row = plane + (<usize>((top + <i32>(u * p.dilationY)) * <i32>p.inW) << 2);
    for (let v = v0; v < v1; v++) {
      const value = load<f32>(row + (<usize>(left + <i32>(v * p.dilationX)) << 2));
      if (p.kind == AVERAGE) sum += value;
      else if (wins(value, best, p.kind)) best = value;
      present++;
    }
  }
  if (p.kind != AVERAGE) return best;
  const divisor = divisorOf(p, top, left, present);
  return divisor == 0 ? 0 : <f32>(sum / divisor);
}

/** Four windows of 2 x 2 from eight pixels of two rows. */
@inline
function fourWindows(kind: u32, upper: usize, lower: usize): v128 {
  const a0 = v128.load(upper);
  const a1 = v128.load(upper, 16);
  const b0 = v128.load(lower);
  const b1 = v128.load(lower, 16);
  if (kind == AVERAGE) {
    const sum = f32x4.add(f32x4.add(evens(a0, a1), odds(a0, a1)), f32x4.add(evens(b0, b1), odds(b0, b1)));
    return f32x4.mul(sum, f32x4.splat(0.25));
  }
  // WASM's max and min give NaN when either operand is.
  const u = kind == MAX ? f32x4.max(a0, b0) : f32x4.min(a0, b0);
  const v = kind == MAX ? f32x4.max(a1, b1) : f32x4.min(a1, b1);
  return kind == MAX ? f32x4.max(evens(u, v), odds(u, v)) : f32x4.min(evens(u, v), odds(u, v));
}

/** Tap v of four neighbouring windows in a row: four floats, or every other of eight at a stride of 2. */
@inline
function fourTaps(at: usize, strideX: u32): v128 {
  if (strideX == 1) return v128.load(at);
  return evens(v128.load(at), v128.load(at, 16));
}

/**
 * Maximum of four neighbouring windows 3 wide at a stride of 2, whose rows start at `at`, `step` bytes apart: first
 * down the rows, then across, reusing what neighbours share (twice as fast as tap by tap on planes of 111 x 111).
 */
@inline
function fourOfThree(at: usize, step: usize, rows: u32): v128 {
  let a = f32x4.splat(-Infinity);
  let b = a;
  let c = a;
  for (; rows; rows--, at += step) {
    a = f32x4.max(a, v128.load(at));
    b = f32x4.max(b, v128.load(at, 16));
    c = f32x4.max(c, v128.load32_splat(at, 32));
  }
  const even = evens(a, b);
  return f32x4.max(f32x4.max(even, odds(a, b)), v128.shuffle<f32>(even, c, 1, 2, 3, 4));
}

/** Four neighbouring windows whose columns all exist, the first starting at column `left`. */
function fourWhole(p: Pool, plane: usize, top: i32, left: i32): v128 {
  const kind = p.kind;
  const u0 = firstTap(top, p.dilationY);
  const u1 = endTap(top, p.dilationY, p.windowH, p.inH);
  if (kind == MAX && p.windowW == 3 && p.strideX == 2 && p.dilationX == 1) {
    const first = plane + (<usize>((top + <i32>(u0 * p.dilationY)) * <i32>p.inW + left) << 2);
    return fourOfThree(first, <usize>(p.dilationY * p.inW) << 2, max<u32>(u0, u1) - u0);
  }
  let best = f32x4.splat(kind == MAX ? -Infinity : Infinity);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let u = u0; u < u1; u++) {
    let at = plane + (<usize>((top + <i32>(u * p.dilationY)) * <i32>p.inW + left) << 2);
    for (let v = p.windowW; v; v--, at += <usize>p.dilationX << 2) {
      const taps = fourTaps(at, p.strideX);
      if (kind == MAX) best = f32x4.max(best, taps);
      else if (kind == MIN) best = f32x4.min(best, taps);
      else {
        low = f64x2.add(low, f64x2.promote_low_f32x4(taps));
        high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(taps, taps, 2, 3, 2, 3)));
      }
    }
  }
  if (kind != AVERAGE) return best;
  const divisor = <f64>divisorOf(p, top, left, u1 > u0 ? (u1 - u0) * p.windowW : 0);
  if (divisor == 0) return f32x4.splat(0);
  const d = f64x2.splat(divisor);
  return v128.shuffle<f32>(
    f32x4.demote_f64x2_zero(f64x2.div(low, d)), f32x4.demote_f64x2_zero(f64x2.div(high, d)), 0, 1, 4, 5,
  );
}

/** Input floats below which a single thread does everything. */
const WORTH_THREADS: u32 = 8192;

/** Ports x, y; params as Pool. */
export function pool2d(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const p = changetype<Pool>(args + 8);
  parts = cut(parts, p.planes * p.inH * p.inW >= WORTH_THREADS);
  const fast = isTwoByTwo(p);
  // Windows [firstWhole, endWhole) of a row have all their columns.
  const firstWhole: u32 = p.padLeft <= 0 ? 0 : (<u32>p.padLeft + p.strideX - 1) / p.strideX;
  const room = <i32>p.inW + p.padLeft - <i32>((p.windowW - 1) * p.dilationX) - 1;
  const endWhole: u32 = p.strideX > 2 || room < 0 ? 0 : min<u32>(p.outW, <u32>room / p.strideX + 1);
  const last = share(p.planes, part + 1, parts);
  for (let plane = share(p.planes, part, parts); plane < last; plane++) {
    const x: usize = load<u32>(args) + (<usize>(plane * p.inH * p.inW) << 2);
    let y: usize = load<u32>(args, 4) + (<usize>(plane * p.outH * p.outW) << 2);
    for (let i: u32 = 0; i < p.outH; i++) {
      let j: u32 = 0;
      if (fast) {
        let upper = x + (<usize>(2 * i * p.inW) << 2);
        const lower = <usize>p.inW << 2;
        for (; j + 4 <= p.outW; j += 4, upper += 32, y += 16) v128.store(y, fourWindows(p.kind, upper, upper + lower));
      }
      const top = <i32>(i * p.strideY) - p.padTop;
      for (; j < p.outW; ) {
        if (j >= firstWhole && j < endWhole && firstWhole + 4 <= endWhole) {
          // The last four overlap those before.
          const from = min<u32>(j, endWhole - 4);
          y -= <usize>(j - from) << 2;
          j = from + 4;
          v128.store(y, fourWhole(p, x, top, <i32>(from * p.strideX) - p.padLeft));
          y += 16;
        } else {
          store<f32>(y, windowValue(p, x, i, j));
          j++;
          y += 4;
        }
      }
    }
  }
}

/** Adds one window's gradient g to the input plane's gradient. */
function windowGradient(p: Pool, x: usize, gx: usize, g: f32, i: u32, j: u32): void {
  const top = <i32>(i * p.strideY) - p.padTop;
  const left = <i32>(j * p.strideX) - p.padLeft;
  const u0 = firstTap(top, p.dilationY);
  const u1 = endTap(top, p.dilationY, p.windowH, p.inH);
  const v0 = firstTap(left, p.dilationX);
  const v1 = endTap(left, p.dilationX, p.windowW, p.inW);
  if (u0 >= u1 || v0 >= v1) return;
  if (p.kind == AVERAGE) g /= divisorOf(p, top, left, (u1 - u0) * (v1 - v0));
  let winner: usize = -1;
  let best: f32 = 0;
  for (let u = u0; u < u1; u++) {
    const row = <usize>((top + <i32>(u * p.dilationY)) * <i32>p.inW) << 2;
    for (let v = v0; v < v1; v++) {
      const at = row + (<usize>(left + <i32>(v * p.dilationX)) << 2);
      if (p.kind == AVERAGE) {
        store<f32>(gx + at, load<f32>(gx + at) + g);
        continue;
      }
      const value = load<f32>(x + at);
      if (winner == -1 || wins(value, best, p.kind)) {
        winner = at;
        best = value;
      }
    }
  }
  if (winner != -1) store<f32>(gx + winner, load<f32>(gx + winner) + g);
}

/** Gradients of four 2 x 2 windows: all of g to the first winner in row-major order, or a quarter to each pixel. */
@inline
function fourGradients(kind: u32, x: usize, gx: usize, row: usize, g: v128): void {
  if (kind == AVERAGE) {
    const quarter = f32x4.mul(g, f32x4.splat(0.25));
    const low = v128.shuffle<f32>(quarter, quarter, 0, 0, 1, 1);
    const high = v128.shuffle<f32>(quarter, quarter, 2, 2, 3, 3);
    v128.store(gx, low);
    v128.store(gx, high, 16);
    v128.store(gx + row, low);
    v128.store(gx + row, high, 16);
    return;
  }
  const a0 = v128.load(x);
  const a1 = v128.load(x, 16);
  const b0 = v128.load(x + row);
  const b1 = v128.load(x + row, 16);
  const one = evens(a0, a1);
  const two = odds(a0, a1);
  const three = evens(b0, b1);
  const four = odds(b0, b1);
  const is2 = winning(two, one, kind);
  let best = v128.bitselect(two, one, is2);
  const is3 = winning(three, best, kind);
  best = v128.bitselect(three, best, is3);
  const is4 = winning(four, best, kind);
  const g4 = v128.and(g, is4);
  const g3 = v128.andnot(v128.and(g, is3), is4);
  const late = v128.or(is3, is4);
  const g2 = v128.andnot(v128.and(g, is2), late);
  const g1 = v128.andnot(g, v128.or(is2, late));
  v128.store(gx, v128.shuffle<f32>(g1, g2, 0, 4, 1, 5));
  v128.store(gx, v128.shuffle<f32>(g1, g2, 2, 6, 3, 7), 16);
  v128.store(gx + row, v128.shuffle<f32>(g3, g4, 0, 4, 1, 5));
  v128.store(gx + row, v128.shuffle<f32>(g3, g4, 2, 6, 3, 7), 16);
}

/** Ports x, y, gy, gx; params as Pool. */
export function pool2dGradient(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const p = changetype<Pool>(args + 16);
  parts = cut(parts, p.planes * p.inH * p.inW >= WORTH_THREADS);
  const fast = isTwoByTwo(p);
  // Full coverage: some window writes every pixel, so nothing needs clearing first.
  const covered = fast && p.outH * 2 == p.inH && p.outW * 2 == p.inW && (p.outW & 3) == 0;
  const last = share(p.planes, part + 1, parts);
  for (let plane = share(p.planes, part, parts); plane < last; plane++) {
    const x: usize = load<u32>(args) + (<usize>(plane * p.inH * p.inW) << 2);
    const gx: usize = load<u32>(args, 12) + (<usize>(plane * p.inH * p.inW) << 2);
    let gy: usize = load<u32>(args, 8) + (<usize>(plane * p.outH * p.outW) << 2);
    if (!covered) memory.fill(gx, 0, <usize>(p.inH * p.inW) << 2);
    for (let i: u32 = 0; i < p.outH; i++) {
      let j: u32 = 0;
      if (fast) {
        const row = <usize>p.inW << 2;
        const at = 2 * <usize>i * row;
        for (; j + 4 <= p.outW; j += 4, gy += 16) {
          fourGradients(p.kind, x + at + (<usize>j << 3), gx + at + (<usize>j << 3), row, v128.load(gy));
        }
      }
      for (; j < p.outW; j++, gy += 4) windowGradient(p, x, gx, load<f32>(gy), i, j);
    }
  }
}

/** Maximum, mean or minimum of `length` floats. */
function planeValue(x: usize, length: u32, kind: u32): f32 {
  const end = x + (<usize>length << 2);
  if (kind == AVERAGE) {
    let sum = f64x2.splat(0);
    let rest: f64 = 0;
    for (; x + 16 <= end; x += 16) sum = widenAdd(sum, v128.load(x));
    for (; x < end; x += 4) rest += load<f32>(x);
    return <f32>((sumWide(sum) + rest) / <f64>length);
  }
  let best = load<f32>(x);
  if (length >= 4) {
    let v = v128.load(x);
    for (; x + 16 <= end; x += 16) v = kind == MAX ? f32x4.max(v, v128.load(x)) : f32x4.min(v, v128.load(x));
    const s = v128.shuffle<f32>(v, v, 2, 3, 0, 1);
    v = kind == MAX ? f32x4.max(v, s) : f32x4.min(v, s);
    const a = f32x4.extract_lane(v, 0);
    const b = f32x4.extract_lane(v, 1);
    best = wins(b, a, kind) ? b : a;
  }
  for (; x < end; x += 4) if (wins(load<f32>(x), best, kind)) best = load<f32>(x);
  return best;
}

/** Ports x, y; params planes, length, kind. */
export function globalPool(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const planes = load<u32>(args, 8);
  const length = load<u32>(args, 12);
  parts = cut(parts, planes * length >= WORTH_THREADS);
  const end = share(planes, part + 1, parts);
  for (let plane = share(planes, part, parts); plane < end; plane++) {
    const x: usize = load<u32>(args) + (<usize>(plane * length) << 2);
    store<f32>(load<u32>(args, 4) + (<usize>plane << 2), planeValue(x, length, load<u32>(args, 16)));
  }
}

/** Ports x, y, gy, gx; params planes, length, kind. */
export function globalPoolGradient(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const planes = load<u32>(args, 16);
  const length = load<u32>(args, 20);
  const kind = load<u32>(args, 24);
  parts = cut(parts, planes * length >= WORTH_THREADS);
  const last = share(planes, part + 1, parts);
  for (let plane = share(planes, part, parts); plane < last; plane++) {
    const x: usize = load<u32>(args) + (<usize>(plane * length) << 2);
    const gx: usize = load<u32>(args, 12) + (<usize>(plane * length) << 2);
    const g = load<f32>(load<u32>(args, 8) + (<usize>plane << 2));
    const end = <usize>length << 2;
    if (kind == AVERAGE) {
      const part = g / <f32>length;
      let k: usize = 0;
      for (; k + 16 <= end; k += 16) v128.store(gx + k, f32x4.splat(part));
      for (; k < end; k += 4) store<f32>(gx + k, part);
      continue;
    }
    memory.fill(gx, 0, end);
    let winner: usize = 0;
    for (let k: usize = 0; k < end; k += 4) if (wins(load<f32>(x + k), load<f32>(x + winner), kind)) winner = k;
    store<f32>(gx + winner, g);
  }
}
