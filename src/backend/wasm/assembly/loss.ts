/** Losses on the output of each sample, in float64; results of sample n go to results[row, n]: loss, right, answer. */
import { cut } from './run';
import { share } from './simd';

const WORTH_THREADS: u32 = 4096;
/** Byte offsets into `hyper` (kernels/hyper.ts). */
const ROW: usize = 4;
const SMOOTHING: usize = 44;

@inline
function at(values: usize, k: u32): f64 {
  return <f64>load<f32>(values + (<usize>k << 2));
}

/** The index of the largest of `count` values: the first of several; the first NaN, if there is one. */
function largestAt(values: usize, count: u32): u32 {
  let best: u32 = 0;
  for (let k: u32 = 1; k < count && !isNaN(at(values, best)); k++) {
    const value = at(values, k);
    if (isNaN(value) || value > at(values, best)) best = k;
  }
  return best;
}

/** Whether the largest output is where the target is largest. */
function agrees(x: usize, target: usize, classes: u32): f32 {
  const answer = largestAt(x, classes);
  return !isNaN(at(x, answer)) && answer == largestAt(target, classes) ? 1 : 0;
}

const CROSS_ENTROPY: u32 = 0;
const BINARY: u32 = 1;

function crossEntropyOf(x: usize, target: usize, gx: usize, classes: u32, batch: u32, smoothing: f64): f64 {
  let largest = -Infinity;
  for (let k: u32 = 0; k < classes; k++) largest = max(largest, at(x, k));
  let sum: f64 = 0;
  let mass: f64 = 0;
  const even = smoothing / <f64>classes;
  for (let k: u32 = 0; k < classes; k++) {
    sum += Math.exp(at(x, k) - largest);
    mass += (1 - smoothing) * at(target, k) + even;
  }
  const logSum = Math.log(sum);
  let loss: f64 = 0;
  for (let k: u32 = 0; k < classes; k++) {
    const wanted = (1 - smoothing) * at(target, k) + even;
    const shifted = at(x, k) - largest;
    loss -= wanted * (shifted - logSum);
    store<f32>(gx + (<usize>k << 2), <f32>(((Math.exp(shifted) / sum) * mass - wanted) / <f64>batch));
  }
  return loss;
}

function binaryCrossEntropyOf(x: usize, target: usize, gx: usize, classes: u32, batch: u32, smoothing: f64): f64 {
  let loss: f64 = 0;
  for (let k: u32 = 0; k < classes; k++) {
    const value = at(x, k);
    const wanted = (1 - smoothing) * at(target, k) + smoothing / 2;
    const small = Math.exp(-abs(value));
    loss += max(value, 0) - wanted * value + Math.log1p(small);
    const likely = (value >= 0 ? 1 : small) / (1 + small);
    store<f32>(gx + (<usize>k << 2), <f32>((likely - wanted) / <f64>(classes * batch)));
  }
  return loss / <f64>classes;
}

function squaredErrorOf(x: usize, target: usize, gx: usize, classes: u32, batch: u32): f64 {
  let loss: f64 = 0;
  for (let k: u32 = 0; k < classes; k++) {
    const error = at(x, k) - at(target, k);
    loss += error * error;
    store<f32>(gx + (<usize>k << 2), <f32>((2 * error) / <f64>(classes * batch)));
  }
  return loss / <f64>classes;
}

/** The share of outputs on their target's side of one half. */
function sided(x: usize, target: usize, classes: u32): f32 {
  let count: u32 = 0;
  for (let k: u32 = 0; k < classes; k++) {
    const value = at(x, k);
    if (!isNaN(value) && value > 0 == at(target, k) > 0.5) count++;
  }
  return <f32>(<f64>count / <f64>classes);
}

/** Ports x, target, hyper, results, gx; params batch, classes. */
function losses(args: usize, part: u32, parts: u32, kind: u32): void {
  const hyper: usize = load<u32>(args, 8);
  const batch = load<u32>(args, 20);
  const classes = load<u32>(args, 24);
  const row = <u32>load<f32>(hyper, ROW);
  const smoothing = <f64>load<f32>(hyper, SMOOTHING);
  parts = cut(parts, batch * classes >= WORTH_THREADS);
  const last = share(batch, part + 1, parts);
  for (let n = share(batch, part, parts); n < last; n++) {
    const offset = <usize>(n * classes) << 2;
    const x: usize = load<u32>(args) + offset;
    const target: usize = load<u32>(args, 4) + offset;
    const gx: usize = load<u32>(args, 16) + offset;
    let loss: f64;
    let right: f32;
    if (kind == CROSS_ENTROPY) {
      loss = crossEntropyOf(x, target, gx, classes, batch, smoothing);
      right = agrees(x, target, classes);
    } else if (kind == BINARY) {
      loss = binaryCrossEntropyOf(x, target, gx, classes, batch, smoothing);
      right = sided(x, target, classes);
    } else {
      loss = squaredErrorOf(x, target, gx, classes, batch);
      const isNear = abs(at(x, 0) - at(target, 0)) < 0.5;
      right = classes == 1 ? (isNear ? 1 : 0) : agrees(x, target, classes);
    }
    const to: usize = load<u32>(args, 12) + <usize>((row * batch + n) * 12);
    store<f32>(to, <f32>loss);
    store<f32>(to, right, 4);
    store<f32>(to, <f32>largestAt(x, classes), 8);
  }
}

export function crossEntropy(args: usize, part: u32, parts: u32, _scratch: usize): void {
  losses(args, part, parts, CROSS_ENTROPY);
}

export function binaryCrossEntropy(args: usize, part: u32, parts: u32, _scratch: usize): void {
  losses(args, part, parts, BINARY);
}

export function squaredError(args: usize, part: u32, parts: u32, _scratch: usize): void {
  losses(args, part, parts, 2);
}
