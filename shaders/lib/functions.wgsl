// Elementary functions that pass NaN on, are exact at the infinities, and are accurate where the built-in ones only
// promise an absolute error. Needs lib/numbers.wgsl. Bounds: exponential 2^-24 (8 + 4 |x|) relative; the others
// 2^-20 absolute (times |x| for GELU). Logarithms go through log2, since a kernel may have a parameter called log.

fn exponential(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  if (x > 88.72283) { return infinity(); }
  if (x < -87.33654) { return 0.0; }
  return exp(x);
}

// log(x) for x >= 0, with its limits.
fn logarithm(x: f32) -> f32 {
  if (!isFinite(x)) { return x; }
  if (x == 0.0) { return -infinity(); }
  return log2(x) * 0.6931471805599453;
}

// exp(x) - 1; near zero its Taylor polynomial, where the subtraction would cancel.
fn exponentialMinusOne(x: f32) -> f32 {
  if (abs(x) < 0.35) {
    return x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0 + x * (1.0 / 120.0 + x * (1.0 / 720.0))))));
  }
  return exponential(x) - 1.0;
}

fn hyperbolicTangent(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  let size = abs(x);
  if (size < 0.3) {
    let q = x * x;
    return x * (1.0 + q * (-1.0 / 3.0 + q * (2.0 / 15.0 + q * (-17.0 / 315.0 + q * (62.0 / 2835.0)))));
  }
  let t = exponential(-2.0 * size);
  return sign(x) * (1.0 - t) / (1.0 + t);
}

fn logistic(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  let t = exponential(-abs(x));
  return select(t, 1.0, x >= 0.0) / (1.0 + t);
}

// log(1 + exp(x)), without overflow.
fn softPlus(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  return max(x, 0.0) + log2(1.0 + exponential(-abs(x))) * 0.6931471805599453;
}

// Rational approximation of the error function: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
fn errorFunction(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  let size = abs(x);
  if (size > 6.0) { return sign(x); }
  let t = 1.0 / (1.0 + 0.3275911 * size);
  let tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sign(x) * (1.0 - tail * exponential(-size * size));
}
