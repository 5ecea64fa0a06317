/**
 * exp, expm1, log1p, tanh, sigmoid and erfc of four float32 lanes. Bounds are against the float64 functions; NaN stays
 * NaN, and infinities give the functions' limits. The polynomials are truncated Taylor series on reduced arguments,
 * except that of erfc, whose coefficients were fitted for this file.
 */
import { madd } from './simd';

@inline
const LOG2_E: f32 = 1.44269504088896341;
/** ln 2 in two parts, so that n ln 2 is subtracted without losing bits: n LN2_HIGH is exact for |n| < 2^12. */
@inline
const LN2_HIGH: f32 = 0.693359375;
@inline
const LN2_LOW: f32 = -2.12194440054690583e-4;

/** n of x = n ln 2 + r, |r| <= ln(2) / 2. */
@inline
function exponentOf(x: v128): v128 {
  return f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)));
}

@inline
function remainderOf(x: v128, n: v128): v128 {
  const r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  return f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)));
}

/** exp(r) - 1 for |r| <= ln(2) / 2: Taylor to r^7, truncation below 6e-9. */
@inline
function smallExpm1(r: v128): v128 {
  let p = f32x4.splat(1.0 / 5040.0);
  p = madd(p, r, f32x4.splat(1.0 / 720.0));
  p = madd(p, r, f32x4.splat(1.0 / 120.0));
  p = madd(p, r, f32x4.splat(1.0 / 24.0));
  p = madd(p, r, f32x4.splat(1.0 / 6.0));
  p = madd(p, r, f32x4.splat(0.5));
  return madd(f32x4.mul(r, r), p, r);
}

/** 2^n for integers -126 <= n <= 127, given as i32 lanes. */
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** v where x is not NaN, else x: the integer steps of the scaling lose NaN. */
@inline
function keepNaN(x: v128, v: v128): v128 {
  return v128.bitselect(v, x, f32x4.eq(x, x));
}

/** exp(x): 2 ulp; results below 2^-126 round to subnormals. */
export function exp(x: v128): v128 {
  // The bounds are just outside the range of finite results; infinity and zero then come out of the scaling itself.
  const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-105.0)), f32x4.splat(89.0));
  const n = exponentOf(bounded);
  const value = f32x4.add(f32x4.splat(1.0), smallExpm1(remainderOf(bounded, n)));
  // Two factors, because 2^n alone exceeds the exponent range at both ends.
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return keepNaN(x, f32x4.mul(f32x4.mul(value, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half))));
}

/** exp(x) - 1 for x <= 44 (larger x give the value at 44): 4 ulp, even near zero. */
export function expm1(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-30.0)), f32x4.splat(44.0));
  const n = exponentOf(bounded);
  const scale = powerOfTwo(i32x4.trunc_sat_f32x4_s(n));
  const whole = f32x4.sub(scale, f32x4.splat(1.0));
  return keepNaN(x, madd(smallExpm1(remainderOf(bounded, n)), scale, whole));
}

/** 1 / (1 + exp(-x)): 4 ulp. */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1.0);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

/** tanh(x) = e / (e + 2) with e = exp(2 |x|) - 1, and the sign of x: 8 ulp. */
export function tanh(x: v128): v128 {
  const e = expm1(f32x4.mul(f32x4.abs(x), f32x4.splat(2.0)));
  const size = f32x4.div(e, f32x4.add(e, f32x4.splat(2.0)));
  return v128.or(size, v128.and(x, f32x4.splat(-0.0)));
}

/**
 * log(1 + t) for 0 <= t <= 1 as 2 artanh(s), s = t / (2 + t) <= 1/3: 4 ulp. The first omitted term, s^17 / 17, is below
 * 2e-9 of the value.
 */
export function log1p(t: v128): v128 {
  const s = f32x4.div(t, f32x4.add(t, f32x4.splat(2.0)));
  const q = f32x4.mul(s, s);
  let p = f32x4.splat(1.0 / 15.0);
  p = madd(p, q, f32x4.splat(1.0 / 13.0));
  p = madd(p, q, f32x4.splat(1.0 / 11.0));
  p = madd(p, q, f32x4.splat(1.0 / 9.0));
  p = madd(p, q, f32x4.splat(1.0 / 7.0));
  p = madd(p, q, f32x4.splat(1.0 / 5.0));
  p = madd(p, q, f32x4.splat(1.0 / 3.0));
  p = madd(f32x4.mul(p, q), s, s);
  return f32x4.add(p, p);
}

/**
 * 1 - erf(x) for x >= 0, as exp(-x^2) t P(t) with t = 1 / (1 + x / 2): relative error (6 + x^2) 2^-22. P is a least-
 * squares polynomial on Chebyshev points of 0 <= x <= 11 in z = (t - 15/26) 26/11; beyond 11 the value is zero in float32.
 */
export function erfc(x: v128): v128 {
  const one = f32x4.splat(1.0);
  const t = f32x4.div(one, madd(x, f32x4.splat(0.5), one));
  const z = f32x4.mul(f32x4.sub(t, f32x4.splat(15.0 / 26.0)), f32x4.splat(26.0 / 11.0));
  let p = f32x4.splat(0.000004631278919334719);
  p = madd(p, z, f32x4.splat(-0.0000605494601936412));
  p = madd(p, z, f32x4.splat(0.000018977232352911676));
  p = madd(p, z, f32x4.splat(0.0006394199501025487));
  p = madd(p, z, f32x4.splat(-0.0007316009623163778));
  p = madd(p, z, f32x4.splat(-0.006484306787655785));
  p = madd(p, z, f32x4.splat(0.006638099975324224));
  p = madd(p, z, f32x4.splat(0.10490004998335381));
  p = madd(p, z, f32x4.splat(0.32805795417641964));
  p = madd(p, z, f32x4.splat(0.5670173050036268));
  return f32x4.mul(f32x4.mul(p, t), exp(f32x4.neg(f32x4.mul(x, x))));
}

/** Natural logarithm lane by lane, in float64. */
export function logLanes(v: v128): v128 {
  let out = f32x4.splat(<f32>Math.log(f32x4.extract_lane(v, 0)));
  out = f32x4.replace_lane(out, 1, <f32>Math.log(f32x4.extract_lane(v, 1)));
  out = f32x4.replace_lane(out, 2, <f32>Math.log(f32x4.extract_lane(v, 2)));
  return f32x4.replace_lane(out, 3, <f32>Math.log(f32x4.extract_lane(v, 3)));
}
