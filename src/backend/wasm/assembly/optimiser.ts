/**
 * Optimiser steps over the flat range of all parameters, four weights at a time; threads split the chunks, whose sums of
 * squares are recorded in float64 and rounded once. Byte offsets into `hyper` are those of kernels/hyper.ts.
 */
import { cut } from './run';
import { give, share, sumWide, take, WORTH_SHARING } from './simd';

const ROW: usize = 4;
const RATE: usize = 8;
const DECAY: usize = 12;
const SHRINK: usize = 16;
const MOMENTUM: usize = 20;
const MOMENTUM2: usize = 24;
const EPSILON: usize = 28;
const CORRECTION1: usize = 32;
const CORRECTION2: usize = 36;
const CLIP: usize = 40;

/** What a step does to the gradient: nothing, momentum, Nesterov's momentum, or Adam's moments. */
const PLAIN: u32 = 0;
const POLYAK: u32 = 1;
const NESTEROV: u32 = 2;
const ADAM: u32 = 3;

/** v in the lanes of values before `end`, zero in the others. */
@inline
function before(v: v128, i: u32, end: u32): v128 {
  return v128.and(v, i32x4.lt_u(i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3)), i32x4.splat(end)));
}

/** The sum with the squares of four values, in float64: two partial sums. */
@inline
function addSquares(sum: v128, v: v128): v128 {
  const low = f64x2.promote_low_f32x4(v);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
  return f64x2.add(sum, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
}

/** Ports g, hyper, clipping, w, then moments, and sizes and cursor at `records`; params length, decaying, chunk from `params` on. */
function move(args: usize, params: usize, rule: u32, moment: usize, second: usize, records: usize, part: u32, parts: u32): void {
  const length = load<u32>(params);
  const decaying = load<u32>(params, 4);
  const chunk = load<u32>(params, 8);
  const chunks = (length + chunk - 1) / chunk;
  parts = cut(parts, length >= WORTH_SHARING);
  const g: usize = load<u32>(args);
  const hyper: usize = load<u32>(args, 4);
  const clipping: usize = load<u32>(args, 8);
  const w: usize = load<u32>(args, 12);
  const sizes: usize = load<u32>(records);
  const cursor: usize = load<u32>(records, 4);
  const scale = f32x4.splat(clipping ? load<f32>(clipping) : 1);
  const rate = f32x4.neg(v128.load32_splat(hyper, RATE));
  const decay = v128.load32_splat(hyper, DECAY);
  const shrink = v128.load32_splat(hyper, SHRINK);
  const momentum = v128.load32_splat(hyper, MOMENTUM);
  const momentum2 = v128.load32_splat(hyper, MOMENTUM2);
  const one = f32x4.splat(1);
  const epsilon = v128.load32_splat(hyper, EPSILON);
  const correction1 = v128.load32_splat(hyper, CORRECTION1);
  const correction2 = v128.load32_splat(hyper, CORRECTION2);
  const row = <u32>load<f32>(hyper, ROW);
  if (cursor && part == 0) store<f32>(cursor, load<f32>(hyper, ROW) + 1);
  const last = share(chunks, part + 1, parts);
  for (let c = share(chunks, part, parts); c < last; c++) {
    const end = min<u32>(length, (c + 1) * chunk);
    let gradients = f64x2.splat(0);
    let changes = f64x2.splat(0);
    let weights = f64x2.splat(0);
    for (let i = c * chunk; i < end; i += 4) {
      const count = end - i;
      const at = <usize>i << 2;
      const raw = take(g + at, count);
      const x = take(w + at, count);
      const pulled = f32x4.add(f32x4.mul(scale, raw), f32x4.mul(before(decay, i, decaying), x));
      let direction = pulled;
      if (rule == ADAM) {
        const m = f32x4.add(f32x4.mul(momentum, take(moment + at, count)), f32x4.mul(f32x4.sub(one, momentum), pulled));
        const square = f32x4.mul(f32x4.mul(f32x4.sub(one, momentum2), pulled), pulled);
        const v = f32x4.add(f32x4.mul(momentum2, take(second + at, count)), square);
        give(moment + at, m, count);
        give(second + at, v, count);
        const size = f32x4.add(f32x4.sqrt(f32x4.mul(v, correction2)), epsilon);
        direction = f32x4.div(f32x4.mul(m, correction1), size);
      } else if (rule != PLAIN) {
        const u = f32x4.add(f32x4.mul(momentum, take(moment + at, count)), pulled);
        give(moment + at, u, count);
        direction = rule == NESTEROV ? f32x4.add(pulled, f32x4.mul(momentum, u)) : u;
      }
      const delta = f32x4.mul(rate, f32x4.add(direction, f32x4.mul(before(shrink, i, decaying), x)));
      give(w + at, f32x4.add(x, delta), count);
      gradients = addSquares(gradients, before(raw, i, end));
      changes = addSquares(changes, before(delta, i, end));
      weights = addSquares(weights, before(x, i, end));
    }
    if (!sizes) continue;
    const to = sizes + <usize>((row * chunks + c) * 12);
    store<f32>(to, <f32>sumWide(gradients));
    store<f32>(to, <f32>sumWide(changes), 4);
    store<f32>(to, <f32>sumWide(weights), 8);
  }
}

/** Ports g, hyper, clipping, w, u, sizes, cursor; params length, decaying, chunk, nesterov. */
export function sgd(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const u: usize = load<u32>(args, 16);
  const rule = u ? (load<u32>(args, 40) ? NESTEROV : POLYAK) : PLAIN;
  move(args, args + 28, rule, u, 0, args + 20, part, parts);
}

/** Ports g, hyper, clipping, w, m, v, sizes, cursor; params length, decaying, chunk. */
export function adam(args: usize, part: u32, parts: u32, _scratch: usize): void {
  move(args, args + 32, ADAM, load<u32>(args, 16), load<u32>(args, 20), args + 24, part, parts);
}

/** Ports g, hyper, factor; params length. On one thread: the sum has one order. */
export function clipping(args: usize, _part: u32, parts: u32, _scratch: usize): void {
  cut(parts, false);
  const g: usize = load<u32>(args);
  const length = load<u32>(args, 12);
  let sum = f64x2.splat(0);
  for (let i: u32 = 0; i < length; i += 4) {
    sum = addSquares(sum, take(g + (<usize>i << 2), length - i));
  }
  const norm = Math.sqrt(sumWide(sum));
  const most = <f64>load<f32>(load<u32>(args, 4), CLIP);
  store<f32>(load<u32>(args, 8), norm > most ? <f32>(most / norm) : 1);
}
