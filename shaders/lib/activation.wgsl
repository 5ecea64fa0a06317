// Activation functions f and their slopes by code; formulas and codes as in kernels/activation.ts.
// Needs lib/numbers.wgsl, lib/functions.wgsl and the constants activation, alpha, beta (with their ...Infinite flags:
// an infinite parameter is written as the largest finite number). The branches on constants leave one case standing.

fn clip(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  var y = x;
  if (!alphaInfinite) { y = max(y, alpha); }
  if (!betaInfinite) { y = min(y, beta); }
  return y;
}

fn geluInner(x: f32) -> f32 { return 0.7978845608 * (x + 0.044715 * x * x * x); }

fn activate(x: f32) -> f32 {
  switch (activation) {
    case 1u: { return select(max(x, 0.0), x, isNan(x)); }
    case 2u: { return select(x, alpha * x, x < 0.0); }
    case 3u: { return select(x, alpha * exponentialMinusOne(x), x < 0.0); }
    case 4u: { return select(beta * x, beta * alpha * exponentialMinusOne(x), x < 0.0); }
    case 5u: { return logistic(x); }
    case 6u: { return hyperbolicTangent(x); }
    case 7u: { return softPlus(x); }
    case 8u: { return clampPassing(alpha * x + beta, 0.0, 1.0); }
    case 9u: { return x * clampPassing(x / 6.0 + 0.5, 0.0, 1.0); }
    case 10u: {
      if (alpha == 0.0) { return 0.5 * x * (1.0 + errorFunction(x * 0.70710678)); }
      return 0.5 * x * (1.0 + hyperbolicTangent(geluInner(x)));
    }
    case 11u: { return clip(x); }
    default: { return x; }
  }
}

// df/dx, given x and y = f(x).
fn slope(x: f32, y: f32) -> f32 {
  switch (activation) {
    case 1u: { return select(0.0, 1.0, x > 0.0); }
    case 2u: { return select(alpha, 1.0, x > 0.0); }
    case 3u: { return select(y + alpha, 1.0, x > 0.0); }
    case 4u: { return select(y + beta * alpha, beta, x > 0.0); }
    case 5u: { return y * (1.0 - y); }
    case 6u: { return 1.0 - y * y; }
    case 7u: { return logistic(x); }
    case 8u: {
      let inner = alpha * x + beta;
      return select(0.0, alpha, inner > 0.0 && inner < 1.0);
    }
    case 9u: {
      if (x <= -3.0) { return 0.0; }
      return select(x / 3.0 + 0.5, 1.0, x >= 3.0);
    }
    case 10u: {
      if (alpha == 0.0) {
        return 0.5 * (1.0 + errorFunction(x * 0.70710678)) + x * exponential(-0.5 * x * x) * 0.3989422804;
      }
      let t = hyperbolicTangent(geluInner(x));
      return 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * 0.7978845608 * (1.0 + 0.134145 * x * x);
    }
    case 11u: { return select(0.0, 1.0, (alphaInfinite || x > alpha) && (betaInfinite || x < beta)); }
    default: { return 1.0; }
  }
}
