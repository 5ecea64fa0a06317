/**
 * Activation functions and their slopes on vectors, by the codes of the kernels' activation table, and the two kernels
 * that apply them unfused. All of them propagate NaN.
 */
import { erfc, exp, expm1, log1p, sigmoid, tanh } from './math';
import { cut } from './run';
import { loadPart, madd, shareFloats, storePart, WORTH_SHARING } from './simd';

@inline
const IDENTITY: u32 = 0;
@inline
const RELU: u32 = 1;

const SQRT_HALF: f32 = 0.70710678118654752;
/** sqrt(2 / pi), of the tanh form of GELU; 1 / sqrt(2 pi), of the normal density. */
const GELU_TANH: f32 = 0.79788456080286536;
const GELU_CUBE: f32 = 0.044715;
const DENSITY: f32 = 0.39894228040143268;

/** min(max(x, low), high), propagating NaN: pmin and pmax keep their first operand when a comparison fails. */
@inline
function clamp(x: v128, low: v128, high: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, low), high);
}

/** Phi(x), the normal distribution function. */
function normal(x: v128): v128 {
  const tail = f32x4.mul(f32x4.splat(0.5), erfc(f32x4.abs(f32x4.mul(x, f32x4.splat(SQRT_HALF)))));
  return v128.bitselect(tail, f32x4.sub(f32x4.splat(1.0), tail), f32x4.lt(x, f32x4.splat(0.0)));
}

/** tanh's argument in GELU's tanh approximation: sqrt(2 / pi) (x + 0.044715 x^3). */
function geluInner(x: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(x, x), x);
  return f32x4.mul(f32x4.splat(GELU_TANH), madd(f32x4.splat(GELU_CUBE), cube, x));
}

/** f(x) for one vector. The two most common are handled inline; the others are behind a call. */
@inline
export function activate(code: u32, x: v128, alpha: f32, beta: f32): v128 {
  if (code == RELU) return f32x4.pmax(x, f32x4.splat(0.0));
  if (code == IDENTITY) return x;
  return activateOther(code, x, alpha, beta);
}

function activateOther(code: u32, x: v128, alpha: f32, beta: f32): v128 {
  const zero = f32x4.splat(0.0);
  const one = f32x4.splat(1.0);
  const a = f32x4.splat(alpha);
  const b = f32x4.splat(beta);
  const negative = f32x4.lt(x, zero);
  switch (code) {
    case 2: return v128.bitselect(f32x4.mul(a, x), x, negative);
    case 3: return v128.bitselect(f32x4.mul(a, expm1(x)), x, negative);
    case 4: return f32x4.mul(b, v128.bitselect(f32x4.mul(a, expm1(x)), x, negative));
    case 5: return sigmoid(x);
    case 6: return tanh(x);
    case 7: return f32x4.add(f32x4.pmax(x, zero), log1p(exp(f32x4.neg(f32x4.abs(x)))));
    case 8: return clamp(madd(a, x, b), zero, one);
    case 9: return f32x4.mul(x, clamp(madd(x, f32x4.splat(1.0 / 6.0), f32x4.splat(0.5)), zero, one));
    case 10: {
      if (alpha == 0) return f32x4.mul(x, normal(x));
      return f32x4.mul(f32x4.mul(f32x4.splat(0.5), x), f32x4.add(one, tanh(geluInner(x))));
    }
    case 11: return clamp(x, a, b);
    default: return x;
  }
}

/** df/dx for one vector, given x and y = f(x). */
function slope(code: u32, x: v128, y: v128, alpha: f32, beta: f32): v128 {
  const zero = f32x4.splat(0.0);
  const one = f32x4.splat(1.0);
  const half = f32x4.splat(0.5);
  const a = f32x4.splat(alpha);
  const b = f32x4.splat(beta);
  const positive = f32x4.gt(x, zero);
  switch (code) {
    case 1: return v128.and(one, positive);
    case 2: return v128.bitselect(one, a, positive);
    case 3: return v128.bitselect(one, f32x4.add(y, a), positive);
    case 4: return v128.bitselect(b, f32x4.add(y, f32x4.mul(b, a)), positive);
    case 5: return f32x4.mul(y, f32x4.sub(one, y));
    case 6: return f32x4.sub(one, f32x4.mul(y, y));
    case 7: return sigmoid(x);
    case 8: {
      const inner = madd(a, x, b);
      return v128.and(a, v128.and(f32x4.gt(inner, zero), f32x4.lt(inner, one)));
    }
    case 9: {
      const ramp = madd(x, f32x4.splat(1.0 / 3.0), half);
      const low = v128.bitselect(zero, ramp, f32x4.le(x, f32x4.splat(-3.0)));
      return v128.bitselect(one, low, f32x4.ge(x, f32x4.splat(3.0)));
    }
    case 10: {
      if (alpha == 0) {
        const bell = exp(f32x4.mul(f32x4.splat(-0.5), f32x4.mul(x, x)));
        return madd(f32x4.mul(x, f32x4.splat(DENSITY)), bell, normal(x));
      }
      const t = tanh(geluInner(x));
      const rise = madd(f32x4.splat(3.0 * GELU_CUBE), f32x4.mul(x, x), one);
      const bend = f32x4.mul(f32x4.sub(one, f32x4.mul(t, t)), f32x4.mul(f32x4.splat(GELU_TANH), rise));
      return f32x4.mul(half, f32x4.add(f32x4.add(one, t), f32x4.mul(x, bend)));
    }
    case 11: return v128.and(one, v128.and(f32x4.gt(x, a), f32x4.lt(x, b)));
    default: return one;
  }
}

/** post = f(pre) over `count` floats. */
export function activateRun(pre: usize, post: usize, count: u32, code: u32, alpha: f32, beta: f32): void {
  const end = post + ((count & ~3) << 2);
  while (post < end) {
    v128.store(post, activate(code, v128.load(pre), alpha, beta));
    pre += 16;
    post += 16;
  }
  const rest = count & 3;
  if (rest) storePart(post, activate(code, loadPart(pre, rest), alpha, beta), rest);
}

/** Ports x, y; params length, activation, alpha, beta. */
export function activation(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const length = load<u32>(args, 8);
  parts = cut(parts, length >= WORTH_SHARING);
  const first = shareFloats(length, part, parts);
  const count = shareFloats(length, part + 1, parts) - first;
  const at = first << 2;
  activateRun(
    load<u32>(args) + at, load<u32>(args, 4) + at, count, load<u32>(args, 12), load<f32>(args, 16), load<f32>(args, 20),
  );
}

/** Ports x, y, gy, gx; params length, activation, alpha, beta. */
export function activationGradient(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const length = load<u32>(args, 16);
  parts = cut(parts, length >= WORTH_SHARING);
  const first = shareFloats(length, part, parts);
  const count = shareFloats(length, part + 1, parts) - first;
  let x: usize = load<u32>(args) + (first << 2);
  let y: usize = load<u32>(args, 4) + (first << 2);
  let gy: usize = load<u32>(args, 8) + (first << 2);
  let gx: usize = load<u32>(args, 12) + (first << 2);
  const code = load<u32>(args, 20);
  const alpha = load<f32>(args, 24);
  const beta = load<f32>(args, 28);
  const end = gx + ((count & ~3) << 2);
  while (gx < end) {
    v128.store(gx, f32x4.mul(v128.load(gy), slope(code, v128.load(x), v128.load(y), alpha, beta)));
    x += 16;
    y += 16;
    gy += 16;
    gx += 16;
  }
  const rest = count & 3;
  if (rest) {
    const s = slope(code, loadPart(x, rest), loadPart(y, rest), alpha, beta);
    storePart(gx, f32x4.mul(loadPart(gy, rest), s), rest);
  }
}
