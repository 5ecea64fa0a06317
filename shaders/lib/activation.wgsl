// Activation functions f and their slopes df/dx (given x and y = f(x)), named by the codes of kernels/activation.ts, which
// has the formulas. The passes add `activate` and `slope`, which call those of the code in use, so that only these are
// compiled. Needs lib/numbers.wgsl, lib/functions.wgsl and the constants alpha and beta (with their ...Infinite flags: an
// infinite parameter is written as the largest finite number).

// identity
fn activate0(x: f32) -> f32 { return x; }
fn slope0(x: f32, y: f32) -> f32 { return 1.0; }

// relu
fn activate1(x: f32) -> f32 { return select(max(x, 0.0), x, isNan(x)); }
fn slope1(x: f32, y: f32) -> f32 { return select(0.0, 1.0, x > 0.0); }

// leakyRelu
fn activate2(x: f32) -> f32 { return select(x, alpha * x, x < 0.0); }
fn slope2(x: f32, y: f32) -> f32 { return select(alpha, 1.0, x > 0.0); }

// elu
fn activate3(x: f32) -> f32 { return select(x, alpha * exponentialMinusOne(x), x < 0.0); }
fn slope3(x: f32, y: f32) -> f32 { return select(y + alpha, 1.0, x > 0.0); }

// selu
fn activate4(x: f32) -> f32 { return select(beta * x, beta * alpha * exponentialMinusOne(x), x < 0.0); }
fn slope4(x: f32, y: f32) -> f32 { return select(y + beta * alpha, beta, x > 0.0); }

// sigmoid
fn activate5(x: f32) -> f32 { return logistic(x); }
fn slope5(x: f32, y: f32) -> f32 { return y * (1.0 - y); }

// tanh
fn activate6(x: f32) -> f32 { return hyperbolicTangent(x); }
fn slope6(x: f32, y: f32) -> f32 { return 1.0 - y * y; }

// softplus
fn activate7(x: f32) -> f32 { return softPlus(x); }
fn slope7(x: f32, y: f32) -> f32 { return logistic(x); }

// hardSigmoid
fn activate8(x: f32) -> f32 { return clampPassing(alpha * x + beta, 0.0, 1.0); }
fn slope8(x: f32, y: f32) -> f32 {
  let inner = alpha * x + beta;
  return select(0.0, alpha, inner > 0.0 && inner < 1.0);
}

// hardSwish
fn activate9(x: f32) -> f32 { return x * clampPassing(x / 6.0 + 0.5, 0.0, 1.0); }
fn slope9(x: f32, y: f32) -> f32 {
  if (x <= -3.0) { return 0.0; }
  return select(x / 3.0 + 0.5, 1.0, x >= 3.0);
}

// gelu: alpha = 0 exact, else the tanh form
fn geluInner(x: f32) -> f32 { return 0.7978845608 * (x + 0.044715 * x * x * x); }
fn activate10(x: f32) -> f32 {
  if (alpha == 0.0) { return 0.5 * x * (1.0 + errorFunction(x * 0.70710678)); }
  return 0.5 * x * (1.0 + hyperbolicTangent(geluInner(x)));
}
fn slope10(x: f32, y: f32) -> f32 {
  if (alpha == 0.0) {
    return 0.5 * (1.0 + errorFunction(x * 0.70710678)) + x * exponential(-0.5 * x * x) * 0.3989422804;
  }
  let t = hyperbolicTangent(geluInner(x));
  return 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * 0.7978845608 * (1.0 + 0.134145 * x * x);
}

// clip
fn activate11(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  var y = x;
  if (!alphaInfinite) { y = max(y, alpha); }
  if (!betaInfinite) { y = min(y, beta); }
  return y;
}
fn slope11(x: f32, y: f32) -> f32 {
  return select(0.0, 1.0, (alphaInfinite || x > alpha) && (betaInfinite || x < beta));
}
