/** Optimiser steps, four weights at a time; threads split the weights. Hyper: step, rate, correction1, correction2. */
import { cut } from './run';
import { loadPart, madd, shareFloats, storePart, WORTH_SHARING } from './simd';

@inline
function take(at: usize, count: u32): v128 {
  return count >= 4 ? v128.load(at) : loadPart(at, count);
}

@inline
function give(at: usize, v: v128, count: u32): void {
  if (count >= 4) v128.store(at, v);
  else storePart(at, v, count);
}

/** Ports g, hyper, w, m, v; params length, beta1, beta2, epsilon, decay. */
export function adamw(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const length = load<u32>(args, 20);
  parts = cut(parts, length >= WORTH_SHARING);
  const hyper: usize = load<u32>(args, 4);
  const beta1 = f32x4.splat(load<f32>(args, 24));
  const rest1 = f32x4.splat(<f32>(1.0 - <f64>load<f32>(args, 24)));
  const beta2 = f32x4.splat(load<f32>(args, 28));
  const rest2 = f32x4.splat(<f32>(1.0 - <f64>load<f32>(args, 28)));
  const epsilon = f32x4.splat(load<f32>(args, 32));
  const decay = f32x4.splat(load<f32>(args, 36));
  const rate = v128.load32_splat(hyper, 4);
  const correction1 = v128.load32_splat(hyper, 8);
  const correction2 = v128.load32_splat(hyper, 12);
  const end = shareFloats(length, part + 1, parts);
  for (let i = shareFloats(length, part, parts); i < end; i += 4) {
    const count = end - i;
    const at = <usize>i << 2;
    const g = take(load<u32>(args) + at, count);
    const w = take(load<u32>(args, 8) + at, count);
    const m = madd(beta1, take(load<u32>(args, 12) + at, count), f32x4.mul(rest1, g));
    const v = madd(beta2, take(load<u32>(args, 16) + at, count), f32x4.mul(f32x4.mul(rest2, g), g));
    const size = f32x4.add(f32x4.sqrt(f32x4.mul(v, correction2)), epsilon);
    const direction = f32x4.div(f32x4.mul(m, correction1), size);
    give(load<u32>(args, 12) + at, m, count);
    give(load<u32>(args, 16) + at, v, count);
    give(load<u32>(args, 8) + at, f32x4.sub(w, f32x4.mul(rate, madd(decay, w, direction))), count);
  }
}

/** Ports g, hyper, w, u; params length, momentum, decay. */
export function sgd(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const length = load<u32>(args, 16);
  parts = cut(parts, length >= WORTH_SHARING);
  const rate = v128.load32_splat(load<u32>(args, 4), 4);
  const momentum = f32x4.splat(load<f32>(args, 20));
  const decay = f32x4.splat(load<f32>(args, 24));
  const end = shareFloats(length, part + 1, parts);
  for (let i = shareFloats(length, part, parts); i < end; i += 4) {
    const count = end - i;
    const at = <usize>i << 2;
    const g = take(load<u32>(args) + at, count);
    const w = take(load<u32>(args, 8) + at, count);
    const u = madd(momentum, take(load<u32>(args, 12) + at, count), g);
    give(load<u32>(args, 12) + at, u, count);
    const move = madd(decay, w, madd(momentum, u, g));
    give(load<u32>(args, 8) + at, f32x4.sub(w, f32x4.mul(rate, move)), count);
  }
}
